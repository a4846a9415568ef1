from django.urls import path

from traceability.lots import api

urlpatterns = [
    path("products/", api.Products.as_view(), name="products"),
    path("lots/", api.Lots.as_view(), name="lots"),
    path("lots/blend/", api.Blend.as_view(), name="lots-blend"),
    path("lots/<slug:gtin>/<slug:code>/", api.OneLot.as_view(), name="lot"),
    path("lots/<slug:gtin>/<slug:code>/split/", api.Split.as_view(), name="lot-split"),
    path("lots/<slug:gtin>/<slug:code>/pack/", api.Pack.as_view(), name="lot-pack"),
    path("lots/<slug:gtin>/<slug:code>/grade/", api.Grade.as_view(), name="lot-grade"),
    path("lots/<slug:gtin>/<slug:code>/correct/", api.Correct.as_view(), name="lot-correct"),
    path("lots/<slug:gtin>/<slug:code>/waste/", api.Waste.as_view(), name="lot-waste"),
]
