"""Shapes of the orchard in the API. Rules stand in the acts; here only what a value is."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orchards.coordinates import Crs
from orchards.doubts import doubts_about
from orchards.models import Grower, Harvest, OrchardRegistration, Plot, Treatment
from orchards.thresholds import Thresholds
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.lots.conformity.serializers import ComingInSerializer
from traceability.lots.models import Variety
from traceability.lots.serializers import MomentField
from traceability.parties.models import Place, User, Village


@extend_schema_field(OpenApiTypes.URI)
class AtPlaceField(serializers.Field[Any, str, str, Any]):
    """Something that stands at a place, named by the place's Digital Link URI (414 + 254)."""

    default_error_messages = {"missing": _("You see nothing at this place: {uri}")}

    def __init__(self, *, of: type[Plot] | type[Place], **kwargs: Any) -> None:
        self.of = of
        super().__init__(**kwargs)

    def to_internal_value(self, data: str) -> Plot | Place:
        user: User = self.context["request"].user
        try:
            link = parse(data if isinstance(data, str) else "")
        except InvalidIdentifier:
            self.fail("missing", uri=data)
        found: Plot | Place | None
        gln, extension = link.get("414") or "", link.get("254") or ""
        if self.of is Plot:
            found = (
                Plot.objects.visible_to(user).with_names().filter(place__gln=gln, place__extension=extension).first()
            )
        else:
            found = Place.objects.visible_to(user).filter(gln=gln, extension=extension).first()
        if found is None:
            self.fail("missing", uri=data)
        return found

    def to_representation(self, value: Plot | Place) -> str:
        return value.place.uri if isinstance(value, Plot) else value.uri


class GrowerSerializer(serializers.ModelSerializer[Grower]):
    """A grower as the cooperative knows it. Events know the pseudonym alone."""

    name = serializers.CharField(source="user.name", max_length=80)
    phone = serializers.CharField(source="user.phone", max_length=20, required=False, allow_null=True)
    village = serializers.PrimaryKeyRelatedField(queryset=Village.objects.select_related("township"))
    cooperative = serializers.CharField(source="cooperative.gln", read_only=True)

    class Meta:
        model = Grower
        fields = ("pseudonym", "name", "phone", "village", "cooperative", "registered_at")
        read_only_fields = ("pseudonym", "registered_at")


class PlotSerializer(serializers.ModelSerializer[Plot]):
    """A plot, named by its place."""

    uri = serializers.URLField(source="place.uri", read_only=True)
    grower = serializers.SlugRelatedField(slug_field="pseudonym", queryset=Grower.objects.none())
    variety = serializers.PrimaryKeyRelatedField(queryset=Variety.objects.all())
    village = serializers.PrimaryKeyRelatedField(
        source="place.village", queryset=Village.objects.select_related("township")
    )
    county = serializers.CharField(source="place.county_id", read_only=True, allow_null=True)
    latitude = serializers.FloatField(source="place.latitude", required=False)
    longitude = serializers.FloatField(source="place.longitude", required=False)
    outline = serializers.JSONField(source="place.outline", required=False, allow_null=True)
    accuracy_m = serializers.FloatField(source="place.accuracy_m", required=False, allow_null=True, min_value=0)
    source_crs = serializers.ChoiceField(
        source="place.source_crs",
        choices=Crs.choices,
        required=False,
        help_text=_("What the coordinates are handed in as. They are answered as WGS-84."),
    )
    trees = serializers.IntegerField(min_value=0, max_value=1_000_000)

    class Meta:
        model = Plot
        fields = (
            *("uri", "grower", "number", "variety", "area_mu", "trees"),
            *("village", "county", "latitude", "longitude", "outline", "accuracy_m", "source_crs", "retired_at"),
        )
        read_only_fields = ("retired_at",)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Growers are found among those whom the caller may see."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request and request.user.is_authenticated:
            fields["grower"].queryset = Grower.objects.visible_to(request.user).select_related("cooperative")  # type: ignore[attr-defined]
        return fields


class PlotChangeSerializer(PlotSerializer):
    """What is said anew of a plot; what is left out stays, and a position is said as a whole."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Its grower never changes."""
        fields = super().get_fields()
        fields["grower"] = serializers.SlugRelatedField(slug_field="pseudonym", read_only=True)
        return fields


class RegistrationSerializer(serializers.ModelSerializer[OrchardRegistration]):
    """A registration of exit-fruit orchards with customs; `plots` come under it when it is entered."""

    plots = serializers.ListField(child=AtPlaceField(of=Plot), max_length=500, write_only=True, required=False)
    plots_today = serializers.IntegerField(read_only=True)

    class Meta:
        model = OrchardRegistration
        fields = ("number", "valid_from", "valid_to", "plots", "plots_today")
        extra_kwargs: ClassVar[dict[str, Any]] = {"number": {"validators": []}}


class HarvestSerializer(serializers.ModelSerializer[Harvest]):
    """A harvest, its lot, and what the scale said. `warnings` are questions, not verdicts."""

    plot = AtPlaceField(of=Plot)
    at = MomentField(source="picked_local")
    weight_g = serializers.IntegerField(min_value=1, max_value=2**53 - 1)
    crates = serializers.IntegerField(min_value=0, max_value=9_999, default=0)
    device_clock = MomentField(required=False, allow_null=True)
    client_id = serializers.UUIDField(help_text=_("Made by the caller (UUIDv7): the same record twice is one record"))
    lot = serializers.URLField(source="lot_uri", read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)
    weighed_g = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = Harvest
        fields = (
            *("client_id", "plot", "weight_g", "crates", "at", "embryo_less", "device_clock", "latitude", "longitude"),
            *("lot_code", "lot", "event", "weighed_g", "warnings"),
        )
        read_only_fields = ("lot_code",)

    def get_weighed_g(self, harvest: Harvest) -> int | None:
        return harvest.weigh_in.lot.weight_g if hasattr(harvest, "weigh_in") else None

    def get_warnings(self, harvest: Harvest) -> list[str]:
        return [f"{doubt.headline} {doubt.detail}".strip() for doubt in doubts_about(harvest, self._thresholds)]

    @cached_property
    def _thresholds(self) -> Thresholds:
        """Read once, however many harvests are listed."""
        return Thresholds()


class TreatmentSerializer(serializers.ModelSerializer[Treatment]):
    """What was put on a plot. `at` is when it was logged."""

    plot = AtPlaceField(of=Plot)
    at = MomentField(write_only=True)
    client_id = serializers.UUIDField(help_text=_("Made by the caller (UUIDv7): the same record twice is one record"))
    substances = serializers.ListField(child=serializers.CharField(max_length=60), max_length=10)
    allowed_from = serializers.DateField(read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Treatment
        fields = (
            *("client_id", "plot", "product", "registration_number", "substances", "dose", "target"),
            *("applied_on", "interval_days", "at", "allowed_from", "event"),
        )


class WeighInSerializer(serializers.Serializer[None]):
    """What the scale shows, where, when, and why it differs."""

    weight_g = serializers.IntegerField(min_value=1, max_value=2**53 - 1)
    place = AtPlaceField(of=Place)
    at = MomentField()
    explanation = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    conformity = ComingInSerializer(required=False)


class WeighedInSerializer(serializers.Serializer[Any]):
    """The lot that came of it, at the packing house."""

    lot = serializers.URLField(source="uri")
    lot_code = serializers.CharField(source="code")
    weight_g = serializers.IntegerField()
    difference_g = serializers.IntegerField(source="weigh_in.difference_g")
    explanation = serializers.CharField(source="weigh_in.explanation")
