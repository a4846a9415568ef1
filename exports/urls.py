from django.urls import path

from exports.history import views as history
from exports.inviting import views as inviting
from exports.loggers import views as loggers
from exports.views import batches, loading, papers, scanning, stating

app_name = "exports"
urlpatterns = [
    path("", batches.batches, name="batches"),
    path("importers/", inviting.importers, name="importers"),
    path("new/", batches.new, name="new"),
    path("download/<str:token>/", papers.download, name="download"),
    path("offer/<slug:gtin>/<slug:lot>/", loading.offer_lot, name="offer"),
    path("history/<slug:sscc>/", history.of_pallet, name="history-pallet"),
    path("history/<slug:sscc>/<str:file>", history.of_pallet, name="history-pallet-file"),
    path("<slug:code>/", batches.batch, name="batch"),
    path("<slug:code>/history/", history.of_batch, name="history-batch"),
    path("<slug:code>/history/<str:file>", history.of_batch, name="history-batch-file"),
    path("<slug:code>/pallet/", loading.pallet, name="pallet"),
    path("<slug:code>/scan/", scanning.scanning, name="scan"),
    path("<slug:code>/pallets/", scanning.open_new, name="open-pallets"),
    path("<slug:code>/pallets/<slug:sscc>/", scanning.one, name="one-pallet"),
    path("<slug:code>/pallets/<slug:sscc>/close/", scanning.close, name="close-pallet"),
    path("<slug:code>/pallets/<slug:sscc>/split/", scanning.part, name="split-pallet"),
    path("<slug:code>/pallets/<slug:sscc>/discard/", scanning.discard, name="discard-pallet"),
    path("<slug:code>/pallets.pdf", loading.labels, name="pallet-labels"),
    path("<slug:code>/paper/", papers.add, name="paper"),
    path("<slug:code>/papers/", papers.papers, name="papers"),
    path("<slug:code>/papers/make/", papers.make, name="make-papers"),
    path("<slug:code>/papers/<int:pk>/", papers.paper, name="one-paper"),
    path("<slug:code>/papers/<int:pk>/withdraw/", papers.withdraw, name="withdraw-paper"),
    path("<slug:code>/papers/<slug:sha256>/", papers.file, name="file"),
    path("<slug:code>/temperature/", loggers.temperature, name="temperature"),
    path("<slug:code>/temperature/<slug:sha256>/", loggers.file, name="logger-file"),
    path("<slug:code>/prices/", papers.prices, name="prices"),
    path("<slug:code>/say/<slug:topic>/", stating.say, name="say"),
    path("<slug:code>/photos/<slug:picture>/", stating.photo, name="statement-photo"),
    path("<slug:code>/judge/", batches.keep_judgement, name="judge"),
    path("<slug:code>/ready/", batches.declare, name="ready"),
    path("<slug:code>/load/", batches.shut, name="load"),
    path("<slug:code>/unload/", batches.take_out, name="unload"),
    path("<slug:code>/override/<slug:requirement>/", batches.take_on, name="override"),
    path("<slug:code>/ship/", batches.send_off, name="ship"),
    path("<slug:code>/arrive/", batches.note_arrival, name="arrive"),
]
