from django.urls import path
from rest_framework.routers import SimpleRouter

from traceability.provenance import api, desk_api

router = SimpleRouter(use_regex_path=False)
router.register("copy-alerts", desk_api.CopyAlerts, basename="copy-alert")
router.register("buyer-reports", desk_api.BuyerReports, basename="buyer-report")
app_name = "provenance-api"
urlpatterns = [
    path("trace/<gtin:gtin>/<gs1_code:lot>/", api.LotStory.as_view(), name="lot"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/recall/", api.RecallStatus.as_view(), name="recall"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/<gs1_code:serial>/", api.CartonStory.as_view(), name="carton"),
    *router.urls,
]
