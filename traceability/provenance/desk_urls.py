from django.urls import path

from traceability.provenance import desk_views

app_name = "buyers"
urlpatterns = [
    path("buyers/", desk_views.buyers, name="buyers"),
    path("buyers/copies/<int:pk>/", desk_views.copy, name="copy"),
    path("buyers/reports/<uuid:token>/", desk_views.report, name="report"),
    path("buyers/reports/<uuid:token>/photo/", desk_views.photo, name="photo"),
]
