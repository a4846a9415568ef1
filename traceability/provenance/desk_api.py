"""What comes back from buyers, for programs of its cooperative: codes seen in many places, and reports."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.parties.requests import caller
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.acts.answer_report import answer_report
from traceability.provenance.copies.spread import Spread
from traceability.provenance.models import MOST_FOR_BUYERS, BuyerReport, CopyAlert
from traceability.web.scopes import Openness, Scope

_SHOWN = OpenApiParameter("open", bool, description="true: those alone that nobody has answered")


class SpreadRowSerializer(serializers.Serializer[Any]):
    """The looks from one country; networks are counted once a day and added up over the days."""

    country = serializers.CharField(help_text="ISO 3166-1 alpha-2; empty: not known")
    scans = serializers.IntegerField()
    networks = serializers.IntegerField()
    first = serializers.DateTimeField(help_text="The hour of the first look")
    last = serializers.DateTimeField(help_text="The hour of the last one")


class CopyAlertSerializer(serializers.ModelSerializer[CopyAlert]):
    """A carton's code was seen where one carton cannot have been, or a person found that it was copied."""

    serial = serializers.CharField(read_only=True)
    lot = serializers.CharField(source="run.lot.uri", read_only=True)
    event = serializers.CharField(
        source="event.event_id", default=None, read_only=True, help_text="That tells buyers of the copies"
    )

    class Meta:
        model = CopyAlert
        fields = ("id", "identifier", "serial", "lot", "run", "counter", "finding", "raised_at", "answered_at",
                  "answer", "words", "public", "event")  # fmt: skip
        read_only_fields = fields


class CopyAlertWithSpreadSerializer(CopyAlertSerializer):
    """The same with where its code was seen."""

    seen = serializers.SerializerMethodField()

    class Meta:
        model = CopyAlert
        fields = (*CopyAlertSerializer.Meta.fields, "seen")
        read_only_fields = fields

    @extend_schema_field(SpreadRowSerializer(many=True))
    def get_seen(self, alert: CopyAlert) -> Any:
        return SpreadRowSerializer(Spread(alert.identifier).rows, many=True).data


class AnswerAlertSerializer(serializers.Serializer[Any]):
    """What the alert was, what you found, and, of a code that was copied, what buyers read: it stands for ever."""

    answer = serializers.ChoiceField(choices=CopyAlert.Answer.choices)
    words = serializers.CharField(max_length=500)
    public = serializers.CharField(max_length=MOST_FOR_BUYERS, required=False, allow_blank=True, default="")


@extend_schema_view(list=extend_schema(parameters=[_SHOWN]))
class CopyAlerts(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[CopyAlert]):
    """Codes of your labels that were seen where one carton cannot have been, newest first."""

    to_read = Scope.READ
    to_write = Openness.PEOPLE
    serializer_class = CopyAlertSerializer
    queryset = CopyAlert.objects.none()

    def get_queryset(self) -> QuerySet[CopyAlert]:
        own = CopyAlert.objects.visible_to(caller(self.request)).select_related("run__lot__product", "run__lot__owner")
        own = own.select_related("event")
        return (own.open() if _asks_for_open(self.request) else own).order_by("-pk")

    @extend_schema(responses=CopyAlertWithSpreadSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One of them, with where its code was seen."""
        return Response(CopyAlertWithSpreadSerializer(self.get_object()).data)

    @extend_schema(request=AnswerAlertSerializer, responses=CopyAlertSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Say what it was. Whoever was first is kept."""
        alert = self.get_object()  # before what was said is read: to a stranger there is nothing to answer
        given = AnswerAlertSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answered = answer_copy_alert(alert=alert, **given.validated_data, by=caller(request), at=timezone.localtime())
        return Response(CopyAlertSerializer(answered).data)


class BuyerReportSerializer(serializers.ModelSerializer[BuyerReport]):
    """A buyer wrote: this is not what I bought. Who wrote is not known."""

    id = serializers.UUIDField(source="token", read_only=True)
    lot = serializers.CharField(source="lot.uri", read_only=True)
    has_photo = serializers.BooleanField(source="photo", read_only=True)

    class Meta:
        model = BuyerReport
        fields = ("id", "lot", "serial", "text", "has_photo", "language", "reported_at", "answered_at", "answer")
        read_only_fields = fields


class AnswerReportSerializer(serializers.Serializer[Any]):
    """What the buyer reads."""

    answer = serializers.CharField(max_length=1000)


@extend_schema_view(list=extend_schema(parameters=[_SHOWN]))
class BuyerReports(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[BuyerReport]):
    """What buyers wrote of your lots, newest first."""

    to_read = Scope.READ
    to_write = Openness.PEOPLE
    serializer_class = BuyerReportSerializer
    queryset = BuyerReport.objects.none()
    lookup_field = "token"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[BuyerReport]:
        own = BuyerReport.objects.visible_to(caller(self.request)).select_related("lot__product", "lot__owner")
        return (own.open() if _asks_for_open(self.request) else own).order_by("-pk")

    @extend_schema(request=AnswerReportSerializer, responses=BuyerReportSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, token: str) -> Response:
        """Answer it; the buyer reads the words. Whoever was first is kept."""
        report = self.get_object()  # before what was said is read: to a stranger there is nothing to answer
        given = AnswerReportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answered = answer_report(report=report, **given.validated_data, by=caller(request), at=timezone.localtime())
        return Response(BuyerReportSerializer(answered).data)


def _asks_for_open(request: Request) -> bool:
    return request.query_params.get("open") == "true"
