"""Export batches over the API: each act one request."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports.acts.arrive import arrive
from exports.acts.attach_document import attach_document
from exports.acts.build_pallet import build_pallet
from exports.acts.declare_ready import declare_ready
from exports.acts.judge import judge
from exports.acts.load import load, unload
from exports.acts.offer import offer
from exports.acts.open_batch import open_batch
from exports.acts.override import override
from exports.acts.receive import receive
from exports.acts.refuse_consignment import refuse_consignment
from exports.acts.ship import ship
from exports.acts.state import state
from exports.models import ExportBatch
from exports.readiness.engine import assess
from exports.serializers import (
    AtSerializer,
    BatchSerializer,
    DocumentSerializer,
    LoadSerializer,
    MovementSerializer,
    NewDocumentSerializer,
    NewOverrideSerializer,
    NewPalletSerializer,
    NewStatementSerializer,
    OfferSerializer,
    OverrideSerializer,
    PalletSerializer,
    ReadinessSerializer,
    ReceiptSerializer,
    RefusalSerializer,
    ReportSerializer,
    StatementSerializer,
)
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.web.scopes import Openness, Scope


def caller_of(request: Request) -> User:
    """Whoever signed in: the permission class has let nobody else through."""
    return cast("User", request.user)


class Batches(generics.ListCreateAPIView[ExportBatch]):
    """Batches that you export, and those shipped to you."""

    to_read = Scope.READ
    to_write = Scope.SHIP
    serializer_class = BatchSerializer
    queryset = ExportBatch.objects.none()

    def get_queryset(self) -> QuerySet[ExportBatch]:
        found = ExportBatch.objects.visible_to(caller_of(self.request)).with_names().order_by("-leaves_on", "code")
        return found.prefetch_related(
            "pallets__contents__run__lot__product", "pallets__event", "documents__replaces", "movements__event"
        )

    def perform_create(self, serializer: serializers.BaseSerializer[ExportBatch]) -> None:
        """Open a batch."""
        serializer.instance = open_batch(
            **{"at": timezone.localtime()} | serializer.validated_data, by=caller_of(self.request)
        )


class OneBatch(generics.RetrieveAPIView[ExportBatch]):
    """One batch with its pallets, papers and steps."""

    to_read = Scope.READ
    serializer_class = BatchSerializer
    lookup_field = "code"
    queryset = ExportBatch.objects.none()

    def get_queryset(self) -> QuerySet[ExportBatch]:
        return ExportBatch.objects.visible_to(caller_of(self.request)).with_names()


class OfBatch(APIView):
    """An act on a batch that the caller may see."""

    @property
    def caller(self) -> User:
        """Who asks."""
        return caller_of(self.request)

    def batch(self, code: str) -> ExportBatch:
        """The batch, or 404."""
        return get_object_or_404(ExportBatch.objects.visible_to(caller_of(self.request)).with_names(), code=code)

    def understood(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body in this shape."""
        given = shape(data=self.request.data, context={"user": self.caller})
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)


class Pallets(OfBatch):
    """Pallets of a batch."""

    to_write = Scope.LOAD

    @extend_schema(
        request=NewPalletSerializer, responses={201: PalletSerializer}, operation_id="export_batch_build_pallet"
    )
    def post(self, request: Request, code: str) -> Response:
        """Build a pallet of labelled cartons; it gets the next SSCC."""
        batch, body = self.batch(code), self.understood(NewPalletSerializer)
        contents = [(part["run"], part["first"], part["last"]) for part in body["contents"]]
        made = build_pallet(batch=batch, contents=contents, by=self.caller, at=body["at"])
        return Response(PalletSerializer(made).data, status=status.HTTP_201_CREATED)


class Documents(OfBatch):
    """Papers of a batch."""

    to_write = Scope.PAPERS
    parser_classes = (MultiPartParser,)

    @extend_schema(
        request={"multipart/form-data": NewDocumentSerializer},
        responses={201: DocumentSerializer},
        operation_id="export_batch_attach_document",
    )
    def post(self, request: Request, code: str) -> Response:
        """Attach a paper with its scan (PDF, PNG or JPEG, up to 10 MB) or its XML (ePhyto)."""
        batch, body = self.batch(code), self.understood(NewDocumentSerializer)
        if number := body.pop("replaces"):
            body["replaces"] = get_object_or_404(
                batch.documents.filter(kind=body["kind"], withdrawn_at=None), number=number
            )
        made = attach_document(batch=batch, by=self.caller, **body)
        return Response(DocumentSerializer(made).data, status=status.HTTP_201_CREATED)


class Readiness(OfBatch):
    """May a batch leave, and why not."""

    to_read = Scope.READ
    to_write = Scope.SHIP

    def own(self, code: str) -> ExportBatch:
        """Readiness is the exporter's own affair: for an importer there is nothing here."""
        return get_object_or_404(ExportBatch.objects.exported_by(self.caller).with_names(), code=code)

    @extend_schema(responses={200: ReadinessSerializer}, operation_id="export_batch_readiness")
    def get(self, request: Request, code: str) -> Response:
        """Judge the batch as it is recorded now; nothing is kept."""
        return Response(ReadinessSerializer(assess(self.own(code))).data)

    @extend_schema(request=None, responses={201: ReportSerializer}, operation_id="export_batch_judge")
    def post(self, request: Request, code: str) -> Response:
        """Judge the batch and keep the report."""
        report = judge(batch=self.own(code), by=self.caller, at=timezone.now())
        return Response(ReportSerializer(report).data, status=status.HTTP_201_CREATED)


class Statements(OfBatch):
    """What the exporter answers for by name."""

    to_write = Openness.PEOPLE
    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(
        request=NewStatementSerializer, responses={201: StatementSerializer}, operation_id="export_batch_state"
    )
    def post(self, request: Request, code: str) -> Response:
        """Say that a fact holds, or that it does not, on a topic that readiness asks about. The newest counts."""
        batch = get_object_or_404(ExportBatch.objects.exported_by(self.caller), code=code)
        said = state(batch=batch, by=self.caller, **self.understood(NewStatementSerializer))
        return Response(StatementSerializer(said).data, status=status.HTTP_201_CREATED)


class Offers(APIView):
    """Lots offered to exporters."""

    to_write = Scope.SHIP

    @extend_schema(request=OfferSerializer, responses={201: OfferSerializer}, operation_id="export_offer_create")
    def post(self, request: Request) -> Response:
        """Offer a packed lot to an exporter, who may from then on load its cartons. Again changes nothing."""
        given = OfferSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        body = given.validated_data
        own = Lot.objects.visible_to(caller_of(request)).filter(units__isnull=False).distinct()
        lot = get_object_or_404(own, product__gtin=body["gtin"], code=body["lot"])
        offer(lot=lot, exporter=body["exporter"], by=caller_of(request))
        return Response(given.data, status=status.HTTP_201_CREATED)


class StepOfBatch(OfBatch):
    """A step of a batch on its way; each is taken once."""

    def answer(self, movement: Any) -> Response:
        """The step taken, with its event."""
        return Response(MovementSerializer(movement).data, status=status.HTTP_201_CREATED)


class Ready(OfBatch):
    """A batch that may be loaded."""

    to_write = Scope.SHIP

    @extend_schema(request=AtSerializer, responses={201: ReportSerializer}, operation_id="export_batch_declare_ready")
    def post(self, request: Request, code: str) -> Response:
        """Judge the batch and declare it ready; refused with the requirement that stops it."""
        batch, body = self.batch(code), self.understood(AtSerializer)
        report = declare_ready(batch=batch, by=self.caller, at=body["at"])
        return Response(ReportSerializer(report).data, status=status.HTTP_201_CREATED)


class Overrides(OfBatch):
    """Warnings that somebody takes on."""

    to_write = Openness.PEOPLE

    @extend_schema(
        request=NewOverrideSerializer, responses={201: OverrideSerializer}, operation_id="export_batch_override"
    )
    def post(self, request: Request, code: str) -> Response:
        """Take a warning on in writing, under your own name. What blocks is refused."""
        made = override(batch=self.batch(code), by=self.caller, **self.understood(NewOverrideSerializer))
        return Response(OverrideSerializer(made).data, status=status.HTTP_201_CREATED)


class Load(StepOfBatch):
    """Loading."""

    to_write = Scope.SHIP

    @extend_schema(request=LoadSerializer, responses={201: MovementSerializer}, operation_id="export_batch_load")
    def post(self, request: Request, code: str) -> Response:
        """The pallets are in the container and its doors are shut."""
        return self.answer(load(batch=self.batch(code), by=self.caller, **self.understood(LoadSerializer)))


class Unload(StepOfBatch):
    """Unloading."""

    to_write = Scope.SHIP

    @extend_schema(request=RefusalSerializer, responses={201: MovementSerializer}, operation_id="export_batch_unload")
    def post(self, request: Request, code: str) -> Response:
        """Open the doors of a loaded batch again, for a reason; it is a draft once more."""
        return self.answer(unload(batch=self.batch(code), by=self.caller, **self.understood(RefusalSerializer)))


class Ship(StepOfBatch):
    """Shipping."""

    to_write = Scope.SHIP

    @extend_schema(request=AtSerializer, responses={201: MovementSerializer}, operation_id="export_batch_ship")
    def post(self, request: Request, code: str) -> Response:
        """Judge the batch afresh and ship it; refused with the requirement that stops it."""
        return self.answer(ship(batch=self.batch(code), by=self.caller, at=self.understood(AtSerializer)["at"]))


class Arrive(StepOfBatch):
    """Arrival."""

    to_write = Scope.RECEIVE

    @extend_schema(request=AtSerializer, responses={201: MovementSerializer}, operation_id="export_batch_arrive")
    def post(self, request: Request, code: str) -> Response:
        """Note that a shipped batch is in port."""
        return self.answer(arrive(batch=self.batch(code), by=self.caller, at=self.understood(AtSerializer)["at"]))


class Receive(StepOfBatch):
    """Receipt."""

    to_write = Scope.RECEIVE

    @extend_schema(request=ReceiptSerializer, responses={201: MovementSerializer}, operation_id="export_batch_receive")
    def post(self, request: Request, code: str) -> Response:
        """Take an arrived batch in, with or without remarks."""
        return self.answer(receive(batch=self.batch(code), by=self.caller, **self.understood(ReceiptSerializer)))


class Refuse(StepOfBatch):
    """Refusal."""

    to_write = Scope.RECEIVE

    @extend_schema(request=RefusalSerializer, responses={201: MovementSerializer}, operation_id="export_batch_refuse")
    def post(self, request: Request, code: str) -> Response:
        """Refuse an arrived batch, for a reason."""
        batch, body = self.batch(code), self.understood(RefusalSerializer)
        return self.answer(refuse_consignment(batch=batch, by=self.caller, **body))
