"""Requests behind a sign-in, for type checkers: there the user is a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from traceability.parties.models import User

if TYPE_CHECKING:
    from rest_framework.request import Request


class SignedIn(HttpRequest):
    """What a view behind `login_required` is given."""

    user: User


def caller(request: Request | HttpRequest) -> User:
    """Who calls an endpoint that only lets signed-in people through."""
    return cast("User", request.user)
