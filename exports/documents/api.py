"""Papers over the API: what they are, their files, what the buyer pays, and having ours made."""

from __future__ import annotations

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from exports.acts.make_documents import ask_for_documents
from exports.acts.price import price, products_of
from exports.acts.withdraw_document import withdraw_document
from exports.api import OfBatch
from exports.documents.downloads import answer
from exports.documents.serializers import PaperSerializer, PriceListSerializer, WithdrawalSerializer
from exports.models import PriceList
from traceability.jobs.api import JobSerializer
from traceability.web.scopes import Scope


class Papers(OfBatch):
    """Papers of a batch."""

    to_read = Scope.READ

    @extend_schema(responses={200: PaperSerializer(many=True)}, operation_id="export_batch_papers")
    def get(self, request: Request, code: str) -> Response:
        """All of them, those that were replaced too, with their files."""
        papers = self.batch(code).documents.select_related("replaces", "replaced_by").prefetch_related("copies")
        return Response(PaperSerializer(papers.order_by("pk"), many=True).data)


class WithdrawPaper(OfBatch):
    """A paper that was added by mistake."""

    to_write = Scope.PAPERS

    @extend_schema(
        request=WithdrawalSerializer, responses={200: PaperSerializer}, operation_id="export_batch_withdraw_paper"
    )
    def post(self, request: Request, code: str) -> Response:
        """It counts no more and is kept with the reason; its number is free again."""
        batch, asked = self.batch(code), self.understood(WithdrawalSerializer)
        standing = batch.documents.filter(kind=asked["kind"], number=asked["number"], withdrawn_at=None)
        withdrawn = withdraw_document(document=get_object_or_404(standing), why=asked["why"], by=self.caller)
        return Response(PaperSerializer(withdrawn).data)


class PaperFile(OfBatch):
    """A file of a paper."""

    to_read = Scope.READ

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, operation_id="export_batch_file")
    def get(self, request: Request, code: str, sha256: str) -> FileResponse:
        """Its bytes, by their SHA-256."""
        return answer(self.batch(code), sha256)


class MakePapers(OfBatch):
    """Our papers."""

    to_write = Scope.PAPERS

    @extend_schema(request=None, responses={202: JobSerializer}, operation_id="export_batch_make_papers")
    def post(self, request: Request, code: str) -> Response:
        """Have them made of what is recorded; the job that is running already, if there is one."""
        job = ask_for_documents(batch=self.batch(code), by=self.caller, on=timezone.localdate())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)


class Prices(OfBatch):
    """What the buyer pays."""

    to_read = Scope.READ
    to_write = Scope.SHIP

    @extend_schema(responses={200: PriceListSerializer}, operation_id="export_batch_prices")
    def get(self, request: Request, code: str) -> Response:
        """As they stand; 404 until they are entered."""
        standing = get_object_or_404(PriceList.objects.visible_to(self.caller), batch=self.batch(code))
        return Response(PriceListSerializer(standing).data)

    @extend_schema(
        request=PriceListSerializer, responses={200: PriceListSerializer}, operation_id="export_batch_enter_prices"
    )
    def put(self, request: Request, code: str) -> Response:
        """Enter all of them anew."""
        batch = self.batch(code)
        given = PriceListSerializer(data=request.data, context={"products": products_of(batch)})
        given.is_valid(raise_exception=True)
        body = given.validated_data
        kept = price(
            batch=batch,
            currency=body["currency"],
            payment_terms=body.get("payment_terms", ""),
            per_kg={one["product"]: one["per_kg"] for one in body["prices"]},
            by=self.caller,
        )
        return Response(PriceListSerializer(kept).data)
