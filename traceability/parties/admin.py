from django.contrib import admin

from traceability.parties.models import Membership, Organisation, Place, User


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "phone", "email", "is_active")
    search_fields = ("name", "phone", "email")
    fields = ("name", "phone", "email", "language", "is_active")
    inlines = (MembershipInline,)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name_latin", "name", "kind", "gln", "uscc")
    list_filter = ("kind",)


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "owner", "gln", "extension")
    list_filter = ("kind",)
