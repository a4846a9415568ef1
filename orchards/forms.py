"""What a grower types on the phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orchards.thresholds import Thresholds
from orchards.weights import to_grams
from traceability.web.failures import Failure
from traceability.web.forms import LookForm

UNITS = [("jin", _("jin")), ("kg", _("kg"))]


class CardForm(LookForm):
    """The secret out of the card's QR code, or for a phone without camera the number printed on it; and the PIN."""

    secret = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Card number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("secret") or cleaned.get("number")):
            self.add_error("number", _("Type the number that is printed on your card."))
        return cleaned


class RecordForm(LookForm):
    """What every record of a phone has: its own identifier and the time, written into the page when it is opened."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(widget=forms.HiddenInput)
    device_clock = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_at(self) -> datetime:
        """On the clock of the orchard, whatever offset the phone wrote it with."""
        return timezone.localtime(self.cleaned_data["at"])


class HarvestForm(RecordForm):
    """A harvest: a number in the unit that was chosen, and crates."""

    weight = forms.CharField(label=_("Weight"), max_length=20, error_messages={"required": _("Type the weight.")})
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    crates = forms.IntegerField(label=_("Crates"), min_value=0, max_value=9_999, required=False)
    embryo_less = forms.BooleanField(required=False)
    picked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """The grower has read that an interval runs, and has picked all the same."""

    def clean(self) -> dict[str, Any]:
        """Adds weight_g, in grams."""
        cleaned = super().clean() or {}
        if "weight" in cleaned and "unit" in cleaned:
            limit = Thresholds().most_of_one_harvest_g(on=timezone.localdate())
            try:
                cleaned["weight_g"] = to_grams(cleaned["weight"], cleaned["unit"], limit=limit)
            except Failure as problem:
                self.add_error("weight", forms.ValidationError(problem.message, code=problem.slug))
        return cleaned


class TreatmentForm(RecordForm):
    """A treatment: from the list, or by the name on the bottle; the interval is the label's."""

    OTHER = "other"

    pesticide = forms.CharField(max_length=20)
    product = forms.CharField(label=_("Name on the bottle"), max_length=80, required=False)
    registration_number = forms.CharField(label=_("Registration number (PD…)"), max_length=20, required=False)
    target = forms.CharField(max_length=80, required=False)
    dilution = forms.IntegerField(label=_("Water, times"), min_value=1, max_value=100_000, required=False)
    day = forms.ChoiceField(choices=[("today", _("Today")), ("yesterday", _("Yesterday"))])
    interval_days = forms.IntegerField(
        label=_("Days to wait, as the label says"), min_value=0, max_value=365, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Adds applied_on, a local date."""
        cleaned = super().clean() or {}
        gone = 1 if cleaned.get("day") == "yesterday" else 0
        cleaned["applied_on"] = timezone.localdate() - timedelta(days=gone)
        return cleaned
