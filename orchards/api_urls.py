from django.urls import path

from orchards import api

urlpatterns = [
    path("growers/", api.Growers.as_view(), name="growers"),
    path("plots/", api.Plots.as_view(), name="plots"),
    path("treatments/", api.Treatments.as_view(), name="treatments"),
    path("harvests/", api.Harvests.as_view(), name="harvests"),
    path("harvests/<uuid:client_id>/weigh-in/", api.WeighIns.as_view(), name="harvest-weigh-in"),
]
