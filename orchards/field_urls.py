"""The phone: /field/."""

from django.urls import path

from orchards.views import card, field, log, treat

app_name = "field"

urlpatterns = [
    path("", field.home, name="home"),
    path("card/", card.card, name="card"),
    path("sign-out/", card.sign_out, name="sign-out"),
    path("plots/", field.plots, name="plots"),
    path("log/", log.log, name="log"),
    path("harvests/", field.harvests, name="harvests"),
    path("harvests/<uuid:client_id>/", log.saved, name="saved"),
    path("treat/", treat.treat, name="treat"),
    path("treatments/<uuid:client_id>/", treat.treated, name="treated"),
]
