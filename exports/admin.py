"""Rules in the admin: a row added here is in force without a deploy. Reports are to look at."""

from __future__ import annotations

from django.contrib import admin

from exports.models import ExportBatch, ReadinessReport, Requirement
from traceability.web.read_only import ReadOnly


@admin.register(Requirement)
class RequirementAdmin(admin.ModelAdmin):
    """Change a rule by a row with the next version: reports name the version that they used."""

    list_display = (
        "code",
        "version",
        "title",
        "severity",
        "species",
        "destination",
        "valid_from",
        "valid_to",
        "confidence",
    )
    list_filter = ("stage", "severity", "destination")
    search_fields = ("code", "title", "title_zh", "rule")


@admin.register(ReadinessReport)
class ReadinessReportAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("batch", "judged_at", "judged_by", "ready")
    list_select_related = ("batch", "judged_by")


@admin.register(ExportBatch)
class ExportBatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "exporter", "importer", "destination", "leaves_on", "state")
    list_select_related = ("exporter", "importer")
    list_filter = ("state",)
    search_fields = ("code", "container")
