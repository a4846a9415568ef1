from django.urls import path

from exports.views import importer

app_name = "imports"
urlpatterns = [
    path("", importer.coming, name="coming"),
    path("scan/", importer.scan, name="scan"),
    path("pallet/<slug:sscc>/", importer.pallet, name="pallet"),
    path("<slug:code>/", importer.batch, name="batch"),
    path("<slug:code>/arrive/", importer.note_arrival, name="arrive"),
    path("<slug:code>/decide/", importer.decide, name="decide"),
    path("<slug:code>/announce/", importer.announce, name="announce"),
    path("<slug:code>/papers/<slug:sha256>/", importer.file, name="file"),
]
