"""Pages of the control body, the laboratory and those who ask them. Mounted at /desk/."""

from django.urls import path

from traceability.certification.views import certificates, inspecting, queue, reporting, sampling

app_name = "certification"
urlpatterns = [
    path("inspections/", queue.queue, name="queue"),
    path("lots/<str:gtin>/<str:code>/sample/", sampling.sample, name="sample"),
    path("samples/<str:digest>/", queue.one_sample, name="one-sample"),
    path("samples/<str:digest>/inspect/", inspecting.inspection, name="inspect"),
    path("samples/<str:digest>/photos/<int:number>.jpg", inspecting.photo, name="photo"),
    path("samples/<str:digest>/residues/", reporting.residues, name="residues"),
    path("lots/<str:gtin>/<str:code>/certify/", certificates.certify_lot, name="certify"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("certificates/<str:number>/revoke/", certificates.revocation, name="revoke"),
]
