from django.urls import path

from traceability.lots.holding import views

app_name = "holding"
urlpatterns = [
    path("holds/", views.holds, name="holds"),
    path("holds/<int:pk>/", views.hold, name="hold"),
    path("holds/<int:pk>/release/", views.release, name="release"),
    path("holds/<int:pk>/reach.csv", views.table, name="table"),
    path("recall/", views.recall, name="recall"),
    path("lots/<slug:gtin>/<slug:code>/hold/", views.hold_lot, name="hold-lot"),
]
