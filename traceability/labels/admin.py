"""Label runs in the admin: to look at."""

from django.contrib import admin

from traceability.labels.models import LabelRun
from traceability.web.read_only import ReadOnly


@admin.register(LabelRun)
class LabelRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("pk", "lot", "layout", "count", "certificate", "started_at")
    list_select_related = ("lot", "certificate")
