"""Label runs and printers for programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.jobs.api import JobSerializer
from traceability.labels.acts.activate import activate, activate_between
from traceability.labels.acts.add_printer import add_printer
from traceability.labels.acts.confirm_printing import confirm_printing
from traceability.labels.acts.go_on import go_on
from traceability.labels.acts.reprint import reprint
from traceability.labels.acts.retire_printer import retire_printer
from traceability.labels.acts.send_to_printer import send_to_printer
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.stop_work import stop_work
from traceability.labels.acts.try_printer import try_printer
from traceability.labels.acts.void_span import return_spares, void_span
from traceability.labels.models import LabelRun, Printer, Printing, Reprint
from traceability.labels.printers.refusals import PrintingIsConfirmed
from traceability.labels.queries import count_of, job_of, open_printing
from traceability.lots.models import Lot
from traceability.parties.models import Organisation
from traceability.parties.requests import caller
from traceability.web.scopes import Scope


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


class SpanSerializer(serializers.Serializer[Any]):
    """Labels first..last of a run, counted from 1, both included."""

    first = serializers.IntegerField(min_value=1)
    last = serializers.IntegerField(min_value=1)


class ReasonedSpanSerializer(SpanSerializer):
    reason = serializers.CharField(max_length=200)


class SparesSerializer(serializers.Serializer[Any]):
    first = serializers.IntegerField(min_value=1, help_text="The first label that is left over")


class ScannedSerializer(serializers.Serializer[Any]):
    first = serializers.CharField(max_length=300, help_text="Code or serial of the first label of a roll")
    last = serializers.CharField(max_length=300, help_text="Code or serial of the last")


class SendSerializer(SpanSerializer):
    printer = serializers.IntegerField(help_text="See /api/v1/printers/")
    reprint = serializers.IntegerField(required=False, allow_null=True, help_text="The reprint that asked for these")


class GoodSerializer(serializers.Serializer[Any]):
    good = serializers.IntegerField(min_value=0, help_text="The last label that came out readable; one before: none")


class CountSerializer(serializers.Serializer[Any]):
    """How many labels of a run have come how far."""

    reserved = serializers.IntegerField()
    printed = serializers.IntegerField()
    active = serializers.IntegerField()
    void = serializers.IntegerField()


class ReprintSerializer(serializers.ModelSerializer[Reprint]):
    class Meta:
        model = Reprint
        fields = ("id", "first", "last", "reason", "asked_at")


class PrintingSerializer(serializers.ModelSerializer[Printing]):
    job = serializers.UUIDField(source="job_id", read_only=True, help_text="See /api/v1/jobs/")

    class Meta:
        model = Printing
        fields = ("id", "printer", "first", "last", "sent", "good", "job")


class LabelRuns(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[LabelRun]
):
    """Print runs of your packed lots; POST starts one, which a worker draws."""

    to_read = Scope.READ
    to_write = Scope.LABELS
    serializer_class = LabelRunSerializer
    queryset = LabelRun.objects.none()

    def get_queryset(self) -> QuerySet[LabelRun]:
        return LabelRun.objects.visible_to(caller(self.request)).with_names().order_by("-pk")

    @extend_schema(responses=JobSerializer)
    @action(detail=True)
    def job(self, request: Request, pk: str) -> Response:
        """What is being done for a run now, its printing or its drawing, for everybody who may see the run."""
        return Response(JobSerializer(job_of(self.get_object())).data)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        """Stop what is being done for a run, its printing before its drawing, at a label boundary."""
        return Response(JobSerializer(stop_work(run=self.get_object(), by=caller(request))).data)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"], url_path="go-on")
    def go_on(self, request: Request, pk: str) -> Response:
        """Go on with a drawing that was stopped or failed; what was drawn stays drawn."""
        return Response(JobSerializer(go_on(run=self.get_object(), by=caller(request))).data)

    @extend_schema(responses=CountSerializer)
    @action(detail=True)
    def life(self, request: Request, pk: str) -> Response:
        """How many labels are reserved, printed, active and void."""
        return Response(CountSerializer(count_of(self.get_object())).data)

    @extend_schema(request=SpanSerializer, responses=CountSerializer)
    @action(detail=True, methods=["post"])
    def activate(self, request: Request, pk: str) -> Response:
        """Labels first..last are on their cartons."""
        run = self.get_object()
        activate(run=run, **self._told(SpanSerializer, request))
        return Response(CountSerializer(count_of(run)).data)

    @extend_schema(request=ScannedSerializer, responses=SpanSerializer(many=True))
    @action(detail=False, methods=["post"])
    def scanned(self, request: Request) -> Response:
        """All labels between two scanned ones of a run are on their cartons; answers with what became active."""
        spans = activate_between(**self._told(ScannedSerializer, request))
        return Response(SpanSerializer(spans, many=True).data, status=201)

    @extend_schema(request=ReasonedSpanSerializer, responses=CountSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Labels first..last went wrong."""
        run = self.get_object()
        void_span(run=run, **self._told(ReasonedSpanSerializer, request))
        return Response(CountSerializer(count_of(run)).data)

    @extend_schema(request=SparesSerializer, responses=CountSerializer)
    @action(detail=True, methods=["post"])
    def spares(self, request: Request, pk: str) -> Response:
        """Labels from `first` on were left over: they become void, their cartons wait for labels again."""
        run = self.get_object()
        return_spares(run=run, **self._told(SparesSerializer, request))
        return Response(CountSerializer(count_of(run)).data)

    @extend_schema(request=ReasonedSpanSerializer, responses={201: ReprintSerializer})
    @action(detail=True, methods=["post"])
    def reprint(self, request: Request, pk: str) -> Response:
        """Write down that labels first..last are printed once more; send them to a printer with its number."""
        made = reprint(run=self.get_object(), **self._told(ReasonedSpanSerializer, request))
        return Response(ReprintSerializer(made).data, status=201)

    @extend_schema(request=SendSerializer, responses={201: PrintingSerializer})
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        """Send labels first..last to a printer."""
        run, told = self.get_object(), self._told(SendSerializer, request)
        printer = get_object_or_404(Printer.objects.visible_to(told["by"]), pk=told["printer"])
        again = told.pop("reprint", None)
        told |= {"printer": printer, "reprint": get_object_or_404(run.reprints, pk=again) if again else None}
        return Response(PrintingSerializer(send_to_printer(run=run, **told)).data, status=201)

    @extend_schema(request=GoodSerializer, responses=PrintingSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Say which label of the last printing was the last good one."""
        printing, told = open_printing(self.get_object()), self._told(GoodSerializer, request)
        if printing is None:
            raise PrintingIsConfirmed(good=told["good"])
        confirmed = confirm_printing(printing=printing, **told)
        return Response(PrintingSerializer(confirmed).data)

    def _told(self, serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
        """What was sent, and who did it when: the arguments of an act."""
        sent = serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return {**sent.validated_data, "by": caller(request), "at": timezone.localtime()}


class PrinterSerializer(serializers.ModelSerializer[Printer]):
    """A label printer on the local network."""

    owner = serializers.SlugRelatedField(slug_field="gln", queryset=Organisation.objects.none(), help_text="GLN")

    class Meta:
        model = Printer
        fields = ("id", "owner", "name", "language", "dpi", "host", "port", "answers", "retired_at")
        read_only_fields = ("id", "retired_at")
        validators: ClassVar[list[Any]] = []

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and request.user.is_authenticated:
            own = caller(request).organisations()
            fields["owner"] = serializers.SlugRelatedField(slug_field="gln", queryset=own, help_text="GLN")
        return fields

    def create(self, validated_data: dict[str, Any]) -> Printer:
        """Keep it through the act."""
        given = {"port": 9100, "answers": True, "dpi": 203} | validated_data
        return add_printer(by=caller(self.context["request"]), **given)


class Printers(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[Printer]
):
    """The label printers of your houses."""

    to_read = Scope.READ
    to_write = Scope.LABELS
    serializer_class = PrinterSerializer
    queryset = Printer.objects.none()

    def get_queryset(self) -> QuerySet[Printer]:
        return Printer.objects.visible_to(caller(self.request)).select_related("owner").order_by("-pk")

    @extend_schema(request=None, responses=PrinterSerializer)
    @action(detail=True, methods=["post"], url_path="try")
    def specimen(self, request: Request, pk: str) -> Response:
        """Print a specimen, which carries no code; `answers` says whether the printer told how it is."""
        printer = self.get_object()
        try_printer(printer=printer, by=caller(request))
        return Response(self.get_serializer(printer).data)

    @extend_schema(request=None, responses=PrinterSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Use it no more."""
        printer = self.get_object()
        retire_printer(printer=printer, by=caller(request), at=timezone.localtime())
        printer.refresh_from_db()
        return Response(self.get_serializer(printer).data)
