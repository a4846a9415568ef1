from django.contrib import admin
from django.http import HttpRequest

from traceability.parties.tokens.models import MachineToken


@admin.register(MachineToken)
class MachineTokenAdmin(admin.ModelAdmin):
    """To look at and to delete; they are made where their secret is shown."""

    list_display = ("name", "user", "organisation", "scopes", "created", "expiry", "last_used_at")
    list_select_related = ("user", "organisation")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MachineToken | None = None) -> bool:
        return False
