"""Files of temperature loggers over the API: added and read as on the page, by either of the two firms."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from exports.api import OfBatch
from exports.loggers.acts.add_logger_file import add_logger_file
from exports.loggers.downloads import answer
from exports.loggers.models import LoggerFile
from traceability.web.scopes import Scope


class NewLoggerFileSerializer(serializers.Serializer[None]):
    """A logger's file, the SSCC of the pallet on which it travelled (else in the container), and its clock by the name
    of a time zone, where the file names none."""

    file = serializers.FileField()
    pallet = serializers.CharField(max_length=18, default="", allow_blank=True)
    clock = serializers.CharField(max_length=40, default="", allow_blank=True, help_text="Asia/Shanghai")

    def validate_clock(self, name: str) -> ZoneInfo | None:
        """The zone of the IANA database."""
        if not name:
            return None
        if name not in available_timezones():
            raise serializers.ValidationError(_("No clock has this name. Write it as Asia/Shanghai, or UTC."))
        return ZoneInfo(name)


class LoggerFileSerializer(serializers.ModelSerializer[LoggerFile]):
    """What a logger measured between loading and arrival: degrees Celsius; nothing is read of a PDF."""

    pallet = serializers.CharField(source="pallet.sscc", read_only=True, default="")
    readings = serializers.SerializerMethodField()
    event_id = serializers.CharField(source="event.event_id", read_only=True, default="")

    class Meta:
        model = LoggerFile
        fields = ("sha256", "content_type", "pallet", "readings", "low_c", "high_c", "event_id", "added_at")

    def get_readings(self, found: LoggerFile) -> int:
        return len(found.log)


class LoggerFiles(OfBatch):
    """How warm a batch was on the way."""

    to_read = Scope.READ
    to_write = Scope.PAPERS
    parser_classes = (MultiPartParser,)

    @extend_schema(responses={200: LoggerFileSerializer(many=True)}, operation_id="export_batch_temperature")
    def get(self, request: Request, code: str) -> Response:
        """Every logger's file, in the order in which they were added."""
        files = self.batch(code).logger_files.select_related("pallet", "event")
        return Response(LoggerFileSerializer(files, many=True).data)

    @extend_schema(
        request={"multipart/form-data": NewLoggerFileSerializer},
        responses={201: LoggerFileSerializer},
        operation_id="export_batch_add_logger_file",
    )
    def post(self, request: Request, code: str) -> Response:
        """Add a logger's table (CSV, TSV, Excel, up to 5,000 readings) or its PDF, once the batch is loaded."""
        batch, body = self.batch(code), self.understood(NewLoggerFileSerializer)
        given: dict[str, Any] = {"file": body["file"], "zone": body["clock"] or None}
        if body["pallet"]:
            given["pallet"] = get_object_or_404(batch.pallets, sscc=body["pallet"])
        made = add_logger_file(batch=batch, by=self.caller, **given)
        return Response(LoggerFileSerializer(made).data, status=status.HTTP_201_CREATED)


class OneLoggerFile(OfBatch):
    """A file of a logger."""

    to_read = Scope.READ

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, operation_id="export_batch_logger_file"
    )
    def get(self, request: Request, code: str, sha256: str) -> FileResponse:
        """Its bytes, by their SHA-256."""
        files = self.batch(code).logger_files.select_related("batch")
        return answer(get_object_or_404(files, sha256=sha256))
