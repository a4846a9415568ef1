"""Where every room is mounted. Rooms are named by string."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from traceability.web.documentation import Description, Documentation
from traceability.web.health import health

api: list[URLPattern | URLResolver] = [
    path("", include("traceability.parties.api_urls")),
    path("", include("traceability.jobs.api_urls")),
    path("", include("traceability.epcis.api_urls")),
    path("", include("traceability.lots.api_urls")),
    path("", include("traceability.lots.holding.api_urls")),
    path("", include("traceability.lots.handling.api_urls")),
    path("", include("traceability.lots.conformity.api_urls")),
    path("", include("traceability.lots.books.api_urls")),
    path("", include("traceability.certification.api_urls")),
    path("", include("traceability.labels.api_urls")),
    path("", include("traceability.provenance.api_urls")),
    path("", include("traceability.provenance.registry.api_urls")),
    path("", include("orchards.api_urls")),
    path("", include("exports.api_urls")),
    path("schema/", Description.as_view(), name="api-schema"),
    path("", Documentation.as_view(), name="api"),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("", include("traceability.web.urls")),
    path("", include("traceability.parties.urls")),
    path("", include("traceability.parties.consent.urls")),
    path("", include("traceability.provenance.urls")),
    path("", include("traceability.epcis.urls")),
    path("desk/", include("traceability.lots.urls")),
    path("desk/", include("traceability.lots.holding.urls")),
    path("desk/", include("traceability.lots.handling.urls")),
    path("desk/", include("traceability.lots.conformity.urls")),
    path("desk/", include("traceability.lots.books.urls")),
    path("desk/", include("traceability.certification.urls")),
    path("desk/", include("traceability.labels.urls")),
    path("desk/", include("traceability.provenance.registry.urls")),
    path("desk/", include("traceability.provenance.desk_urls")),
    path("desk/", include("orchards.urls")),
    path("desk/export/", include("exports.urls")),
    path("desk/tokens/", include("traceability.parties.tokens.urls")),
    path("import/tokens/", include("traceability.parties.tokens.urls", namespace="import-tokens")),
    path("import/", include("exports.import_urls")),
    path("field/", include("orchards.field_urls")),
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
]

handler400 = "traceability.web.errors.bad_request"
handler403 = "traceability.web.errors.permission_denied"
handler404 = "traceability.web.errors.page_not_found"
handler500 = "traceability.web.errors.server_error"
