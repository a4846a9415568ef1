"""Growers sign in with a printed card: a secret in the fragment of its QR code, and a PIN."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from traceability.parties.models import Membership, SignInCard, User
from traceability.parties.refusals import CardIsForAnother, PinIsTooSimple, SignInLocked, SignInRefused

Role = Membership.Role
WRONG_PINS_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)


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
    theirs = user.memberships.values("organisation")
    if not by.memberships.filter(organisation__in=theirs, role__in=(Role.CLERK, Role.MANAGER)).exists():
        raise CardIsForAnother()
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8 and len(set(pin)) > 1):
        raise PinIsTooSimple()
    SignInCard.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    secret = secrets.token_urlsafe(24)
    card = SignInCard.objects.create(
        number=f"{user.pk:05d}-{SignInCard.objects.filter(user=user).count() + 1}",
        user=user,
        secret_hash=sha256(secret.encode()).hexdigest(),
        pin_hash=make_password(pin),
    )
    return IssuedCard(card=card, secret=secret)


def open_card(*, secret: str, pin: str) -> User:
    """The grower whose card carries this secret, if the PIN is right.

    Raises SignInRefused without telling whether the card exists, SignInLocked after too many wrong PINs.
    """
    return _open({"secret_hash": sha256(secret.encode()).hexdigest()}, pin)


def open_numbered_card(*, number: str, pin: str) -> User:
    """The same for a phone without camera: the number printed on the card takes the place of the secret."""
    return _open({"number": number.strip()}, pin)


def _open(which: dict[str, str], pin: str) -> User:
    card = SignInCard.objects.filter(**which, revoked_at=None, user__is_active=True).select_related("user").first()
    now = timezone.now()
    if card is None:
        make_password(pin)
        raise SignInRefused()
    if card.locked_until and card.locked_until > now:
        raise SignInLocked(minutes=int((card.locked_until - now).total_seconds() // 60) + 1)
    mine = SignInCard.objects.filter(pk=card.pk)
    if not check_password(pin, card.pin_hash):
        # Counted outside any transaction of the caller's refusal, so that a refusal never forgets the attempt.
        mine.update(wrong_pins=F("wrong_pins") + 1)
        mine.filter(wrong_pins__gte=WRONG_PINS_BEFORE_LOCK).update(wrong_pins=0, locked_until=now + LOCK)
        raise SignInRefused()
    mine.update(wrong_pins=0, locked_until=None)
    return card.user
