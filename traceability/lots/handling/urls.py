from django.urls import path

from traceability.lots.handling import views

app_name = "handling"
urlpatterns = [
    path("lots/<slug:gtin>/<slug:code>/treat/", views.treat, name="treat"),
    path("lots/<slug:gtin>/<slug:code>/store/", views.store, name="store"),
    path("lots/<slug:gtin>/<slug:code>/move/", views.move, name="move"),
]
