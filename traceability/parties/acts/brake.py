"""Guessing is slowed, then locked: by what is guessed at, and by where from. What does not exist is braked alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from traceability.parties.models import WrongPins
from traceability.parties.refusals import SignInLocked, SignInSlowed

FORGOTTEN_AFTER = timedelta(hours=12)
"""Wrong PINs that are older count no more, and are swept away."""
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Patience:
    """So many wrong PINs in a row are free; then each waits twice as long as the one before, and at last for LOCK."""

    free: int
    locks_at: int

    def wait(self, count: int) -> timedelta:
        """How long after the `count`-th wrong PIN in a row nothing is looked at."""
        if count >= self.locks_at:
            return LOCK
        return timedelta(seconds=2 ** (count - self.free + 1)) if count >= self.free else timedelta(0)


OF_A_CARD = Patience(free=3, locks_at=6)
OF_AN_ADDRESS = Patience(free=20, locks_at=40)
"""Many growers stand behind one address: the packing house, the village's mast."""


@dataclass(frozen=True)
class Brake:
    """One thing that may be tried too often."""

    key: str
    patience: Patience

    def try_once(self, now: datetime) -> None:
        """Count a try before it is made, so that many at once gain nothing. Raises SignInSlowed or SignInLocked."""
        with transaction.atomic():
            _, is_new = WrongPins.objects.get_or_create(key=self.key, defaults={"last_at": now})
            if is_new:
                sweep_wrong_pins()
            row = WrongPins.objects.select_for_update().get(key=self.key)
            if row.wait_until is not None and row.wait_until > now:
                raise _wait(row.wait_until - now)
            row.count = 1 if row.last_at < now - FORGOTTEN_AFTER else row.count + 1
            row.last_at, row.wait_until = now, now + self.patience.wait(row.count)
            row.save()

    def release(self) -> None:
        """The PIN was right: what was counted is forgotten."""
        WrongPins.objects.filter(key=self.key).delete()


def brakes(*, card: str, address: str) -> list[Brake]:
    """Those of a try with a card, as it was named, from an address, if it is known."""
    found = [Brake(_key("card", card), OF_A_CARD)]
    return [*found, Brake(_key("address", address), OF_AN_ADDRESS)] if address else found


def sweep_wrong_pins() -> int:
    """Forget what is older than FORGOTTEN_AFTER; how many rows it was."""
    return WrongPins.objects.filter(last_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _key(kind: str, what: str) -> str:
    """Neither a card's number nor anybody's address stands in the table."""
    return salted_hmac(f"wrong-pins.{kind}", what, algorithm="sha256").hexdigest()


def _wait(left: timedelta) -> SignInSlowed | SignInLocked:
    seconds = math.ceil(left.total_seconds())
    return SignInLocked(minutes=math.ceil(seconds / 60)) if seconds > 60 else SignInSlowed(seconds=seconds)
