"""What a clerk types of plots and of their registrations with customs."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orchards.coordinates import Crs
from orchards.desk_forms import VillageField, varieties
from orchards.models import OrchardRegistration, Plot
from orchards.models.land import PlotQuerySet
from orchards.outlines import read_outline
from traceability.lots.models import Variety
from traceability.web.failures import Failure
from traceability.web.forms import LookForm
from traceability.web.strict_json import parse_strict

MOST_BYTES = 1_000_000
MOST_OFFERED = 60
PLACE = ("latitude", "longitude", "accuracy_m", "source_crs", "outline")


def outline_of(data: bytes) -> dict[str, Any]:
    """The outline in GeoJSON text. Raises ValidationError with the sentence that says what is wrong."""
    try:
        return read_outline(parse_strict(data))
    except Failure as problem:
        raise forms.ValidationError(problem.message, code=problem.slug) from problem


class OutlineField(forms.CharField):
    """GeoJSON, pasted or written by the map; cleaned to a Polygon, or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return outline_of(text.encode()) if text else None

    def prepare_value(self, value: Any) -> Any:
        """A stored outline as text; what was typed as it was typed."""
        return json.dumps(value) if isinstance(value, dict) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or "").strip())


class OutlineFileField(forms.FileField):
    """The same as a file."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("An outline has at most 1 MB. Save the plot by itself."))
        return outline_of(file.read())


class PlotForm(LookForm):
    """A plot: by a point, by its outline, or by both."""

    number = forms.CharField(label=_("Number"), max_length=10, help_text=_("The grower's own number of it, as 4"))
    variety = forms.ChoiceField(label=_("Variety"), choices=lambda: [("", "—"), *varieties()])
    area_mu = forms.DecimalField(
        label=_("Area, 亩"), max_digits=8, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    trees = forms.IntegerField(
        label=_("Trees"), min_value=0, max_value=1_000_000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    village = VillageField()
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "23.70500"}),
        help_text=_("WGS-84 degrees, as the GPS of a phone shows; the county is found from it"),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "106.81500"}),
    )
    accuracy_m = forms.FloatField(required=False, min_value=0, widget=forms.HiddenInput)
    source_crs = forms.ChoiceField(
        label=_("These coordinates come from"),
        choices=Crs.choices,
        required=False,
        help_text=_("Numbers from Gaode, Tencent or Baidu are converted; the original is kept"),
    )
    outline = OutlineField(
        label=_("Outline, GeoJSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "raw"}),
        help_text=_("A Polygon, or a Feature with one. The map above writes it, too."),
    )
    outline_file = OutlineFileField(
        label=_("Or a GeoJSON file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )

    def clean_variety(self) -> Variety:
        return Variety.objects.get(code=self.cleaned_data["variety"])

    def clean_source_crs(self) -> str:
        return self.cleaned_data["source_crs"] or Crs.WGS84

    def clean(self) -> dict[str, Any]:
        """An outline that stays is on WGS-84: a point of another system beside it would move it."""
        told: dict[str, Any] = super().clean() or {}
        stays = self.initial.get("outline") and not {"outline", "outline_file"} & {*self.changed_data}
        if stays and told.get("source_crs", Crs.WGS84) != Crs.WGS84:
            words = _("The outline that stays is on WGS-84. Choose WGS-84, or hand in the outline from the same map.")
            self.add_error("source_crs", forms.ValidationError(words))
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What an act is told. A position that was not touched is left out: it stays with the original it came from."""
        told = dict(self.cleaned_data)
        file = told.pop("outline_file")
        is_drawn = bool(file) or "outline" in self.changed_data
        if is_drawn and not {"latitude", "longitude"} & {*self.changed_data}:
            # The point that stands in the form is of the old position and on WGS-84.
            told |= {"latitude": None, "longitude": None} if told["source_crs"] != Crs.WGS84 else {}
        if file:
            return told | {"outline": file}
        if self.initial.get("latitude") is not None and not {*PLACE} & {*self.changed_data}:
            return {name: value for name, value in told.items() if name not in PLACE}
        return told


def as_typed(plot: Plot) -> dict[str, Any]:
    """A plot as the form shows it: its position on WGS-84."""
    place = plot.place
    return {
        "number": plot.number,
        "variety": plot.variety_id,
        "area_mu": plot.area_mu.normalize(),
        "trees": plot.trees,
        "village": place.village_id or plot.grower.village_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accuracy_m": place.accuracy_m,
        "source_crs": Crs.WGS84,
        "outline": place.outline,
    }


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RegistrationForm(LookForm):
    """A registration as customs wrote it."""

    number = forms.CharField(
        label=_("Registration number"), max_length=40, help_text=_("As customs wrote it (出境水果果园注册登记)")
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=DAY)
    valid_to = forms.DateField(
        label=_("Last day"), required=False, widget=DAY, help_text=_("Empty while customs names none")
    )


class PlotsField(forms.MultipleChoiceField):
    """Plots of a cooperative by the extension of their GLN. As many are drawn as fit a page; any is taken."""

    widget = forms.CheckboxSelectMultiple
    own: PlotQuerySet

    def offer(self, own: PlotQuerySet, shown: PlotQuerySet) -> None:
        """`own` may be chosen, the first of `shown` stand there."""
        self.own = own
        self.choices = [(plot.place.extension, f"{plot} · {plot.grower.user.name}") for plot in shown[:MOST_OFFERED]]

    def valid_value(self, value: Any) -> bool:
        return True

    def clean(self, value: Any) -> Any:
        extensions = set(super().clean(value))
        found = list(self.own.filter(place__extension__in=extensions))
        if len(found) != len(extensions):
            raise forms.ValidationError(_("One of these plots is not there any more. Look again and choose."))
        return found


class PlotsForm(LookForm):
    """Plots that come under a registration. `query` finds them by number, grower or village."""

    plots = PlotsField(label=_("Plots"))
    valid_from = forms.DateField(label=_("First day"), widget=DAY)
    valid_to = forms.DateField(label=_("Last day"), required=False, widget=DAY)

    def __init__(self, *args: Any, registration: OrchardRegistration, query: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Plot.objects.filter(grower__cooperative=registration.organisation_id).in_use()
        field = self.fields["plots"]
        if isinstance(field, PlotsField):
            field.offer(own, own.found_by(query).exclude(registered__in=registration.covers.all()))


class ReleaseForm(LookForm):
    """The last day of a plot under a registration."""

    last_day = forms.DateField(label=_("Last day"), widget=DAY)
