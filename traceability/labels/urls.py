from django.urls import path

from traceability.labels import card_views, printer_views, run_views, views

app_name = "labels"
urlpatterns = [
    path("labels/", run_views.runs, name="runs"),
    path("labels/activate/", run_views.activate_page, name="activate"),
    path("labels/<int:pk>/", run_views.run_page, name="run"),
    path("labels/<int:pk>/file/", run_views.download, name="download"),
    path("printers/", printer_views.printers, name="printers"),
    path("printers/<int:pk>/", printer_views.printer, name="printer"),
    path("printers/<int:pk>/try/", printer_views.try_one, name="try-printer"),
    path("printers/<int:pk>/retire/", printer_views.retire, name="retire-printer"),
    path("labels/crates/", card_views.crates, name="crates"),
    path("lots/<str:gtin>/<str:code>/stickers/", card_views.stickers, name="stickers"),
    path("lots/<str:gtin>/<str:code>/print/", views.print_page, name="print"),
    path("lots/<str:gtin>/<str:code>/print/<slug:layout>.svg", views.preview, name="preview"),
]
