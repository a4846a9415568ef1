"""Label runs for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.jobs.api import JobSerializer
from traceability.labels.acts.start_run import start_run
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot
from traceability.parties.requests import caller


class LabelRunSerializer(serializers.ModelSerializer[LabelRun]):
    """A run: labels 1..count of a packed lot."""

    gtin = serializers.CharField(source="lot.product.gtin", help_text="GTIN of the packed lot")
    lot = serializers.CharField(source="lot.code", help_text="Code of the packed lot")
    with_name = serializers.BooleanField(
        write_only=True, help_text="Print the protected name, on the lot's certificate"
    )
    destination = serializers.CharField(
        max_length=2, required=False, allow_blank=True, help_text="ISO 3166-1 alpha-2: decides language and particulars"
    )
    size = serializers.CharField(
        max_length=8, required=False, allow_blank=True, help_text="Size code of the fruit's standard"
    )
    certificate = serializers.CharField(source="certificate.number", read_only=True, allow_null=True, default=None)
    job = serializers.UUIDField(source="job_id", read_only=True, help_text="See /api/v1/jobs/")
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = LabelRun
        fields = (
            "id", "gtin", "lot", "layout", "count", "with_name", "destination", "size", "certificate", "started_at",
            "job", "event",
        )  # fmt: skip
        read_only_fields = ("id", "started_at")

    def create(self, validated_data: dict[str, Any]) -> LabelRun:
        """Start the run through the act."""
        user, wanted = caller(self.context["request"]), validated_data["lot"]
        lot = get_object_or_404(
            Lot.objects.filter(owner__in=user.organisations()).with_names(),
            product__gtin=wanted["product"]["gtin"],
            code=wanted["code"],
        )
        return start_run(
            lot=lot,
            count=validated_data["count"],
            layout=validated_data["layout"],
            with_name=validated_data["with_name"],
            destination=validated_data.get("destination", ""),
            size=validated_data.get("size", ""),
            by=user,
            at=timezone.localtime(),
        )


class LabelRuns(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[LabelRun]
):
    """Print runs of your packed lots; POST starts one, which a worker draws."""

    serializer_class = LabelRunSerializer
    queryset = LabelRun.objects.none()

    def get_queryset(self) -> QuerySet[LabelRun]:
        return LabelRun.objects.visible_to(caller(self.request)).with_names().order_by("-pk")

    @extend_schema(responses=JobSerializer)
    @action(detail=True)
    def job(self, request: Request, pk: str) -> Response:
        """How far the drawing of a run is, for everybody who may see the run."""
        return Response(JobSerializer(self.get_object().job).data)
