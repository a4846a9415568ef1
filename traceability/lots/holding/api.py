"""Holds and recalls over the API: each act one request."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.lots.api import Act, caller_of
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.acts.recall import recall
from traceability.lots.holding.acts.release import release
from traceability.lots.holding.models import Hold
from traceability.lots.models import Lot
from traceability.lots.serializers import AtSerializer, MomentField
from traceability.web.scopes import Openness, Scope


class HoldSerializer(serializers.ModelSerializer[Hold]):
    """What is stopped: `lots` are the Digital Links of the lot that it began with and of all that was made of it."""

    held_at = MomentField(source="local_time", read_only=True)
    lots = serializers.SerializerMethodField()
    event = serializers.CharField(source="event.event_id", read_only=True)
    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Hold
        fields = ("id", "kind", "started_from", "reason", "held_at", "is_open", "lots", "event")
        read_only_fields = fields

    def get_lots(self, hold: Hold) -> list[str]:
        """In the order in which they were made."""
        return [held.lot.uri for held in hold.lots.all()]


class ReasonSerializer(AtSerializer):
    """Why."""

    reason = serializers.CharField(max_length=200)


class RecallSerializer(ReasonSerializer):
    """Why, and the lots that it begins with, by GTIN and code: all that was made of them is recalled too."""

    started_from = serializers.CharField(max_length=200)
    lots = serializers.ListField(
        child=serializers.RegexField(r"^[0-9]{14}/[0-9A-Z]{1,20}$"), min_length=1, max_length=400
    )


class Holds(generics.ListAPIView[Hold]):
    """Holds and recalls of your organisations, newest first."""

    to_read = Scope.READ
    serializer_class = HoldSerializer
    queryset = Hold.objects.none()

    def get_queryset(self) -> QuerySet[Hold]:
        return _shown(Hold.objects.visible_to(caller_of(self.request)).order_by("-pk"))


class HoldLot(Act):
    """Stop a lot and everything that was made of it."""

    to_write = Scope.LOTS

    @extend_schema(request=ReasonSerializer, responses={201: HoldSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Hold it."""
        lot, told = self.lot(gtin, code), self.understood(ReasonSerializer)
        made = hold(lot=lot, **told, by=self.caller)
        return Response(_told(made), status=status.HTTP_201_CREATED)


class Recall(Act):
    """Call lots back, with everything that was made of them, for good."""

    to_write = Openness.PEOPLE

    @extend_schema(request=RecallSerializer, responses={201: HoldSerializer})
    def post(self, request: Request) -> Response:
        """Recall them."""
        told = self.understood(RecallSerializer)
        lots: list[Lot] = [self.lot(*name.split("/")) for name in dict.fromkeys(told.pop("lots"))]
        return Response(_told(recall(lots=lots, **told, by=self.caller)), status=status.HTTP_201_CREATED)


class ReleaseHold(Act):
    """Let held lots move again."""

    to_write = Scope.LOTS

    @extend_schema(request=ReasonSerializer, responses={200: HoldSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Release it."""
        found = get_object_or_404(Hold.objects.visible_to(self.caller), pk=pk)
        told = self.understood(ReasonSerializer)
        release(hold=found, **told, by=self.caller)
        return Response(_told(found))


def _told(hold: Hold) -> dict[str, object]:
    return dict(HoldSerializer(_shown(Hold.objects.all()).get(pk=hold.pk)).data)


def _shown(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    return holds.select_related("event", "release").prefetch_related("lots__lot__product")
