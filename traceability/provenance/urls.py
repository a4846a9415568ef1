from django.urls import path, re_path

from traceability.gs1.digital_link import KEYS_IN_WORDS
from traceability.provenance import conformity, documents, resolver, views
from traceability.provenance.reports import views as reports

_WORDS = "|".join(KEYS_IN_WORDS)

app_name = "provenance"
urlpatterns = [
    # What follows the key is read from the raw path: Django's own would take %2F for a slash.
    # Keys that are not served, keys in words and the binary text of radio tags are answered there too, by their names.
    re_path(rf"^(?:[0-9]{{2,4}}|(?i:{_WORDS})|e[hx][0-9A-Za-z_-]+)(?:/|$)", resolver.resolve, name="resolve"),
    path(".well-known/gs1resolver", resolver.description, name="resolver-description"),
    path("trace/", views.look_up, name="look-up"),
    path("trace/pallet/<sscc:sscc>/", views.pallet, name="pallet"),
    path("trace/place/<gln:gln>/", views.place, name="place"),
    path("trace/place/<gln:gln>/<gs1_code:extension>/", views.place, name="place"),
    path("trace/party/<gln:gln>/", views.party, name="party"),
    path("trace/document/<gdti:gdti>/", documents.document, name="document"),
    path("trace/report/<uuid:token>/", reports.reported, name="reported"),
    path("trace/<gtin:gtin>/", views.product, name="product"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/", views.lot, name="lot"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/events/", views.events, name="events"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/laboratory/", documents.laboratory, name="laboratory"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/conformity/", conformity.conformity, name="conformity"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/<gs1_code:serial>/", views.carton, name="carton"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/<gs1_code:serial>/report/", reports.report, name="report"),
]
