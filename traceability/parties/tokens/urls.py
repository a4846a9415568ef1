from django.urls import path

from traceability.parties.tokens import views

app_name = "tokens"
urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<uuid:number>/revoke/", views.revoke, name="revoke"),
]
