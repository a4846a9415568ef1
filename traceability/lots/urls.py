from django.urls import path

from traceability.lots.views import acts, blend, board, find, lots

app_name = "lots"
urlpatterns = [
    path("", board.board, name="board"),
    path("lots/", lots.lots, name="lots"),
    path("lots/<slug:gtin>/<slug:code>/", lots.lot, name="lot"),
    path("lots/<slug:gtin>/<slug:code>/pack/", acts.pack, name="pack"),
    path("lots/<slug:gtin>/<slug:code>/carton/", acts.carton, name="carton"),
    path("lots/<slug:gtin>/<slug:code>/split/", acts.split, name="split"),
    path("lots/<slug:gtin>/<slug:code>/grade/", acts.grade, name="grade"),
    path("lots/<slug:gtin>/<slug:code>/correct/", acts.correct, name="correct"),
    path("lots/<slug:gtin>/<slug:code>/waste/", acts.waste, name="waste"),
    path("blend/", blend.blend, name="blend"),
    path("find/", find.find, name="find"),
]
