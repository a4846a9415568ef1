"""Label runs and printers in the admin: to look at."""

from django.contrib import admin

from traceability.labels.models import LabelRun, Printer
from traceability.web.read_only import ReadOnly


@admin.register(LabelRun)
class LabelRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("pk", "lot", "layout", "count", "certificate", "started_at")
    list_select_related = ("lot", "certificate")


@admin.register(Printer)
class PrinterAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("pk", "name", "owner", "language", "dpi", "host", "port", "retired_at")
    list_select_related = ("owner",)
