"""What is typed to register a link, and to recognise a misprinted code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.provenance.registry.acts.register_link import OURS
from traceability.provenance.registry.models import MOST_CHARACTERS
from traceability.provenance.vocabulary import link_types
from traceability.web.forms import LookForm


def _kinds() -> list[tuple[str, str]]:
    return [(kind, f"{label} (gs1:{kind})") for kind, label in link_types().items() if kind not in OURS]


class LinkForm(LookForm):
    """A page, and the code that leads to it."""

    identifier = forms.CharField(
        label=_("Code"),
        max_length=MOST_CHARACTERS,
        help_text=_("As it is printed: the address in the square code of your product, lot, pallet or place"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("What the page is"), choices=_kinds)
    href = forms.CharField(
        label=_("Address of the page"),
        max_length=MOST_CHARACTERS,
        help_text=_("Begins with https://"),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(label=_("What people read"), max_length=120, help_text=_("For example: Recipes with mango"))
    languages = forms.CharField(
        label=_("Its languages"),
        max_length=60,
        required=False,
        help_text=_("de or pt-BR, with a comma between several"),
    )


class RecogniseForm(LookForm):
    """What was printed, and why."""

    printed = forms.CharField(
        label=_("The code as it was printed"),
        max_length=MOST_CHARACTERS,
        help_text=_("Scan it, or type the address below the square code"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(label=_("How it came about"), max_length=200, help_text=_("Buyers read it."))
