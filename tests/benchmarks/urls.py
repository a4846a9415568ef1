"""The whole house and one view that does nothing: what a request costs before anybody answers it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from traceability.urls import urlpatterns as house


def nothing(request: HttpRequest) -> HttpResponse:
    """The baseline."""
    return HttpResponse(b"")


urlpatterns = [path("nothing/", nothing), *house]
