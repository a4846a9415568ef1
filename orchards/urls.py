"""The cooperative's desk: growers, plots, registrations, the scale, questions, a phone's outbox, the paper book."""

from django.urls import path

from orchards.views import (
    cards,
    growers,
    household,
    land,
    outbox,
    paper,
    photo,
    plots,
    questions,
    registrations,
    weigh_in,
    wrong,
)

app_name = "orchards"

urlpatterns = [
    path("growers/", growers.growers, name="growers"),
    path("growers/new/", growers.new_grower, name="new-grower"),
    path("growers/cards/", cards.cards, name="cards"),
    path("growers/<str:pseudonym>/", growers.grower, name="grower"),
    path("growers/<str:pseudonym>/plots/new/", plots.new_plot, name="new-plot"),
    path("growers/<str:pseudonym>/edit/", household.edit, name="edit-grower"),
    path("growers/<str:pseudonym>/retire/", household.retire, name="retire-grower"),
    path("growers/<str:pseudonym>/bring-back/", household.bring_back, name="bring-back-grower"),
    path("growers/<str:pseudonym>/card/revoke/", cards.revoke, name="revoke-card"),
    path("growers/<str:pseudonym>/card/", growers.card, name="card"),
    path("photos/<uuid:client_id>.jpg", photo.photo, name="photo"),
    path("plots/", land.plots, name="plots"),
    path("plots/plots.geojson", land.geojson, name="plots-geojson"),
    path("plots/near/", land.near, name="plots-near"),
    path("plots/<str:extension>/", plots.plot, name="plot"),
    path("plots/<str:extension>/retire/", plots.retire, name="retire-plot"),
    path("registrations/", registrations.registrations, name="registrations"),
    path("registrations/new/", registrations.new_registration, name="new-registration"),
    path("registrations/plots/<path:number>/", registrations.add_plots, name="add-registered-plots"),
    path("registrations/release/<str:extension>/<path:number>/", registrations.release, name="release-plot"),
    path("registrations/number/<path:number>/", registrations.registration, name="registration"),
    path("weigh-in/", weigh_in.waiting, name="waiting"),
    path("weigh-in/<uuid:client_id>/", weigh_in.weigh_in_page, name="weigh-in"),
    path("weigh-in/<uuid:client_id>/wrong/", wrong.wrong, name="wrong"),
    path("questions/", questions.questions, name="questions"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("paper/", paper.papers, name="papers"),
    path("paper/new/", paper.new_paper, name="new-paper"),
    path("paper/sample.xlsx", paper.sample, {"kind": "xlsx"}, name="paper-sample-xlsx"),
    path("paper/sample.csv", paper.sample, {"kind": "csv"}, name="paper-sample-csv"),
    path("paper/<str:digest>/", paper.paper, name="paper"),
    path("paper/<str:digest>/answers/", paper.answers, name="paper-answers"),
    path("paper/<str:digest>/confirm/", paper.confirm, name="paper-confirm"),
    path("paper/<str:digest>/forget/", paper.forget, name="paper-forget"),
]
