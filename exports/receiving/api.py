"""Receiving over the API: a pallet is one request, by a token as by a hand."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports.models import ExportBatch, Pallet
from exports.receiving.acts.receive_pallet import COLDEST, MOST_CARTONS, MOST_PHOTOS, WARMEST, receive_pallet
from exports.receiving.models import PalletReceipt
from traceability.lots.serializers import MomentField
from traceability.parties.requests import caller
from traceability.web.pictures import MOST_BYTES
from traceability.web.scopes import Scope
from traceability.web.strict_json import StrictJSONParser


class FoundSerializer(serializers.Serializer[None]):
    """What was found on a pallet. Photos as multipart form data; degrees Celsius."""

    decision = serializers.ChoiceField(choices=PalletReceipt.Decision.choices)
    at = MomentField()
    cartons_counted = serializers.IntegerField(min_value=0, max_value=MOST_CARTONS, required=False, allow_null=True)
    core_c = serializers.DecimalField(
        max_digits=4, decimal_places=1, min_value=COLDEST, max_value=WARMEST, required=False, allow_null=True
    )
    remarks = serializers.CharField(max_length=400, allow_blank=True, default="")
    photos = serializers.ListField(child=serializers.FileField(), max_length=MOST_PHOTOS, default=list)

    def validate_photos(self, photos: list[Any]) -> list[bytes]:
        """As bytes; one that is too large is read no further than it may be, and then is no photo."""
        return [photo.read(MOST_BYTES + 1) for photo in photos]


class PalletReceiptSerializer(serializers.ModelSerializer[PalletReceipt]):
    """What was decided about a pallet."""

    sscc = serializers.CharField(source="pallet.sscc", read_only=True)
    event_id = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = PalletReceipt
        fields = ("sscc", "decision", "cartons_sent", "cartons_counted", "core_c", "remarks", "at", "event_id")


class ReceiptOfPallet(APIView):
    """The importer's decision about a pallet."""

    to_read = Scope.READ
    to_write = Scope.RECEIVE
    parser_classes = (StrictJSONParser, MultiPartParser)

    @extend_schema(responses={200: PalletReceiptSerializer}, operation_id="pallet_receipt")
    def get(self, request: Request, sscc: str) -> Response:
        """What was decided, for either of the two firms; 404 while nothing is."""
        theirs = PalletReceipt.objects.visible_to(caller(request)).select_related("pallet", "event")
        return Response(PalletReceiptSerializer(get_object_or_404(theirs, pallet__sscc=sscc)).data)

    @extend_schema(
        request=FoundSerializer, responses={201: PalletReceiptSerializer}, operation_id="pallet_receipt_create"
    )
    def post(self, request: Request, sscc: str) -> Response:
        """Accept a pallet of an arrived batch, with or without remarks, or refuse it; once."""
        coming = ExportBatch.objects.coming_to(caller(request))
        pallet = get_object_or_404(Pallet.objects.filter(batch__in=coming).select_related("batch__importer"), sscc=sscc)
        given = FoundSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        receipt = receive_pallet(pallet=pallet, by=caller(request), **given.validated_data)
        return Response(PalletReceiptSerializer(receipt).data, status=status.HTTP_201_CREATED)
