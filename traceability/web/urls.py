from django.urls import path

from traceability.web import views

app_name = "web"
urlpatterns = [
    path("problems/", views.problems, name="problems"),
    path("problems/<slug:slug>", views.problems, name="problem"),
]
