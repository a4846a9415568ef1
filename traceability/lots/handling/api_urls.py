from django.urls import path

from traceability.lots.handling import api

urlpatterns = [
    path("lots/<slug:gtin>/<slug:code>/treat/", api.Treat.as_view(), name="lot-treat"),
    path("lots/<slug:gtin>/<slug:code>/store/", api.Store.as_view(), name="lot-store"),
    path("lots/<slug:gtin>/<slug:code>/move/", api.Move.as_view(), name="lot-move"),
    path("lots/<slug:gtin>/<slug:code>/handlings/", api.Handlings.as_view(), name="lot-handlings"),
]
