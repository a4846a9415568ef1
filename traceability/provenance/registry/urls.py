from django.urls import path

from traceability.provenance.registry import views

app_name = "registry"
urlpatterns = [
    path("links/", views.links, name="links"),
    path("links/<int:pk>/retire/", views.retire, name="retire"),
    path("lots/<slug:gtin>/<slug:code>/recognise/", views.recognise, name="recognise"),
]
