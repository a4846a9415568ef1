"""The cooperative's desk: /desk/growers/ and /desk/weigh-in/."""

from django.urls import path

from orchards.views import growers, weigh_in

app_name = "orchards"

urlpatterns = [
    path("growers/", growers.growers, name="growers"),
    path("growers/new/", growers.new_grower, name="new-grower"),
    path("growers/<str:pseudonym>/", growers.grower, name="grower"),
    path("growers/<str:pseudonym>/plots/new/", growers.new_plot, name="new-plot"),
    path("growers/<str:pseudonym>/card/", growers.card, name="card"),
    path("weigh-in/", weigh_in.waiting, name="waiting"),
    path("weigh-in/<uuid:client_id>/", weigh_in.weigh_in_page, name="weigh-in"),
]
