from django.urls import path

from traceability.lots.conformity import api

urlpatterns = [
    path("conformity-certificates/", api.Certificates.as_view(), name="api-conformity-certificates"),
    path("lots/<slug:gtin>/<slug:code>/conformity/", api.OfLot.as_view(), name="api-conformity"),
]
