"""What is typed of a treatment, a store and a move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from traceability.lots.forms import PlaceChoice
from traceability.lots.handling.models import HandlingKind
from traceability.lots.handling.recording import Told
from traceability.lots.handling.temperature_log import read_log
from traceability.lots.models import Lot
from traceability.parties.models import Place
from traceability.web.failures import Invalid
from traceability.web.forms import LookForm
from traceability.web.tables.reading import MOST_BYTES


class MinuteInput(forms.DateTimeInput):
    """A day and a minute in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class KindChoice(forms.ModelChoiceField):
    """Kinds in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class HandlingForm(LookForm):
    """What was done, with what, how warm, from when to when."""

    act = HandlingKind.Act.TREAT
    usual = timedelta(minutes=30)

    kind = KindChoice(label=_("What was done"), queryset=HandlingKind.objects.none(), empty_label=None)
    substance = forms.CharField(label=_("Substance"), max_length=80, required=False)
    dose = forms.CharField(
        label=_("Dose"), max_length=40, required=False, help_text=_("With its unit: 500 mg/l, 100 ppm")
    )
    low_c = forms.DecimalField(label=_("Lowest, °C"), max_digits=5, decimal_places=2, required=False)
    high_c = forms.DecimalField(label=_("Highest, °C"), max_digits=5, decimal_places=2, required=False)
    log = forms.FileField(
        label=_("Temperature log"),
        required=False,
        help_text=_("CSV or Excel of the logger; it then says how warm it was"),
    )
    device = forms.CharField(label=_("Thermometer or logger"), max_length=60, required=False)
    began = forms.DateTimeField(label=pgettext_lazy("time", "From"), widget=MinuteInput())
    ended = forms.DateTimeField(label=pgettext_lazy("time", "Until"), widget=MinuteInput())

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = HandlingKind.objects.in_force(timezone.localdate()).filter(act=self.act)
        field = cast("KindChoice", self.fields["kind"])
        field.queryset = kinds.filter(suits_cartons=True) if lot.is_packed else kinds
        now = timezone.localtime().replace(second=0, microsecond=0)
        self.initial.setdefault("began", now - self.usual)
        self.initial.setdefault("ended", now)
        for name in ("low_c", "high_c"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})

    def clean_log(self) -> Any:
        """The readings of the file, or None."""
        file = self.cleaned_data["log"]
        if file is None:
            return None
        try:
            return read_log(file.read(MOST_BYTES + 1), zone=timezone.get_current_timezone(), today=timezone.localdate())
        except Invalid as problem:
            raise forms.ValidationError(problem.message, code=problem.slug) from problem

    def clean_began(self) -> datetime:
        """On the clock of the house."""
        return timezone.localtime(self.cleaned_data["began"])

    def clean_ended(self) -> datetime:
        """On the clock of the house."""
        return timezone.localtime(self.cleaned_data["ended"])

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        given = dict(self.cleaned_data)
        names = ("substance", "dose", "low_c", "high_c", "device", "log")
        told = Told(**{name: given.pop(name) for name in names if name in given})
        return {"told": told, **given}


class TreatForm(HandlingForm):
    """A treatment after harvest."""


class StoreForm(HandlingForm):
    """A store, and where it is. No substance is used there."""

    act = HandlingKind.Act.STORE
    usual = timedelta()

    place = PlaceChoice(label=_("Where"), queryset=Place.objects.none(), empty_label=None)
    substance = None  # type: ignore[assignment]
    dose = None  # type: ignore[assignment]

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, lot=lot, **kwargs)
        cast("PlaceChoice", self.fields["place"]).queryset = places_for(lot)
        self.initial.setdefault("place", lot.place_id)
        self.order_fields(["kind", "place"])


class MoveForm(LookForm):
    """Where it goes."""

    place = PlaceChoice(label=_("Where it goes"), queryset=Place.objects.none(), empty_label=None)

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PlaceChoice", self.fields["place"]).queryset = places_for(lot).exclude(pk=lot.place_id)


def places_for(lot: Lot) -> Any:
    """Where fruit of the owner can lie."""
    return Place.objects.filter(owner=lot.owner).exclude(kind=Place.Kind.PLOT).order_by("pk")
