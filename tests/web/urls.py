"""A tiny site on which every kind of failure happens. Only tests mount it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from traceability.parties.models import Organisation, User
from traceability.web.failures import Refused, TryLater

handler400 = "traceability.web.errors.bad_request"
handler403 = "traceability.web.errors.permission_denied"
handler404 = "traceability.web.errors.page_not_found"
handler500 = "traceability.web.errors.server_error"


class BasketIsFull(Refused):
    sentence = "Basket %(number)s is full. Take another."


def refuse(request: HttpRequest) -> HttpResponse:
    raise BasketIsFull(number=7, rule="G1", source="City notice of 2026")


def later(request: HttpRequest) -> HttpResponse:
    raise TryLater


def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the password is mango")


def by_id(request: HttpRequest) -> HttpResponse:
    return HttpResponse(User.objects.filter(pk=request.GET["id"]).count())


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/page.html")


class Open(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)


class Echo(Open):
    def post(self, request: Request) -> Response:
        return Response({"got": request.data})


class ById(Open):
    def get(self, request: Request) -> Response:
        return Response(User.objects.filter(pk=request.query_params["id"]).count())


class Raise(Open):
    def get(self, request: Request, what: str) -> Response:
        if what == "gln":
            with transaction.atomic():
                Organisation.objects.create(kind="exporter", name="x", name_latin="x", gln="12")
        problems: dict[str, Exception] = {
            "404": Http404(),
            "validation": ValidationError({"weight": ["Too heavy."]}),
            "refused": BasketIsFull(number=7, rule="G1", source="City notice of 2026"),
            "later": TryLater(),
            "fault": RuntimeError("the password is mango"),
            "unnamed": IntegrityError("FOREIGN KEY constraint failed"),
        }
        raise problems[what]


class Closed(APIView):
    def get(self, request: Request) -> Response:
        return Response(None)


urlpatterns: list[Any] = [
    path("", include("traceability.web.urls")),
    path("refuse/", refuse),
    path("later/", later),
    path("fault/", fault),
    path("by-id/", by_id),
    path("desk/plain/", plain),
    path("page/", page),
    path("field/plain/", plain),
    path("plain/", plain),
    path("api/echo/", Echo.as_view()),
    path("api/by-id/", ById.as_view()),
    path("api/raise/<what>/", Raise.as_view()),
    path("api/closed/", Closed.as_view()),
]
