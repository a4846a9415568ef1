from django.urls import path

from traceability.labels import card_views, views

app_name = "labels"
urlpatterns = [
    path("labels/", views.runs, name="runs"),
    path("labels/<int:pk>/", views.run_page, name="run"),
    path("labels/<int:pk>/file/", views.download, name="download"),
    path("labels/crates/", card_views.crates, name="crates"),
    path("lots/<str:gtin>/<str:code>/stickers/", card_views.stickers, name="stickers"),
    path("lots/<str:gtin>/<str:code>/print/", views.print_page, name="print"),
    path("lots/<str:gtin>/<str:code>/print/<slug:layout>.svg", views.preview, name="preview"),
]
