"""Events in the admin: to look at. Nobody adds, edits or deletes one here."""

from typing import Any

from django.contrib import admin

from traceability.epcis.models import Event, EventSubject


class ReadOnly:
    """No door for writing, whoever asks."""

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False


class SubjectInline(ReadOnly, admin.TabularInline):
    model = EventSubject
    fields = ("role", "identifier")


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("short_id", "act", "event_time", "record_time", "recorded_by")
    list_filter = ("act", "event_type")
    search_fields = ("event_id", "subjects__identifier")
    list_select_related = ("recorded_by",)
    exclude = ("canonical",)
    inlines = (SubjectInline,)
