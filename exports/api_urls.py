from django.urls import path

from exports import api
from exports import loading_api as loading
from exports.documents import api as papers
from exports.history import api as history
from exports.loggers.api import LoggerFiles, OneLoggerFile
from exports.receiving.api import ReceiptOfPallet

urlpatterns = [
    path("export-offers/", api.Offers.as_view(), name="export-offers"),
    path("export-batches/", api.Batches.as_view(), name="export-batches"),
    path("export-batches/<slug:code>/", api.OneBatch.as_view(), name="export-batch"),
    path("export-batches/<slug:code>/pallets/", api.Pallets.as_view(), name="export-batch-pallets"),
    path("export-batches/<slug:code>/scans/", loading.Scans.as_view(), name="export-batch-scans"),
    path("export-batches/<slug:code>/pallets/open/", loading.OpenPallets.as_view(), name="export-batch-open-pallets"),
    path("export-batches/<slug:code>/pallets/<slug:sscc>/", loading.OnePallet.as_view(), name="export-batch-pallet"),
    path("export-batches/<slug:code>/pallets/<slug:sscc>/close/", loading.Close.as_view(), name="export-batch-close"),
    path("export-batches/<slug:code>/pallets/<slug:sscc>/split/", loading.Split.as_view(), name="export-batch-split"),
    path(
        "export-batches/<slug:code>/pallets/<slug:sscc>/repack/", loading.Repack.as_view(), name="export-batch-repack"
    ),
    path("export-batches/<slug:code>/pallets/<slug:sscc>/weigh/", loading.Weigh.as_view(), name="export-batch-weigh"),
    path("export-batches/<slug:code>/documents/", api.Documents.as_view(), name="export-batch-documents"),
    path("export-batches/<slug:code>/papers/", papers.Papers.as_view(), name="export-batch-papers"),
    path("export-batches/<slug:code>/papers/make/", papers.MakePapers.as_view(), name="export-batch-make-papers"),
    path("export-batches/<slug:code>/papers/withdraw/", papers.WithdrawPaper.as_view(), name="export-batch-withdraw"),
    path("export-batches/<slug:code>/papers/<slug:sha256>/", papers.PaperFile.as_view(), name="export-batch-file"),
    path("export-batches/<slug:code>/prices/", papers.Prices.as_view(), name="export-batch-prices"),
    path("export-batches/<slug:code>/readiness/", api.Readiness.as_view(), name="export-batch-readiness"),
    path("export-batches/<slug:code>/overrides/", api.Overrides.as_view(), name="export-batch-overrides"),
    path("export-batches/<slug:code>/ready/", api.Ready.as_view(), name="export-batch-ready"),
    path("export-batches/<slug:code>/load/", api.Load.as_view(), name="export-batch-load"),
    path("export-batches/<slug:code>/unload/", api.Unload.as_view(), name="export-batch-unload"),
    path("export-batches/<slug:code>/statements/", api.Statements.as_view(), name="export-batch-statements"),
    path("export-batches/<slug:code>/ship/", api.Ship.as_view(), name="export-batch-ship"),
    path("export-batches/<slug:code>/arrive/", api.Arrive.as_view(), name="export-batch-arrive"),
    path("export-batches/<slug:code>/receive/", api.Receive.as_view(), name="export-batch-receive"),
    path("export-batches/<slug:code>/refuse/", api.Refuse.as_view(), name="export-batch-refuse"),
    path("export-batches/<slug:code>/temperature/", LoggerFiles.as_view(), name="export-batch-temperature"),
    path(
        "export-batches/<slug:code>/temperature/<slug:sha256>/",
        OneLoggerFile.as_view(),
        name="export-batch-logger-file",
    ),
    path("export-batches/<slug:code>/history/", history.HistoryOfBatch.as_view(), name="export-batch-history"),
    path(
        "export-batches/<slug:code>/history/<str:file>",
        history.HistoryFileOfBatch.as_view(),
        name="export-batch-history-file",
    ),
    path("pallets/<slug:sscc>/history/", history.HistoryOfPallet.as_view(), name="pallet-history"),
    path("pallets/<slug:sscc>/history/<str:file>", history.HistoryFileOfPallet.as_view(), name="pallet-history-file"),
    path(
        "cartons/<slug:gtin>/<slug:lot>/<slug:serial>/history/",
        history.HistoryOfCarton.as_view(),
        name="carton-history",
    ),
    path(
        "cartons/<slug:gtin>/<slug:lot>/<slug:serial>/history/<str:file>",
        history.HistoryFileOfCarton.as_view(),
        name="carton-history-file",
    ),
    path("pallets/<slug:sscc>/receipt/", ReceiptOfPallet.as_view(), name="pallet-receipt"),
]
