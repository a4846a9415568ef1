from django.urls import path

from traceability.lots.holding import api

urlpatterns = [
    path("holds/", api.Holds.as_view(), name="holds"),
    path("holds/recall/", api.Recall.as_view(), name="holds-recall"),
    path("holds/<int:pk>/release/", api.ReleaseHold.as_view(), name="hold-release"),
    path("lots/<slug:gtin>/<slug:code>/hold/", api.HoldLot.as_view(), name="lot-hold"),
]
