"""A sign-in ends with the card that opened it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from orchards.field_api import FieldView
from orchards.phone import CARD
from traceability.parties.models import SignInCard, User


class RevokedCardMiddleware:
    """Whoever signed in with a card that was revoked since is nobody on every page.

    The phone's own interface asks `phone_of`: there a revoked phone may still bring what it kept before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Looked at when a page first asks who it is, so that pages for everybody stay the same for everybody."""
        if not issubclass(getattr(view, "cls", object), FieldView):
            signed_in = request.user
            request.user = SimpleLazyObject(lambda: _still_signed_in(request, signed_in))  # type: ignore[assignment]


def _still_signed_in(request: HttpRequest, user: User | AnonymousUser) -> User | AnonymousUser:
    card = request.session.get(CARD) if user.is_authenticated else None
    if card and SignInCard.objects.filter(pk=card).exclude(revoked_at=None).exists():
        return AnonymousUser()
    return user
