"""The request of a page that has a door: behind it somebody is signed in."""

from django.http import HttpRequest

from traceability.parties.models import User


class SignedIn(HttpRequest):
    """For annotations: what `own_book` and `cooperative_desk` hand on."""

    user: User
