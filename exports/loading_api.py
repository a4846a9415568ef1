"""Loading over the API: the same acts as at the desk, for hand scanners and scales with programs of their own."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import MOST_AT_ONCE, discard_pallet, open_pallets
from exports.acts.repack import repack, split
from exports.acts.scan import Way, scan
from exports.acts.weigh_pallet import MOST_GROSS_G, weigh_pallet
from exports.api import OfBatch
from exports.models import ExportBatch, Pallet
from exports.queries import on_pallet
from exports.serializers import AtSerializer, NewPalletSerializer, PalletSerializer
from traceability.web.scopes import Scope


class ScanSerializer(AtSerializer):
    """What a scanner read, the SSCC of the pallet that is chosen, and what is to be done with a carton."""

    text = serializers.CharField(max_length=400, trim_whitespace=False)
    pallet = serializers.CharField(max_length=18, default="", allow_blank=True)
    way = serializers.ChoiceField(choices=[(way.value, way.value) for way in Way], default=Way.ON)
    waiting = serializers.CharField(
        max_length=400, default="", allow_blank=True, help_text=_("The first carton of a roll, as it was answered")
    )


class ScannedSerializer(serializers.Serializer[None]):
    """What came of a scan. `changed` is false where what it asks for was so already: a scanner repeated itself."""

    words = serializers.CharField()
    changed = serializers.BooleanField()
    pallet = serializers.CharField(allow_blank=True)
    waiting = serializers.CharField(allow_blank=True)
    cartons = serializers.IntegerField()
    net_g = serializers.IntegerField()


class OpenSerializer(AtSerializer):
    """How many pallets to open."""

    count = serializers.IntegerField(min_value=1, max_value=MOST_AT_ONCE, default=1)


class PalletSplitSerializer(AtSerializer):
    """How many cartons go onto a new pallet."""

    cartons = serializers.IntegerField(min_value=1, max_value=2_147_483_647)


class WeighSerializer(serializers.Serializer[None]):
    """What a scale shows, pallet and all (null: not weighed), what the pallet is made of and the mark in its wood."""

    gross_g = serializers.IntegerField(min_value=1, max_value=MOST_GROSS_G, allow_null=True)
    base = serializers.ChoiceField(choices=Pallet.Base.choices, default="", allow_blank=True)
    wood_mark = serializers.CharField(max_length=30, default="", allow_blank=True)


class OfLoad(OfBatch):
    """An act at the exporter's own pallets: for everybody else there is nothing here."""

    def own(self, code: str) -> ExportBatch:
        """The exporter's batch, or 404."""
        return get_object_or_404(ExportBatch.objects.exported_by(self.caller).select_related("exporter"), code=code)

    def pallet(self, code: str, sscc: str) -> Pallet:
        """A pallet of it, or 404."""
        return get_object_or_404(self.own(code).pallets, sscc=sscc)

    def shown(self, pallet: Pallet, code: int = status.HTTP_200_OK) -> Response:
        """The pallet as it is now."""
        fresh = Pallet.objects.select_related("event").prefetch_related("contents__run__lot__product").get(pk=pallet.pk)
        return Response(PalletSerializer(fresh).data, status=code)


class Scans(OfLoad):
    """Scans at a batch."""

    to_write = Scope.LOAD

    @extend_schema(request=ScanSerializer, responses={200: ScannedSerializer}, operation_id="export_batch_scan")
    def post(self, request: Request, code: str) -> Response:
        """Do what a scanned code asks for. Sent again it changes nothing and is answered, not refused."""
        done = scan(batch=self.own(code), by=self.caller, again=True, **self.understood(ScanSerializer))
        cartons, net_g = on_pallet(done.pallet) if done.pallet else (0, 0)
        told: dict[str, Any] = {
            "words": done.words,
            "changed": done.changed,
            "pallet": done.pallet.sscc if done.pallet else "",
            "waiting": done.waiting,
            "cartons": cartons,
            "net_g": net_g,
        }
        return Response(told)


class OpenPallets(OfLoad):
    """Pallets that wait for cartons."""

    to_write = Scope.LOAD

    @extend_schema(
        request=OpenSerializer,
        responses={201: PalletSerializer(many=True)},
        operation_id="export_batch_open_pallets",
    )
    def post(self, request: Request, code: str) -> Response:
        """Open pallets; each takes the next SSCC."""
        made = open_pallets(batch=self.own(code), by=self.caller, **self.understood(OpenSerializer))
        return Response(PalletSerializer(made, many=True).data, status=status.HTTP_201_CREATED)


class OnePallet(OfLoad):
    """One pallet."""

    to_read = Scope.READ
    to_write = Scope.LOAD

    @extend_schema(responses={200: PalletSerializer}, operation_id="export_batch_pallet")
    def get(self, request: Request, code: str, sscc: str) -> Response:
        """What stands on it."""
        return self.shown(self.pallet(code, sscc))

    @extend_schema(responses={204: None}, operation_id="export_batch_discard_pallet")
    def delete(self, request: Request, code: str, sscc: str) -> Response:
        """Take an empty pallet out of the batch; its number is never used again."""
        discard_pallet(pallet=self.pallet(code, sscc), by=self.caller)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Close(OfLoad):
    """Closing."""

    to_write = Scope.LOAD

    @extend_schema(request=AtSerializer, responses={200: PalletSerializer}, operation_id="export_batch_close_pallet")
    def post(self, request: Request, code: str, sscc: str) -> Response:
        """Close a pallet: one event tells of what came onto it. Again changes nothing."""
        pallet = self.pallet(code, sscc)
        return self.shown(close_pallet(pallet=pallet, by=self.caller, at=self.understood(AtSerializer)["at"]))


class Split(OfLoad):
    """Splitting."""

    to_write = Scope.LOAD

    @extend_schema(
        request=PalletSplitSerializer, responses={201: PalletSerializer}, operation_id="export_batch_split_pallet"
    )
    def post(self, request: Request, code: str, sscc: str) -> Response:
        """The last cartons of a pallet go onto a new one, which is answered."""
        new = split(pallet=self.pallet(code, sscc), by=self.caller, **self.understood(PalletSplitSerializer))
        return self.shown(new, status.HTTP_201_CREATED)


class Repack(OfLoad):
    """Repacking."""

    to_write = Scope.LOAD

    @extend_schema(request=NewPalletSerializer, responses={200: PalletSerializer}, operation_id="export_batch_repack")
    def post(self, request: Request, code: str, sscc: str) -> Response:
        """Cartons come onto this pallet from wherever they stand in the batch."""
        pallet, body = self.pallet(code, sscc), self.understood(NewPalletSerializer)
        contents = [(part["run"], part["first"], part["last"]) for part in body["contents"]]
        repack(contents=contents, to=pallet, by=self.caller, at=body["at"])
        return self.shown(pallet)


class Weigh(OfLoad):
    """Weighing."""

    to_write = Scope.LOAD

    @extend_schema(request=WeighSerializer, responses={200: PalletSerializer}, operation_id="export_batch_weigh_pallet")
    def post(self, request: Request, code: str, sscc: str) -> Response:
        """Note what a pallet weighs and what it is made of; the weight holds until a carton comes on or off."""
        pallet = self.pallet(code, sscc)
        return self.shown(weigh_pallet(pallet=pallet, by=self.caller, **self.understood(WeighSerializer)))
