"""A grower's phone: how it signs in with a card, and who is behind a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from orchards.models import Grower
from orchards.refusals.growers import NotAGrower
from orchards.refusals.phone import CardIsRevoked, NotSignedIn
from traceability.parties.models import SignInCard
from traceability.web.prepared import Prepared

SEASON = 60 * 60 * 24 * 180
"""Seconds for which a phone stays signed in: from the first flower to the last orange nobody looks for the card."""
CARD = "card"
"""Where the session keeps the key of the card."""

_grower_of = Prepared(
    lambda user: Grower.objects.filter(user=user).select_related("user", "cooperative", "village"), -1
)
_card_of = Prepared(lambda card, user: SignInCard.objects.filter(pk=card, user=user), -1, -2)


@dataclass(frozen=True)
class Phone:
    """Who holds it, and the card with which it signed in; none where somebody signed in by other means."""

    grower: Grower
    card: SignInCard | None

    @property
    def is_revoked(self) -> bool:
        return self.card is not None and self.card.revoked_at is not None


def sign_in(request: HttpRequest, card: SignInCard) -> None:
    """The phone is the grower's for a season, or until the card is revoked."""
    login(request, card.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[CARD] = card.pk
    request.session.set_expiry(SEASON)


def phone_of(request: HttpRequest, *, even_revoked: bool = False) -> Phone:
    """The phone that asks. With `even_revoked` also one whose card was revoked: it may bring what it kept before.

    Raises NotSignedIn, NotAGrower or CardIsRevoked.
    """
    if not request.user.is_authenticated:
        raise NotSignedIn()
    growers = _grower_of(request.user.pk)
    if not growers:
        raise NotAGrower()
    key = request.session.get(CARD)
    cards = _card_of(key, request.user.pk) if key else []
    phone = Phone(growers[0], cards[0] if cards else None)
    if phone.is_revoked and not even_revoked and phone.card is not None:
        raise CardIsRevoked(number=phone.card.number)
    return phone
