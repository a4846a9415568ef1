from django.urls import path

from orchards import api, consent_api, field_api, field_consent, photo_api

urlpatterns = [
    path("growers/", api.Growers.as_view(), name="growers"),
    path("growers/<str:pseudonym>/consents/", consent_api.Consents.as_view(), name="grower-consents"),
    path(
        "growers/<str:pseudonym>/consents/<slug:kind>/withdraw/",
        consent_api.Withdrawals.as_view(),
        name="grower-consent-withdraw",
    ),
    path("growers/<str:pseudonym>/pictures/", consent_api.Pictures.as_view(), name="grower-pictures"),
    path(
        "growers/<str:pseudonym>/pictures/<uuid:token>/remove/",
        consent_api.Removals.as_view(),
        name="grower-picture-remove",
    ),
    path("plots/", api.Plots.as_view(), name="plots"),
    path("plots/geojson/", api.PlotsAsGeoJSON.as_view(), name="plots-geojson"),
    path("plots/<str:gln>/<str:extension>/", api.OnePlot.as_view(), name="plot"),
    path("plots/<str:gln>/<str:extension>/retire/", api.RetiredPlots.as_view(), name="plot-retire"),
    path("registrations/", api.Registrations.as_view(), name="registrations"),
    path("treatments/", api.Treatments.as_view(), name="treatments"),
    path("harvests/", api.Harvests.as_view(), name="harvests"),
    path("field/session", field_api.Session.as_view(), name="field-session"),
    path("field/book", field_api.Book.as_view(), name="field-book"),
    path("field/consents", field_consent.Switches.as_view(), name="field-consents"),
    path("field/photos/<uuid:client_id>", photo_api.Photo.as_view(), name="field-photo"),
    path("field/sync", field_api.Sync.as_view(), name="field-sync"),
    path("harvests/<uuid:client_id>/weigh-in/", api.WeighIns.as_view(), name="harvest-weigh-in"),
]
