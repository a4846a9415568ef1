"""Requests behind a sign-in, for type checkers: there the user is a person."""

from django.http import HttpRequest

from traceability.parties.models import User


class SignedIn(HttpRequest):
    """What a view behind `login_required` is given."""

    user: User
