"""Certification over the API: each act one request."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from traceability.certification.acts.certify import certify
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.acts.revoke import revoke
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.claims import claims_of
from traceability.certification.models import Certificate, Inspection, ResidueTest, Sample, SignEntry
from traceability.certification.refusals import DayIsWrong
from traceability.certification.serializers import (
    CertificateSerializer,
    InspectionSerializer,
    LotClaimSerializer,
    ResidueTestSerializer,
    RevocationSerializer,
    SampleSerializer,
    SignEntrySerializer,
)
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.web.scopes import Scope


def caller_of(request: Request) -> User:
    """Whoever signed in: the permission class has let nobody else through."""
    return cast("User", request.user)


class Samples(generics.ListCreateAPIView[Sample]):
    """Samples of your lots, and those taken for you."""

    to_read = Scope.READ
    to_write = Scope.LOTS
    serializer_class = SampleSerializer
    queryset = Sample.objects.none()

    def get_queryset(self) -> QuerySet[Sample]:
        return Sample.objects.visible_to(caller_of(self.request)).with_names().order_by("-taken_at", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer[Sample]) -> None:
        """Take fruit of a lot for a control body or a laboratory, who sees the lot from then on."""
        given = dict(serializer.validated_data)
        serializer.instance = take_sample(at=_at(given, "taken_at"), by=caller_of(self.request), **given)


class Inspections(generics.ListCreateAPIView[Inspection]):
    """Inspections of ripe fruit."""

    to_read = Scope.READ
    to_write = Scope.CERTIFY
    serializer_class = InspectionSerializer
    queryset = Inspection.objects.none()

    def get_queryset(self) -> QuerySet[Inspection]:
        mine = Inspection.objects.filter(sample__in=Sample.objects.visible_to(caller_of(self.request)))
        found = mine.select_related("sample__event", "event").prefetch_related("readings")
        return found.order_by("-inspected_at", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer[Inspection]) -> None:
        """Read the fruit of a sample; whether it passes is computed from the figures in force."""
        given = dict(serializer.validated_data)
        readings = [FruitReading(**reading) for reading in given.pop("readings")]
        serializer.instance = inspect(
            readings=readings, at=_at(given, "inspected_at"), by=caller_of(self.request), **given
        )


class ResidueTests(generics.ListCreateAPIView[ResidueTest]):
    """Reports of laboratories."""

    to_read = Scope.READ
    to_write = Scope.CERTIFY
    serializer_class = ResidueTestSerializer
    queryset = ResidueTest.objects.none()

    def get_queryset(self) -> QuerySet[ResidueTest]:
        mine = ResidueTest.objects.filter(sample__in=Sample.objects.visible_to(caller_of(self.request)))
        return mine.select_related("sample__event", "event").prefetch_related("results").order_by("-reported_at", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer[ResidueTest]) -> None:
        """Report on a sample."""
        given = dict(serializer.validated_data)
        results = [SubstanceResult(**result) for result in given.pop("results")]
        serializer.instance = report_residues(
            results=results, at=_at(given, "reported_at"), by=caller_of(self.request), **given
        )


class Certificates(generics.ListCreateAPIView[Certificate]):
    """Certificates of your lots, and those you issued."""

    to_read = Scope.READ
    to_write = Scope.CERTIFY
    serializer_class = CertificateSerializer
    queryset = Certificate.objects.none()

    def get_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.visible_to(caller_of(self.request)).with_names().order_by("-issued_at", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer[Certificate]) -> None:
        """Certify that so many grams of a lot may carry a name; refused with the test that failed."""
        given = dict(serializer.validated_data)
        serializer.instance = certify(at=_at(given, "issued_at"), by=caller_of(self.request), **given)


class OneCertificate(generics.RetrieveAPIView[Certificate]):
    """One certificate with what is left of it."""

    to_read = Scope.READ
    serializer_class = CertificateSerializer
    lookup_field = "number"
    queryset = Certificate.objects.none()

    def get_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.visible_to(caller_of(self.request)).with_names()


class Signs(generics.ListAPIView[SignEntry]):
    """The ledger of signs of a certificate, the newest print first."""

    to_read = Scope.READ
    serializer_class = SignEntrySerializer
    queryset = SignEntry.objects.none()

    def get_queryset(self) -> QuerySet[SignEntry]:
        visible = Certificate.objects.visible_to(caller_of(self.request))
        certificate = get_object_or_404(visible, number=self.kwargs["number"])
        return certificate.signs.select_related("printed_for").order_by("-pk")


class Revocations(APIView):
    """The end of a certificate."""

    to_write = Scope.CERTIFY

    @extend_schema(
        request=RevocationSerializer, responses={201: CertificateSerializer}, operation_id="certificate_revoke"
    )
    def post(self, request: Request, number: str) -> Response:
        """Take a certificate back: the next label stops at once."""
        visible = Certificate.objects.visible_to(caller_of(request))
        certificate = get_object_or_404(visible, number=number)
        given = RevocationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        body = dict(given.validated_data)
        revoke(certificate=certificate, at=_at(body, "at"), by=caller_of(request), **body)
        made = visible.with_names().get(pk=certificate.pk)
        return Response(CertificateSerializer(made).data, status=status.HTTP_201_CREATED)


class Claims(APIView):
    """What is claimed of a lot."""

    to_read = Scope.READ

    @extend_schema(
        responses={200: LotClaimSerializer(many=True)},
        parameters=[
            OpenApiParameter("destination", str, description="ISO 3166-1 alpha-2, or EU; all with limits if left out"),
            OpenApiParameter("on", str, description="The day it is judged for, YYYY-MM-DD; today if left out"),
        ],
        operation_id="lot_claims",
    )
    def get(self, request: Request, gtin: str, code: str) -> Response:
        """Judge every claim of a lot for a destination and a day; nothing is written."""
        found = Lot.objects.visible_to(caller_of(request)).with_names()
        lot = get_object_or_404(found, product__gtin=gtin, code=code)
        destination, day = request.query_params.get("destination", ""), request.query_params.get("on", "")
        claims = claims_of(lot, on=_day(day), destinations=[destination.upper()[:2]] if destination else None)
        return Response(LotClaimSerializer(claims, many=True).data)


def _day(text: str) -> Any:
    """A calendar day; today for nothing. Raises DayIsWrong."""
    try:
        day = parse_date(text) if text else timezone.localdate()
    except ValueError:
        day = None
    if day is None:
        raise DayIsWrong(text=text[:20])
    return day


def _at(given: dict[str, Any], name: str) -> datetime:
    """The time of an act, taken out of the body, on the clock of the server's zone where it came as UTC."""
    at: datetime = given.pop(name)
    return timezone.localtime(at)
