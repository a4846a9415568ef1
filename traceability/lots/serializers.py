"""Lots and acts on them as JSON. Weights are integer grams."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from traceability.lots.classes import CLASSES
from traceability.lots.models import Lot, LotInput, Making, Product, Variety
from traceability.lots.queries import origins_of
from traceability.parties.models import Organisation, Place
from traceability.web.weights import MAX_GRAMS


class GramsField(serializers.IntegerField):
    """Integer grams, from one up to a thousand tonnes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": MAX_GRAMS} | kwargs)


@extend_schema_field(OpenApiTypes.DATETIME)
class MomentField(serializers.DateTimeField):
    """A time with the UTC offset of where it happened; the offset is kept as it was sent."""

    default_error_messages = {"naive": _("Write the UTC offset behind the time, as 2026-06-24T09:12:00+08:00.")}

    def enforce_timezone(self, value: datetime) -> datetime:
        """Refuses a time without offset; changes no other."""
        if timezone.is_naive(value):
            self.fail("naive")
        return value


class ProductSerializer(serializers.ModelSerializer[Product]):
    """A trade item."""

    variety = serializers.SlugRelatedField(slug_field="code", queryset=Variety.objects.all())
    species = serializers.CharField(source="variety.species_id", read_only=True)
    owner = serializers.SlugRelatedField[Organisation](slug_field="gln", read_only=True)
    unit_weight_g = GramsField(required=False, allow_null=True, help_text="Net grams a carton; null for loose fruit")
    quality_class = serializers.ChoiceField(choices=["", "Extra", "I", "II"], default="", allow_blank=True)

    class Meta:
        model = Product
        fields = ("gtin", "owner", "species", "variety", "unit_weight_g", "quality_class")
        read_only_fields = ("gtin",)
        validators = ()


class MakingSerializer(serializers.ModelSerializer[Making]):
    """How a lot came to be."""

    at = MomentField(source="local_time", read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Making
        fields = ("act", "at", "loss_g", "event")


class LotSerializer(serializers.ModelSerializer[Lot]):
    """A lot in a list."""

    gtin = serializers.CharField(source="product.gtin", read_only=True)
    species = serializers.CharField(source="product.variety.species_id", read_only=True)
    variety = serializers.CharField(source="product.variety_id", read_only=True)
    owner = serializers.CharField(source="owner.gln", read_only=True)
    place = serializers.CharField(source="place.uri", read_only=True)
    making = MakingSerializer(read_only=True)

    class Meta:
        model = Lot
        fields = (
            "uri", "gtin", "code", "species", "variety", "owner", "place",
            "weight_g", "remaining_g", "units", "making",
        )  # fmt: skip
        read_only_fields = fields


class RelativeSerializer(serializers.Serializer[LotInput]):
    """So many grams of one lot in another."""

    lot = serializers.CharField(help_text="Digital Link URI")
    weight_g = serializers.IntegerField()


class OriginSerializer(serializers.Serializer[Any]):
    """One picking's share of a lot. Growers appear under their pseudonym."""

    lot = serializers.CharField(source="origin.lot.uri")
    plot = serializers.CharField(source="origin.plot.uri")
    village = serializers.CharField(source="origin.village_id", allow_null=True)
    county = serializers.CharField(source="origin.county_id", allow_null=True)
    grower = serializers.CharField(source="origin.grower_pseudonym")
    picked_on = serializers.DateField(source="origin.picked_on")
    weight_g = serializers.IntegerField(source="grams")


class LotDetailSerializer(LotSerializer):
    """A lot with what it was made of, what was made of it, and where it grew."""

    inputs = serializers.SerializerMethodField()
    children = serializers.SerializerMethodField()
    origins = serializers.SerializerMethodField()

    class Meta:
        model = Lot
        fields = (*LotSerializer.Meta.fields, "inputs", "children", "origins")
        read_only_fields = fields

    def get_inputs(self, lot: Lot) -> list[dict[str, Any]]:
        """Lots that went in, with the grams of each."""
        return [
            {"lot": part.parent.uri, "weight_g": part.weight_g}
            for part in lot.inputs.select_related("parent__product").order_by("pk")
        ]

    def get_children(self, lot: Lot) -> list[dict[str, Any]]:
        """Lots that it went into, with the grams of it in each."""
        return [
            {"lot": use.child.uri, "weight_g": use.weight_g}
            for use in lot.uses.select_related("child__product").order_by("pk")
        ]

    def get_origins(self, lot: Lot) -> list[dict[str, Any]]:
        """Pickings by their share; the shares add up to the lot's weight."""
        return [dict(OriginSerializer(share).data) for share in origins_of(lot)]


@extend_schema_field(OpenApiTypes.URI)
class LotField(serializers.Field[Lot, str, str, Any]):
    """A lot of the caller's own organisation, by its Digital Link URI."""

    default_error_messages = {"unknown": "No lot of yours has this URI."}

    def to_internal_value(self, data: Any) -> Lot:
        """The lot, if it is the caller's."""
        uri = data if isinstance(data, str) else ""
        parts = uri.partition("/01/")[2].split("/10/")
        mine = Lot.objects.filter(owner__in=self.context["user"].organisations()).with_names()
        lot = (
            mine.filter(product__gtin=parts[0], code=parts[1]).first()
            if len(parts) == 2 and uri.isprintable()
            else None
        )
        if lot is None or lot.uri != uri:
            self.fail("unknown")
        return lot

    def to_representation(self, value: Lot) -> str:
        """The lot's URI."""
        return value.uri


@extend_schema_field(OpenApiTypes.URI)
class PlaceField(serializers.Field[Place, str, str, Any]):
    """A place of the caller's own organisation, by its Digital Link URI."""

    default_error_messages = {"unknown": "No place of yours has this URI."}

    def to_internal_value(self, data: Any) -> Place:
        """The place, if it is the caller's."""
        uri = data if isinstance(data, str) else ""
        gln, _, extension = uri.partition("/414/")[2].partition("/254/")
        place = Place.objects.visible_to(self.context["user"]).filter(gln=gln, extension=extension).first()
        if place is None or place.uri != uri:
            self.fail("unknown")
        return place

    def to_representation(self, value: Place) -> str:
        """The place's URI."""
        return value.uri


class AtSerializer(serializers.Serializer[Any]):
    """When it happened, with the offset of where; now, if nothing is said."""

    at = MomentField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An act always has a time."""
        return {"at": timezone.localtime()} | attrs


class PartSerializer(serializers.Serializer[Any]):
    """So many grams of a lot that go into a blend."""

    lot = LotField()
    weight_g = GramsField()


class BlendSerializer(AtSerializer):
    """Lots that go over one belt."""

    inputs = PartSerializer(many=True, min_length=2, max_length=400)  # type: ignore[call-arg]
    place = PlaceField()
    loss_g = GramsField(min_value=0, default=0)


class SplitSerializer(AtSerializer):
    """The grams of each new lot."""

    weights_g = serializers.ListField(child=GramsField(), min_length=1, max_length=100)


class ClassSerializer(serializers.Serializer[Any]):
    """So many grams of one class."""

    quality_class = serializers.ChoiceField(choices=CLASSES)
    weight_g = GramsField()


class GradeSerializer(AtSerializer):
    """What came off the grading line; what is not named stays ungraded."""

    parts = ClassSerializer(many=True, min_length=1, max_length=3)  # type: ignore[call-arg]
    loss_g = GramsField(min_value=0, default=0)


class PackSerializer(AtSerializer):
    """Cartons of a trade item."""

    product = serializers.SlugRelatedField(slug_field="gtin", queryset=Product.objects.all())
    cartons = serializers.IntegerField(min_value=1, max_value=10_000_000)
    loss_g = GramsField(min_value=0, default=0)


class WasteSerializer(AtSerializer):
    """Fruit that is gone."""

    weight_g = GramsField()
    reason = serializers.CharField(max_length=200)


class CorrectSerializer(WasteSerializer):
    """What the scale really showed, and what went wrong."""


class LossSerializer(serializers.Serializer[Any]):
    """A recorded loss."""

    lot = serializers.CharField(source="lot.uri")
    weight_g = serializers.IntegerField()
    reason = serializers.CharField()
    event = serializers.CharField(source="event.event_id")
