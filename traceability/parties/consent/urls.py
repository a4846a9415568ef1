from django.urls import path

from traceability.parties.consent import views

app_name = "consent"
urlpatterns = [path("pictures/<uuid:token>/<int:width>.webp", views.picture, name="picture")]
