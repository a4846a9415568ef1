from django.urls import path

from orchards import api, field_api, photo_api

urlpatterns = [
    path("growers/", api.Growers.as_view(), name="growers"),
    path("plots/", api.Plots.as_view(), name="plots"),
    path("plots/geojson/", api.PlotsAsGeoJSON.as_view(), name="plots-geojson"),
    path("plots/<str:gln>/<str:extension>/", api.OnePlot.as_view(), name="plot"),
    path("plots/<str:gln>/<str:extension>/retire/", api.RetiredPlots.as_view(), name="plot-retire"),
    path("registrations/", api.Registrations.as_view(), name="registrations"),
    path("treatments/", api.Treatments.as_view(), name="treatments"),
    path("harvests/", api.Harvests.as_view(), name="harvests"),
    path("field/session", field_api.Session.as_view(), name="field-session"),
    path("field/book", field_api.Book.as_view(), name="field-book"),
    path("field/photos/<uuid:client_id>", photo_api.Photo.as_view(), name="field-photo"),
    path("field/sync", field_api.Sync.as_view(), name="field-sync"),
    path("harvests/<uuid:client_id>/weigh-in/", api.WeighIns.as_view(), name="harvest-weigh-in"),
]
