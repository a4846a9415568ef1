"""What is typed to register a link, and to recognise a misprinted code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.provenance.registry.models import MOST_CHARACTERS
from traceability.web.forms import LookForm

KINDS = (
    ("", "—"),
    ("recipeInfo", _("Recipes")),
    ("pip", _("The product")),
    ("consumerHandlingStorageInfo", _("Keeping and ripening it")),
    ("nutritionalInfo", _("Nutrition")),
    ("sustainabilityInfo", _("Sustainability")),
    ("certificationInfo", _("A certificate")),
    ("relatedVideo", _("A film")),
    ("relatedImage", _("Pictures")),
    ("promotion", _("An offer")),
    ("homepage", _("The organisation")),
    ("locationInfo", _("Where a place is")),
    ("logisticsInfo", _("For carriers: gates and hours")),
    ("masterData", _("Master data, for programs")),
    ("support", _("Help")),
    ("socialMedia", _("Social media")),
    ("defaultLinkMulti", _("The page of a product, place or organisation, in another language")),
)
"""What fruit has pages for. The programming interface takes every type of the vocabulary."""


class LinkForm(LookForm):
    """A page, and the code that leads to it."""

    identifier = forms.CharField(
        label=_("Code"),
        max_length=MOST_CHARACTERS,
        help_text=_("As it is printed: the address in the square code of your product, lot, pallet or place"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("What the page is"), choices=KINDS)
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
