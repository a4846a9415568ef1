from django.urls import path
from rest_framework.routers import SimpleRouter

from traceability.provenance.registry import api

router = SimpleRouter()
router.register("links", api.PartnerLinks, basename="partner-link")

urlpatterns = [
    path("lots/<slug:gtin>/<slug:code>/recognise/", api.Recognise.as_view(), name="lot-recognise"),
    *router.urls,
]
