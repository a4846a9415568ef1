"""Books and stocktakes over the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.lots.api import Act
from traceability.lots.books.acts.count import count
from traceability.lots.books.models import StockCount
from traceability.lots.books.periods import asked_period
from traceability.lots.books.queries import READERS, Books, Row, books_of
from traceability.lots.serializers import AtSerializer, GramsField, MomentField
from traceability.parties.models import Organisation
from traceability.web.scopes import Scope


class CountSerializer(AtSerializer):
    """What was there, in grams; of cartons, their number times their net weight. 0 is nothing."""

    counted_g = GramsField(min_value=0)
    note = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class StockCountSerializer(serializers.ModelSerializer[StockCount]):
    """A count beside what the books said. What was missing is drawn from the lot; a surplus changes nothing."""

    lot = serializers.CharField(source="lot.uri", read_only=True)
    difference_g = serializers.IntegerField(read_only=True, help_text="Below zero when grams are missing")
    counted_at = MomentField(source="local_time", read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = StockCount
        fields = ("lot", "book_g", "counted_g", "difference_g", "note", "counted_at", "event")
        read_only_fields = fields


class BooksRowSerializer(serializers.Serializer[Row]):
    """Grams. opening + weighed_in + made - used - sorted_out - wasted - out - unexplained = closing."""

    key = serializers.SerializerMethodField(help_text="GTIN, grower's pseudonym or local day; empty for the total")
    opening = serializers.IntegerField()
    weighed_in = serializers.IntegerField()
    made = serializers.IntegerField(help_text="From other lots, before sorting; 0 by grower")
    used = serializers.IntegerField(help_text="Into other lots; 0 by grower")
    sorted_out = serializers.IntegerField()
    wasted = serializers.IntegerField()
    out = serializers.IntegerField()
    unexplained = serializers.IntegerField()
    closing = serializers.IntegerField()
    adds_up = serializers.BooleanField()

    def get_key(self, row: Row) -> str:
        """What the row is about."""
        return str(getattr(row.key, "gtin", row.key or ""))


class BooksSerializer(serializers.Serializer[Books]):
    """The books of local days, both included."""

    by = serializers.ChoiceField(choices=sorted(READERS))
    first = serializers.DateField(source="period.first")
    last = serializers.DateField(source="period.last")
    add_up = serializers.BooleanField()
    rows = BooksRowSerializer(many=True)
    total = BooksRowSerializer()


class CountLot(Act):
    """Count a lot."""

    to_write = Scope.LOTS

    @extend_schema(request=CountSerializer, responses={201: StockCountSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Count a lot."""
        lot, told = self.lot(gtin, code), self.understood(CountSerializer)
        made = count(lot=lot, **told, by=self.caller)
        return Response(StockCountSerializer(made).data, status=status.HTTP_201_CREATED)


class BooksOfHouse(Act):
    """The books of your cooperative: in, out, in stock, waste, unexplained."""

    to_read = Scope.READ

    @extend_schema(
        operation_id="books_retrieve",
        parameters=[
            OpenApiParameter("by", enum=sorted(READERS), default="product", description="What a row is about"),
            OpenApiParameter("from", OpenApiTypes.DATE, description="First local day; the season's if none is given"),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Last local day; today if none is given"),
        ],
        responses=BooksSerializer,
    )
    def get(self, request: Request) -> Response:
        """The books of your cooperative: in, out, in stock, waste, unexplained."""
        own = self.caller.organisations().filter(kind=Organisation.Kind.COOPERATIVE).order_by("pk")
        owner = get_object_or_404(own[:1])
        by: Any = request.query_params.get("by", "product")
        if by not in READERS:
            raise serializers.ValidationError({"by": [f"One of {', '.join(sorted(READERS))}."]})
        _name, period = asked_period(request.query_params.dict(), timezone.localdate())
        return Response(BooksSerializer(books_of(owner, period, by)).data)
