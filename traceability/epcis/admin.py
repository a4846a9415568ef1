"""Events in the admin: to look at. Nobody adds, edits or deletes one here."""

from django.contrib import admin

from traceability.epcis.models import Event, EventSubject
from traceability.web.read_only import ReadOnly


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
