from django.contrib import admin
from django.http import HttpRequest

from traceability.labels.models import LabelRun


@admin.register(LabelRun)
class LabelRunAdmin(admin.ModelAdmin):
    """For looking only: a run changes by acts."""

    list_display = ("pk", "lot", "layout", "count", "certificate", "started_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LabelRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LabelRun | None = None) -> bool:
        return False
