"""Token buckets in Redis, one for all processes of all machines.

A request does not wait for Redis: a process lets a few requests of a network in on its own word and then accounts for
them with one question, so that a phone costs none and a flood one in twenty. What it was told to refuse it refuses
without asking. So a network gets at most a fiftieth of its bucket more from each process.

While Redis is away each process limits by itself. One request finds that out, and waits PATIENCE_S for it at most.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from traceability.web.crowds.buckets import MOST_NETWORKS, Buckets
from traceability.web.networks import Network
from traceability.web.salts import DAY_S, salt_of

log = logging.getLogger(__name__)

ON_ITS_OWN_WORD = 50
"""A process lets in this part of a bucket before it asks: twenty requests of a thousand."""
PATIENCE_S = 0.05
AWAY_S = 5.0
"""So long nobody asks a Redis that did not answer."""

_TAKE = """
local size, rate, used = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local told = redis.call('TIME')
local now = tonumber(told[1]) + tonumber(told[2]) / 1000000
local held = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = tonumber(held[1] or size)
left = math.min(size, left + (now - tonumber(held[2] or now)) * rate) - used
local wait = 0
if left < 1 then wait = (1 - left) / rate else left = left - 1 end
redis.call('HSET', KEYS[1], 'left', left, 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil((size - left) / rate * 1000) + 1000)
return tostring(wait)
"""
"""One step, whoever else asks: `used` requests were let in already and one asks; how long it has to wait. The clock is
that of Redis. A full bucket need not be kept."""


@dataclass
class _Account:
    """What this process let a network do without asking, since when, and until when it refuses."""

    since: float
    used: int = 0
    refused_until: float = 0.0


class SharedBuckets:
    """The same as Buckets for all processes on one Redis. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._own = Buckets()
        self._lock = threading.Lock()
        self._accounts: OrderedDict[Network, _Account] = OrderedDict()
        self._away_until = float("-inf")
        self._is_away = False

    def take(self, network: Network, now: float) -> float:
        """Takes one request out at `now` (seconds of a clock that only goes on); 0, or the seconds to wait for one."""
        if now < self._away_until:
            return self._own.take(network, now)
        with self._lock:
            account = self._account(network, now)
            if now < account.refused_until:
                return account.refused_until - now
            if account.used < settings.NETWORK_BURST // ON_ITS_OWN_WORD:
                account.used += 1
                return 0.0
            used, account.used = account.used, 0
        try:
            wait = self._ask(network, used)
        except (RedisError, OSError) as problem:
            self._note_away(problem)
            return self._own.take(network, now)
        if self._is_away:
            self._is_away = False
            log.warning("floods are limited by all processes together again")
        if wait:
            with self._lock:
                account.refused_until = now + wait
        return wait

    def _account(self, network: Network, now: float) -> _Account:
        account = self._accounts.pop(network, None)
        if account is None or now - account.since > settings.NETWORK_BURST / settings.NETWORK_RATE:
            refused_until = account.refused_until if account else 0.0
            account = _Account(now, refused_until=refused_until)  # by now a bucket would be full again
        self._accounts[network] = account
        if len(self._accounts) > MOST_NETWORKS:
            self._accounts.popitem(last=False)
        return account

    def _ask(self, network: Network, used: int) -> float:
        day = int(time.time()) // DAY_S
        hashed = hashlib.blake2b(network, key=salt_of(day), digest_size=12).hexdigest()
        key = f"{settings.CROWD_KEYS}.{hashed}"
        return float(self._script(keys=[key], args=[settings.NETWORK_BURST, settings.NETWORK_RATE, used]))

    def _note_away(self, problem: Exception) -> None:
        self._away_until = time.monotonic() + AWAY_S
        if not self._is_away:
            self._is_away = True
            log.warning("floods are limited by each process alone, Redis does not answer: %s", problem)

    @cached_property
    def _script(self):  # type: ignore[no-untyped-def] # redis does not name the type
        redis = Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 0),
        )
        return redis.register_script(_TAKE)
