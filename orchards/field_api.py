"""What the app on a grower's phone asks the server: who is signed in, the book, and to take in what was kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control, never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from orchards.acts.sync import sync
from orchards.batch import Answer
from orchards.book import book_of
from orchards.field_serializers import (
    BookSerializer,
    CardSerializer,
    SessionSerializer,
    SyncAnswersSerializer,
    SyncSerializer,
)
from orchards.models import Harvest, Treatment
from orchards.phone import Phone, phone_of, sign_in
from orchards.refusals.phone import AnotherGrowersRecords
from traceability.ledger.canonical import canonical_json
from traceability.parties.acts.cards import open_card, open_numbered_card
from traceability.web.compressed import CompressedJSONParser
from traceability.web.failures import Failure
from traceability.web.scopes import Openness


class FieldView(APIView):
    """Open to everybody: who asks is found by `phone_of`, which says in a grower's words what is missing."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (AllowAny,)
    parser_classes: tuple[type[BaseParser], ...] = (CompressedJSONParser,)


@method_decorator(never_cache, name="dispatch")
class Session(FieldView):
    """Whether a grower is signed in on this phone."""

    to_read = Openness.PEOPLE
    to_write = Openness.PEOPLE

    @extend_schema(responses=SessionSerializer, operation_id="field_session")
    def get(self, request: Request) -> Response:
        """Who is signed in, and the token that a request which changes something must carry."""
        return Response(_session(request))

    @extend_schema(request=CardSerializer, responses=SessionSerializer, operation_id="field_sign_in")
    def post(self, request: Request) -> Response:
        """Sign in with a card's secret or number, and the PIN."""
        SessionAuthentication().enforce_csrf(request)
        given = CardSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        address = request.META.get("REMOTE_ADDR", "")
        if told["secret"]:
            card = open_card(secret=told["secret"], pin=told["pin"], address=address)
        else:
            card = open_numbered_card(number=told["number"], pin=told["pin"], address=address)
        sign_in(request._request, card)
        return Response(_session(request))

    @extend_schema(request=None, responses=SessionSerializer, operation_id="field_sign_out")
    def delete(self, request: Request) -> Response:
        """Sign out. What the phone keeps stays on it."""
        logout(request._request)
        return Response(_session(request))


class Book(FieldView):
    """The grower's book."""

    to_read = Openness.PEOPLE

    @extend_schema(responses=BookSerializer, operation_id="field_book")
    @method_decorator(cache_control(private=True, no_cache=True))
    def get(self, request: Request) -> HttpResponse:
        """Everything that the phone shows without a network. Unchanged since the phone's ETag: 304 and no body."""
        book = book_of(phone_of(request._request))
        etag = f'"{hashlib.sha256(canonical_json(book)).hexdigest()[:32]}"'
        told = Response({"server_time": timezone.localtime().isoformat(), **book}, headers={"ETag": etag})
        return get_conditional_response(request._request, etag=etag, response=told) or told


@method_decorator(never_cache, name="dispatch")
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class Sync(FieldView):
    """The outbox of a phone."""

    to_write = Openness.PEOPLE

    @extend_schema(request=SyncSerializer, responses=SyncAnswersSerializer, operation_id="field_sync")
    def post(self, request: Request) -> Response:
        """Take in up to 500 records; each is answered by itself, in its place. The same record twice is one record."""
        phone = phone_of(request._request, even_revoked=True)
        given = SyncSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        if told["grower"] != phone.grower.pseudonym:
            raise AnotherGrowersRecords()
        answers = sync(
            grower=phone.grower,
            records=told["records"],
            sent_at=told["sent_at"],
            by=phone.grower.user,
            card=phone.card,
        )
        return Response({"server_time": timezone.localtime().isoformat(), "answers": [_answer(one) for one in answers]})


def _session(request: Request) -> dict[str, Any]:
    http = request._request
    try:
        phone: Phone | None = phone_of(http, even_revoked=True)
    except Failure:
        phone = None
    return {
        "signed_in": phone is not None,
        "csrf": get_token(http),
        "server_time": timezone.localtime().isoformat(),
        "grower": phone
        and {
            "pseudonym": phone.grower.pseudonym,
            "name": phone.grower.user.name,
            "language": phone.grower.user.language,
            "card": phone.card and phone.card.number,
            "is_revoked": phone.is_revoked,
        },
    }


def _answer(told: Answer) -> dict[str, Any]:
    failure = told.failure
    return {
        "client_id": told.client_id,
        "status": told.status,
        "answer": _stored(told.stored) if told.stored is not None else None,
        "code": failure.slug if failure else "",
        "field": str(failure.facts.get("field", "")) if failure else "",
        "sentence": failure.message if failure else "",
    }


def _stored(row: Any) -> dict[str, Any]:
    if isinstance(row, Harvest):
        return {
            "lot_code": row.lot_code,
            "picked_at": row.picked_local.isoformat(timespec="milliseconds"),
            "offset_minutes": row.picked_offset,
        }
    return {"allowed_from": row.allowed_from.isoformat()} if isinstance(row, Treatment) else {}
