from django.urls import path

from traceability.provenance import api

app_name = "provenance-api"
urlpatterns = [
    path("trace/<gtin:gtin>/<gs1_code:lot>/", api.LotStory.as_view(), name="lot"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/recall/", api.RecallStatus.as_view(), name="recall"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/<gs1_code:serial>/", api.CartonStory.as_view(), name="carton"),
]
