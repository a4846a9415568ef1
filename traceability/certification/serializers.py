"""Shapes of the API: what a request must look like, and how a record of certification is shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from traceability.certification.models import (
    Certificate,
    GIScheme,
    Inspection,
    Reading,
    ResidueResult,
    ResidueTest,
    Sample,
    SignEntry,
)
from traceability.lots.models import Lot
from traceability.parties.models import Organisation


@extend_schema_field(serializers.CharField)
class LotField(serializers.Field[Lot, str, str, Any]):
    """A lot that the caller may see, as GTIN/code: "96971234500017/TY260624A"."""

    default_error_messages = {"unknown": _("There is no lot {value}. Write GTIN/code.")}

    def to_internal_value(self, data: Any) -> Lot:
        gtin, _slash, code = str(data).partition("/")
        user = self.context["request"].user
        lot = Lot.objects.visible_to(user).with_names().filter(product__gtin=gtin, code=code).first()
        if lot is None:
            self.fail("unknown", value=str(data)[:40])
        return lot

    def to_representation(self, value: Lot) -> str:
        return f"{value.product.gtin}/{value.code}"


@extend_schema_field(serializers.CharField)
class SampleField(serializers.Field[Sample, str, str, Any]):
    """A sample that the caller may see, by the 64 digits of its event."""

    default_error_messages = {"unknown": _("There is no sample {value}. Write the digest of its event.")}

    def to_internal_value(self, data: Any) -> Sample:
        user = self.context["request"].user
        found = Sample.objects.visible_to(user).with_names()
        sample = found.filter(event__event_id=f"ni:///sha-256;{data}?ver=CBV2.0").first()
        if sample is None:
            self.fail("unknown", value=str(data)[:64])
        return sample

    def to_representation(self, value: Sample) -> str:
        return value.event.digest


class PartyField(serializers.SlugRelatedField[Organisation]):
    """An organisation by its GLN."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="gln", queryset=Organisation.objects.all(), **kwargs)


class SchemeField(serializers.PrimaryKeyRelatedField[GIScheme]):
    """A scheme by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=GIScheme.objects.all(), **kwargs)


class SampleSerializer(serializers.ModelSerializer[Sample]):
    """Fruit taken from a lot. `sample` is what later requests name it by."""

    sample = serializers.CharField(source="event.digest", read_only=True)
    lot = LotField()
    taken_for = PartyField()
    at = serializers.DateTimeField(source="taken_at")
    waiting = serializers.BooleanField(source="is_waiting", read_only=True)
    event_id = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Sample
        fields = ("sample", "lot", "taken_for", "purpose", "fruits", "at", "waiting", "event_id")
        extra_kwargs = {"fruits": {"min_value": 1, "max_value": 1000}}


class ReadingSerializer(serializers.ModelSerializer[Reading]):
    """One fruit: grams and °Brix."""

    class Meta:
        model = Reading
        fields = ("number", "fruit_weight_g", "brix", "size_mm", "defects")
        read_only_fields = ("number",)
        extra_kwargs = {
            "fruit_weight_g": {"min_value": 1, "max_value": 5000},
            "brix": {"min_value": Decimal(0), "max_value": Decimal(40)},
            "size_mm": {"min_value": 1, "max_value": 400},
        }


class FindingSerializer(serializers.Serializer[Any]):
    """One test: its step, whether it holds (null: not known), and the sentence in the language of the request."""

    step = serializers.CharField()
    ok = serializers.BooleanField(allow_null=True)
    words = serializers.CharField()
    rule = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    provisional = serializers.BooleanField()
    row = serializers.CharField()


class InspectionSerializer(serializers.ModelSerializer[Inspection]):
    """Readings of ripe fruit; `passed` is computed."""

    sample = SampleField()
    scheme = SchemeField()
    readings = ReadingSerializer(many=True, allow_empty=False)
    findings = FindingSerializer(many=True, read_only=True, source="told")
    at = serializers.DateTimeField(source="inspected_at")
    event_id = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Inspection
        fields = ("sample", "scheme", "device", "ripeness", "readings", "at", "passed", "findings", "event_id")
        read_only_fields = ("passed",)
        extra_kwargs = {"ripeness": {"required": True}}


class ResidueResultSerializer(serializers.ModelSerializer[ResidueResult]):
    """One substance; `found_mg_kg` null means below `loq_mg_kg`, which is not zero."""

    class Meta:
        model = ResidueResult
        fields = ("substance", "loq_mg_kg", "found_mg_kg")


class ResidueTestSerializer(serializers.ModelSerializer[ResidueTest]):
    """A laboratory's report."""

    sample = SampleField()
    results = ResidueResultSerializer(many=True, allow_empty=False)
    at = serializers.DateTimeField(source="reported_at")
    event_id = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = ResidueTest
        fields = (
            "sample",
            "report_number",
            "method",
            "substances_tested",
            "results",
            "at",
            "report_sha256",
            "event_id",
        )
        read_only_fields = ("report_sha256",)


class CertificateSerializer(serializers.ModelSerializer[Certificate]):
    """A quota of grams that may carry the name; `packer` (GLN) is the authorised user who will print the sign."""

    lot = LotField()
    scheme = SchemeField()
    packer = PartyField(write_only=True)
    issued_by = serializers.CharField(source="issued_by.gln", read_only=True)
    at = serializers.DateTimeField(source="issued_at")
    revoked = serializers.BooleanField(source="is_revoked", read_only=True)
    event_id = serializers.CharField(source="event.event_id", read_only=True)
    # Free here: the act says in its own words that a number is taken or does not fit.
    number = serializers.CharField(max_length=60)

    class Meta:
        model = Certificate
        fields = (
            "number",
            "scheme",
            "lot",
            "packer",
            "certified_g",
            "drawn_g",
            "left_g",
            "issued_by",
            "at",
            "valid_from",
            "valid_to",
            "revoked",
            "event_id",
        )
        read_only_fields = ("drawn_g", "valid_from")
        validators: list[Any] = []


class SignEntrySerializer(serializers.ModelSerializer[SignEntry]):
    """So many signs printed on a certificate, for whom (GLN and credit code as printed), and when."""

    printed_for = serializers.CharField(source="printed_for.gln", read_only=True)
    at = serializers.DateTimeField(source="printed_at")

    class Meta:
        model = SignEntry
        fields = ("labels", "weight_g", "printed_for", "credit_code", "at")


class RevocationSerializer(serializers.Serializer[Any]):
    """Why, and when."""

    reason = serializers.CharField(max_length=200)
    at = serializers.DateTimeField()


class LotClaimSerializer(serializers.Serializer[Any]):
    """One claim: `state` is ok, no, warn, dunno (not known), wait or none (not claimed)."""

    code = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    strong = serializers.CharField()
    words = serializers.CharField()
    rule = serializers.CharField()
