"""Growers sign in with a printed card: a secret in the fragment of its QR code, and a PIN."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from traceability.parties.acts.brake import brakes
from traceability.parties.models import Membership, SignInCard, User
from traceability.parties.refusals import CardIsForAnother, PinIsTooSimple, SignInRefused

Role = Membership.Role


@dataclass(frozen=True)
class IssuedCard:
    """A card as it is printed: the secret is known here for the only time."""

    card: SignInCard
    secret: str


@transaction.atomic
def issue_card(*, user: User, pin: str, by: User) -> IssuedCard:
    """Issue a card and revoke the ones before it, for somebody of one's own organisation.

    `pin` is 4 to 8 digits, not all the same. Raises CardIsForAnother or PinIsTooSimple.
    """
    _must_issue_for(user, by)
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8 and len(set(pin)) > 1):
        raise PinIsTooSimple()
    SignInCard.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
    secret = secrets.token_urlsafe(24)
    card = SignInCard.objects.create(
        number=f"{user.pk:05d}-{SignInCard.objects.filter(user=user).count() + 1}",
        user=user,
        secret_hash=sha256(secret.encode()).hexdigest(),
        pin_hash=make_password(pin),
    )
    return IssuedCard(card=card, secret=secret)


@transaction.atomic
def revoke_card(*, card: SignInCard, by: User) -> SignInCard:
    """A card that was lost opens nothing any more; what was logged with it before stays. Revoking twice is once.

    Raises CardIsForAnother.
    """
    _must_issue_for(card.user, by)
    SignInCard.objects.filter(pk=card.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
    card.refresh_from_db()
    return card


def open_card(*, secret: str, pin: str, address: str = "") -> SignInCard:
    """The card that carries this secret, if the PIN is right; `card.user` is the grower.

    `address` is where the try comes from. Raises SignInRefused without telling whether the card exists; SignInSlowed
    and SignInLocked after too many wrong PINs for what was tried, existing or not, or from there.
    """
    return _open({"secret_hash": sha256(secret.encode()).hexdigest()}, pin, address)


def open_numbered_card(*, number: str, pin: str, address: str = "") -> SignInCard:
    """The same for a phone without camera: the number printed on the card takes the place of the secret."""
    return _open({"number": number.strip().upper()}, pin, address)


def _open(which: dict[str, str], pin: str, address: str) -> SignInCard:
    now = timezone.now()
    card = SignInCard.objects.filter(**which, user__is_active=True).select_related("user").first()
    # By number or by secret, it is one card whose PIN is guessed.
    named = card.number if card else next(iter(which.values()))
    tried = brakes(card=named, address=address)
    for brake in tried:
        brake.try_once(now)
    # The same work whether there is such a card or not.
    fits = check_password(pin, card.pin_hash if card else _nobodys_pin())
    if card is None or card.revoked_at is not None or not fits:
        raise SignInRefused()
    tried[0].release()
    return card


@cache
def _nobodys_pin() -> str:
    """The hash of a PIN that nobody has."""
    return make_password(secrets.token_urlsafe())


def _must_issue_for(user: User, by: User) -> None:
    theirs = user.memberships.values("organisation")
    if not by.roles().filter(organisation__in=theirs, role__in=(Role.CLERK, Role.MANAGER)).exists():
        raise CardIsForAnother()
