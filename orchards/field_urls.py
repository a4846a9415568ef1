"""The phone: /field/."""

from django.urls import path

from orchards.views import app

app_name = "field"

urlpatterns = [
    path("", app.shell, name="home"),
    path("sw.js", app.service_worker, name="service-worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("card/", app.card, name="card"),
]
