from django.urls import path

from exports.history import views as history
from exports.inviting import firm
from exports.inviting import views as inviting
from exports.letters.choices import choices
from exports.loggers import views as loggers
from exports.receiving import views as receiving
from exports.views import importer
from exports.webhooks import views as webhooks

app_name = "imports"
urlpatterns = [
    path("", importer.coming, name="coming"),
    path("scan/", receiving.scan, name="scan"),
    path("scan/photo/", receiving.scan_photo, name="scan-photo"),
    path("pallet/<slug:sscc>/", receiving.pallet, name="pallet"),
    path("pallet/<slug:sscc>/photos/<slug:sha256>.jpg", receiving.photo, name="photo"),
    path("pallet/<slug:sscc>/history/", history.of_pallet, name="history-pallet"),
    path("pallet/<slug:sscc>/history/<str:file>", history.of_pallet, name="history-pallet-file"),
    path("carton/<slug:gtin>/<slug:lot>/<slug:serial>/", history.of_carton, name="history-carton"),
    path("carton/<slug:gtin>/<slug:lot>/<slug:serial>/<str:file>", history.of_carton, name="history-carton-file"),
    path("join/<str:token>/", inviting.join, name="join"),
    path("choices/", choices, name="choices"),
    path("firm/", firm.own, name="firm"),
    path("firm/<slug:gln>/", firm.people, name="people"),
    path("firm/<slug:gln>/numbers/", firm.numbers, name="numbers"),
    path("firm/<slug:gln>/people/<int:pk>/end/", firm.end, name="end-access"),
    path("firm/<slug:gln>/invitations/<int:pk>/take-back/", firm.uninvite, name="take-back"),
    path("systems/", webhooks.systems, name="systems"),
    path("systems/<int:pk>/", webhooks.system, name="hook"),
    path("systems/<int:pk>/secret/", webhooks.secret, name="hook-secret"),
    path("systems/<int:pk>/trial/", webhooks.trial, name="hook-trial"),
    path("systems/<int:pk>/remove/", webhooks.remove, name="hook-remove"),
    path("<slug:code>/", importer.batch, name="batch"),
    path("<slug:code>/history/", history.of_batch, name="history-batch"),
    path("<slug:code>/history/<str:file>", history.of_batch, name="history-batch-file"),
    path("<slug:code>/temperature/", loggers.temperature, name="temperature"),
    path("<slug:code>/temperature/<slug:sha256>/", loggers.file, name="logger-file"),
    path("<slug:code>/arrive/", importer.note_arrival, name="arrive"),
    path("<slug:code>/decide/", importer.decide, name="decide"),
    path("<slug:code>/announce/", importer.announce, name="announce"),
    path("<slug:code>/papers/<slug:sha256>/", importer.file, name="file"),
    path("<slug:code>/papers/<int:pk>/withdraw/", importer.withdraw, name="withdraw-paper"),
]
