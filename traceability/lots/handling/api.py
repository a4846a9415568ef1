"""Handling after harvest over the API: each act one request."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.lots.api import Act
from traceability.lots.handling.acts.move import move
from traceability.lots.handling.acts.store import store
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.queries import handlings_of
from traceability.lots.handling.recording import Told
from traceability.lots.models import Lot
from traceability.lots.serializers import AtSerializer, LotDetailSerializer, MomentField, PlaceField
from traceability.web.scopes import Scope


class HandlingSerializer(serializers.ModelSerializer[Handling]):
    """One handling of a lot. Temperatures are degrees Celsius."""

    lot = serializers.CharField(source="lot.uri", read_only=True)
    place = serializers.CharField(source="place.uri", read_only=True)
    began = MomentField(source="local_start", read_only=True)
    ended = MomentField(source="local_end", read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Handling
        fields = (
            "lot", "kind", "place", "substance", "dose", "low_c", "high_c", "device",
            "began", "ended", "log_sha256", "event",
        )  # fmt: skip
        read_only_fields = fields


class ToldSerializer(serializers.Serializer[Any]):
    """What was done, from when to when."""

    kind = serializers.SlugRelatedField(slug_field="code", queryset=HandlingKind.objects.all())
    low_c = serializers.DecimalField(max_digits=5, decimal_places=2, required=False)
    high_c = serializers.DecimalField(max_digits=5, decimal_places=2, required=False)
    device = serializers.CharField(max_length=60, default="", allow_blank=True)
    began = MomentField()
    ended = MomentField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As the acts take it."""
        names = ("substance", "dose", "low_c", "high_c", "device")
        told = Told(**{name: attrs.pop(name) for name in names if name in attrs})
        return {"told": told, **attrs}


class TreatSerializer(ToldSerializer):
    """A treatment; wax, fungicides and ethylene name substance and dose."""

    substance = serializers.CharField(max_length=80, default="", allow_blank=True)
    dose = serializers.CharField(max_length=40, default="", allow_blank=True, help_text="With its unit: 500 mg/l")


class StoreSerializer(ToldSerializer):
    """Where it is stored."""

    place = PlaceField()


class MoveSerializer(AtSerializer):
    """Where it goes."""

    place = PlaceField()


class Treat(Act):
    """Record a treatment after harvest."""

    to_write = Scope.LOTS

    @extend_schema(request=TreatSerializer, responses={201: HandlingSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Record a treatment after harvest."""
        lot = self.lot(gtin, code)
        return _made(treat(lot=lot, **self.understood(TreatSerializer), by=self.caller))


class Store(Act):
    """Put a lot in store."""

    to_write = Scope.LOTS

    @extend_schema(request=StoreSerializer, responses={201: HandlingSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Put a lot in store."""
        lot = self.lot(gtin, code)
        return _made(store(lot=lot, **self.understood(StoreSerializer), by=self.caller))


class Move(Act):
    """Move a lot to another place of its owner."""

    to_write = Scope.LOTS

    @extend_schema(request=MoveSerializer, responses={200: LotDetailSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Move a lot to another place of its owner."""
        lot = self.lot(gtin, code)
        move(lot=lot, **self.understood(MoveSerializer), by=self.caller)
        return Response(LotDetailSerializer(lot).data)


class Handlings(Act):
    """What was done to a lot and to everything that it was made of, oldest first."""

    to_read = Scope.READ

    @extend_schema(responses=HandlingSerializer(many=True))
    def get(self, request: Request, gtin: str, code: str) -> Response:
        """What was done to a lot and to everything that it was made of, oldest first."""
        lot = get_object_or_404(Lot.objects.visible_to(self.caller), product__gtin=gtin, code=code)
        return Response(HandlingSerializer(handlings_of(lot), many=True).data)


def _made(handling: Handling) -> Response:
    return Response(HandlingSerializer(handling).data, status=status.HTTP_201_CREATED)
