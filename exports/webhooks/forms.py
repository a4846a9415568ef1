"""Where an importer's system listens, and to what."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.news import Kind
from traceability.web.forms import LookForm


class HookForm(LookForm):
    """A new address."""

    url = forms.CharField(
        label=_("Address of your system"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("https only, reachable from the internet"),
    )
    kinds = forms.MultipleChoiceField(
        label=_("It hears of"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple, initial=Kind.values
    )
