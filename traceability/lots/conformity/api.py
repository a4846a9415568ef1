"""Conformity certificates over the API: read, and issue."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.lots.api import Act, caller_of
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import standing_of
from traceability.lots.models import Lot
from traceability.lots.serializers import AtSerializer, MomentField
from traceability.web.scopes import Scope


class ConformityCertificateSerializer(serializers.ModelSerializer[ConformityCertificate]):
    """A 承诺达标合格证. Who promises stands as the organisation's GLN, or in a received one as it was typed."""

    uri = serializers.CharField(read_only=True, help_text="Digital Link of the lot with link type and number")
    lot = serializers.CharField(source="lot.uri", read_only=True)
    form = serializers.CharField(source="form_id", read_only=True, allow_null=True)
    issuer = serializers.CharField(source="issuer.gln", read_only=True, default="")
    bases = serializers.ListField(source="ticked", child=serializers.CharField(), read_only=True)
    recorded_at = MomentField(source="local_time", read_only=True)
    replaces = serializers.CharField(source="replaces.number", read_only=True, default=None, allow_null=True)
    stands = serializers.SerializerMethodField()
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = ConformityCertificate
        fields = (
            "uri", "number", "kind", "lot", "form", "issuer", "issuer_name", "issuer_number", "product_zh",
            "product_en", "weight_g", "units", "origin_zh", "origin_en", "bases", "issued_on", "recorded_at",
            "replaces", "reason", "stands", "sha256", "event",
        )  # fmt: skip
        read_only_fields = fields

    def get_stands(self, certificate: ConformityCertificate) -> bool:
        """False once another replaced it."""
        return not certificate.is_replaced


class IssueSerializer(AtSerializer):
    """The boxes that are ticked; `reason` where the standing one is replaced."""

    bases = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=10)
    reason = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class Certificates(generics.ListAPIView[ConformityCertificate]):
    """Conformity certificates of lots that you may see, newest first."""

    to_read = Scope.READ
    serializer_class = ConformityCertificateSerializer
    queryset = ConformityCertificate.objects.none()

    def get_queryset(self) -> QuerySet[ConformityCertificate]:
        return _complete(ConformityCertificate.objects.visible_to(caller_of(self.request)))


class OfLot(Act):
    """The chain of a lot's conformity certificates."""

    to_read = Scope.READ
    to_write = Scope.LOTS

    @extend_schema(responses=ConformityCertificateSerializer(many=True), operation_id="lot_conformity_list")
    def get(self, request: Request, gtin: str, code: str) -> Response:
        """The chain of a lot's conformity certificates, newest first."""
        seen = Lot.objects.visible_to(self.caller).filter(product__gtin=gtin, code=code)
        lot = generics.get_object_or_404(seen)
        chain = _complete(ConformityCertificate.objects.filter(lot=lot))
        return Response(ConformityCertificateSerializer(chain, many=True).data)

    @extend_schema(request=IssueSerializer, responses={201: ConformityCertificateSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Issue one; with a reason the standing one is replaced."""
        lot = self.lot(gtin, code)
        given: dict[str, Any] = self.understood(IssueSerializer)
        replaces = standing_of(lot) if given["reason"].strip() else None
        made = issue(lot=lot, **given, replaces=replaces, by=self.caller)
        return Response(ConformityCertificateSerializer(made).data, status=status.HTTP_201_CREATED)


def _complete(found: QuerySet[ConformityCertificate]) -> QuerySet[ConformityCertificate]:
    """In one query, newest first."""
    names = ("lot__product", "issuer", "replaces", "replaced_by", "event")
    return found.select_related(*names).order_by("-pk")
