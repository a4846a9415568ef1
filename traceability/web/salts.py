"""The key of a day: addresses are hashed under it, and nobody turns a hash back once the day and its key are gone."""

from __future__ import annotations

import secrets
import time

from django.core.cache import cache

DAY_S = 86_400
STAYS_S = 600
"""Past midnight (UTC): notes of the day's last second are on their way, and clocks are not quite one."""

_known: dict[int, bytes] = {}


def salt_of(day: int) -> bytes:
    """The random key of a day (days since 1970, UTC), the same in every process that shares the cache.

    It stands in the cache alone, leaves it by itself soon after its day, and is in no database and no backup of one.
    Raises redis.RedisError while the cache is away and this process has not met the key before.
    """
    now = time.time()
    for old in [other for other in list(_known) if _ends(other) < now]:
        _known.pop(old, None)
    if known := _known.get(day):
        return known
    name = f"salt.{day}"
    cache.add(name, secrets.token_bytes(32), max(STAYS_S, int(_ends(day) - now)))
    found: bytes = cache.get(name)
    if _ends(day) > now:
        _known[day] = found
    return found


def _ends(day: int) -> int:
    return (day + 1) * DAY_S + STAYS_S


def forget_salts() -> None:
    """What this process knows of keys."""
    _known.clear()
