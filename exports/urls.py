from django.urls import path

from exports.views import batches, loading

app_name = "exports"
urlpatterns = [
    path("", batches.batches, name="batches"),
    path("new/", batches.new, name="new"),
    path("offer/<slug:gtin>/<slug:lot>/", loading.offer_lot, name="offer"),
    path("<slug:code>/", batches.batch, name="batch"),
    path("<slug:code>/pallet/", loading.pallet, name="pallet"),
    path("<slug:code>/pallets.pdf", loading.labels, name="pallet-labels"),
    path("<slug:code>/paper/", loading.paper, name="paper"),
    path("<slug:code>/papers/<slug:sha256>/", batches.scan, name="file"),
    path("<slug:code>/judge/", batches.keep_judgement, name="judge"),
    path("<slug:code>/ready/", batches.declare, name="ready"),
    path("<slug:code>/load/", batches.shut, name="load"),
    path("<slug:code>/unload/", batches.take_out, name="unload"),
    path("<slug:code>/override/<slug:requirement>/", batches.take_on, name="override"),
    path("<slug:code>/ship/", batches.send_off, name="ship"),
    path("<slug:code>/arrive/", batches.note_arrival, name="arrive"),
]
