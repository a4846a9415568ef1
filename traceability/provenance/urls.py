from django.urls import path, re_path

from traceability.provenance import conformity, resolver, views

app_name = "provenance"
urlpatterns = [
    # What follows the key is read from the raw path: Django's own would take %2F for a slash.
    re_path(r"^(?:00|01|414|417)(?:/|$)", resolver.resolve, name="resolve"),
    path(".well-known/gs1resolver", resolver.description, name="resolver-description"),
    path("trace/", views.look_up, name="look-up"),
    path("trace/pallet/<sscc:sscc>/", views.pallet, name="pallet"),
    path("trace/place/<gln:gln>/", views.place, name="place"),
    path("trace/place/<gln:gln>/<gs1_code:extension>/", views.place, name="place"),
    path("trace/party/<gln:gln>/", views.party, name="party"),
    path("trace/<gtin:gtin>/", views.product, name="product"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/", views.lot, name="lot"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/events/", views.events, name="events"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/conformity/", conformity.conformity, name="conformity"),
    path("trace/<gtin:gtin>/<gs1_code:lot>/<gs1_code:serial>/", views.carton, name="carton"),
]
