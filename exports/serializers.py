"""Shapes of the API: what a request must look like, and how a batch is shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exports.models import (
    Document,
    ExportBatch,
    Movement,
    Override,
    Pallet,
    PalletContent,
    ReadinessReport,
    Statement,
)
from exports.readiness.engine import Assessment
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot
from traceability.lots.serializers import MomentField
from traceability.parties.models import Organisation, Place


@extend_schema_field(OpenApiTypes.STR)
class PlaceField(serializers.Field[Place, str, str, Any]):
    """A port as its GLN with extension (414 + 254), written "6971234500052/0001"."""

    default_error_messages = {
        "unknown": _("There is no port {value}. Write its GLN and extension as 6971234500052/0001.")
    }

    def to_internal_value(self, data: Any) -> Place:
        gln, _slash, extension = str(data).partition("/")
        port = Place.objects.filter(kind=Place.Kind.PORT, gln=gln, extension=extension).first()
        if port is None:
            self.fail("unknown", value=str(data)[:40])
        return port

    def to_representation(self, value: Place) -> str:
        return f"{value.gln}/{value.extension}"


class MovementSerializer(serializers.ModelSerializer[Movement]):
    """A step taken, with the identifier of its event."""

    event_id = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Movement
        fields = ("step", "at", "remarks", "event_id")


class ContentSerializer(serializers.ModelSerializer[PalletContent]):
    """Labels of a run, counted from 1, both included."""

    lot = serializers.CharField(source="run.lot.uri", read_only=True)

    class Meta:
        model = PalletContent
        fields = ("run", "first", "last", "cartons", "lot")
        read_only_fields = fields


class PalletSerializer(serializers.ModelSerializer[Pallet]):
    """A pallet by its SSCC."""

    contents = ContentSerializer(many=True, read_only=True)
    event_id = serializers.CharField(source="event.event_id", read_only=True, allow_null=True)

    class Meta:
        model = Pallet
        fields = ("sscc", "uri", "built_at", "contents", "gross_g", "base", "wood_mark", "event_id")


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A paper of a batch; `replaces` is the number of the paper of this kind that it replaces."""

    replaces: serializers.SlugRelatedField[Document] = serializers.SlugRelatedField("number", read_only=True)

    class Meta:
        model = Document
        fields = (
            "kind",
            "number",
            "issuer",
            "issued_on",
            "additional_declaration",
            "facts",
            "replaces",
            "sha256",
            "content_type",
            "pages",
            "added_at",
        )


class BatchSerializer(serializers.ModelSerializer[ExportBatch]):
    """An export batch. Organisations are named by GLN, ports by GLN and extension."""

    exporter = serializers.SlugRelatedField("gln", queryset=Organisation.objects.all())
    importer = serializers.SlugRelatedField("gln", queryset=Organisation.objects.all())
    from_port = PlaceField()
    to_port = PlaceField()
    code = serializers.CharField(max_length=20)
    container = serializers.CharField(max_length=14, allow_blank=True, default="")
    at = MomentField(required=False, write_only=True)
    pallets = PalletSerializer(many=True, read_only=True)
    documents = DocumentSerializer(many=True, read_only=True)
    movements = MovementSerializer(many=True, read_only=True)

    class Meta:
        model = ExportBatch
        fields = (
            "code",
            "exporter",
            "importer",
            "destination",
            "from_port",
            "to_port",
            "mode",
            "incoterm",
            "buyer_order",
            "vessel",
            "container",
            "seal",
            "payload_g",
            "carton_tare_g",
            "pallet_tare_g",
            "leaves_on",
            "arrives_on",
            "at",
            "state",
            "pallets",
            "documents",
            "movements",
        )
        read_only_fields = ("state", "payload_g")
        extra_kwargs = {"vessel": {"default": ""}, "seal": {"default": ""}}


class RangeSerializer(serializers.Serializer[None]):
    """Labels `first` to `last` of a run."""

    run = serializers.PrimaryKeyRelatedField(queryset=LabelRun.objects.none())
    first = serializers.IntegerField(min_value=1, max_value=2_147_483_647)
    last = serializers.IntegerField(min_value=1, max_value=2_147_483_647)

    def get_fields(self) -> dict[str, Any]:
        """Runs of one's own lots and of lots that one was offered; others do not exist."""
        fields = super().get_fields()
        if user := self.context.get("user"):
            runs = LabelRun.objects.filter(lot__in=Lot.objects.visible_to(user))
            fields["run"] = serializers.PrimaryKeyRelatedField(queryset=runs)
        return fields


class NewPalletSerializer(serializers.Serializer[None]):
    """The cartons of a new pallet, and when it was built (with the offset of where)."""

    contents = serializers.ListField(child=RangeSerializer(), allow_empty=False, max_length=200)
    at = MomentField()


class NewDocumentSerializer(serializers.Serializer[None]):
    """A paper, as multipart form data so that its file can come with it.

    Of an electronic phytosanitary certificate (XML) number, issuer and day may be left out: the file says them.
    """

    kind = serializers.ChoiceField(choices=Document.Kind.choices)
    number = serializers.CharField(max_length=60, allow_blank=True, default="")
    issuer = serializers.CharField(max_length=120, allow_blank=True, default="")
    issued_on = serializers.DateField(default=None, allow_null=True)
    additional_declaration = serializers.CharField(max_length=2000, allow_blank=True, default="")
    facts = serializers.JSONField(default=dict, help_text=_("What the paper says: a JSON object, by kind of paper"))
    replaces = serializers.CharField(
        max_length=60, default="", allow_blank=True, help_text=_("Number of the paper of this kind that it replaces")
    )
    file = serializers.FileField(required=False, allow_null=True, default=None)

    def validate_facts(self, value: Any) -> dict[str, Any]:
        """An object; what stands in it is the act's to check."""
        if not isinstance(value, dict):
            raise serializers.ValidationError(_("Write the facts as a JSON object."))
        return value


class NewStatementSerializer(serializers.Serializer[None]):
    """What somebody answers for: `measured` by the names that the rule asks for, as text with a decimal point."""

    topic = serializers.SlugField(max_length=40)
    holds = serializers.BooleanField()
    remark = serializers.CharField(max_length=400, allow_blank=True, default="")
    measured = serializers.DictField(child=serializers.CharField(max_length=400), default=dict)
    photo = serializers.FileField(required=False, allow_null=True, default=None)
    at = MomentField()


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """A statement as it is kept."""

    class Meta:
        model = Statement
        fields = ("topic", "holds", "remark", "measured", "sha256", "at")


class OfferSerializer(serializers.Serializer[None]):
    """A packed lot of one's own, and the GLN of the exporter to whom it is offered."""

    gtin = serializers.RegexField(r"^[0-9]{14}$")
    lot = serializers.RegexField(r"^[0-9A-Z]{1,20}$")
    exporter = serializers.SlugRelatedField("gln", queryset=Organisation.objects.all())


class AtSerializer(serializers.Serializer[None]):
    """When it happened, with the offset of where."""

    at = MomentField()


class LoadSerializer(AtSerializer):
    """When the doors were shut, and the numbers on them; left out: as they were entered before."""

    container = serializers.CharField(max_length=14, required=False)
    seal = serializers.CharField(max_length=60, required=False)
    payload_g = serializers.IntegerField(min_value=1, max_value=2_147_483_647, required=False)


class NewOverrideSerializer(AtSerializer):
    """The code of a requirement that warns, and why it is taken on."""

    requirement = serializers.CharField(max_length=40)
    why = serializers.CharField(max_length=400)


class OverrideSerializer(serializers.ModelSerializer[Override]):
    """A warning that somebody has taken on."""

    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = Override
        fields = ("requirement", "version", "words", "why", "by", "at")


class ReceiptSerializer(AtSerializer):
    """When it was received, and what was found."""

    remarks = serializers.CharField(max_length=400, allow_blank=True, default="")


class RefusalSerializer(AtSerializer):
    """When it was refused, and why."""

    reason = serializers.CharField(max_length=400)


class ResultSerializer(serializers.Serializer[None]):
    """One requirement judged."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    stage = serializers.CharField()
    title = serializers.CharField()
    severity = serializers.ChoiceField(choices=["block", "warn", "info"])
    outcome = serializers.ChoiceField(choices=["pass", "fail", "warning", "unknown", "not_needed"])
    words = serializers.CharField()
    what_to_do = serializers.CharField()
    rule = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the name is the reports' own
    provisional = serializers.BooleanField()
    who = serializers.CharField(default="")
    topic = serializers.CharField(default="")
    later = serializers.BooleanField(default=False)


class ReadinessSerializer(serializers.Serializer[Assessment]):
    """A batch judged as it is recorded now."""

    ready = serializers.BooleanField()
    results = ResultSerializer(many=True)


class ReportSerializer(serializers.ModelSerializer[ReadinessReport]):
    """A judgement that was kept."""

    batch: serializers.SlugRelatedField[ExportBatch] = serializers.SlugRelatedField("code", read_only=True)
    results = serializers.SerializerMethodField()

    class Meta:
        model = ReadinessReport
        fields = ("batch", "judged_at", "ready", "results")

    @extend_schema_field(ResultSerializer(many=True))
    def get_results(self, report: ReadinessReport) -> Any:
        return report.results
