"""The programming interface of certification. Mounted at /api/v1/."""

from django.urls import path

from traceability.certification import api

urlpatterns = [
    path("samples/", api.Samples.as_view(), name="api-samples"),
    path("inspections/", api.Inspections.as_view(), name="api-inspections"),
    path("residue-tests/", api.ResidueTests.as_view(), name="api-residue-tests"),
    path("certificates/", api.Certificates.as_view(), name="api-certificates"),
    path("certificates/<str:number>/", api.OneCertificate.as_view(), name="api-certificate"),
    path("certificates/<str:number>/signs/", api.Signs.as_view(), name="api-signs"),
    path("certificates/<str:number>/revocation/", api.Revocations.as_view(), name="api-revocation"),
    path("lots/<str:gtin>/<str:code>/claims/", api.Claims.as_view(), name="api-claims"),
]
