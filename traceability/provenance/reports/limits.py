"""How many reports an hour come from one network."""

from __future__ import annotations

import hashlib
import logging
import time

from django.conf import settings
from django.core.cache import cache
from redis import RedisError

from traceability.provenance.refusals import TooManyReports
from traceability.web.networks import is_public, network_of
from traceability.web.salts import DAY_S, salt_of

log = logging.getLogger(__name__)
HOUR_S = 3600


def take_one(address: str) -> None:
    """Count a report of this hour from the network of an address. Raises TooManyReports.

    The network stands in the cache under a hash of the day's key, for an hour, one count for all processes. Where the
    cache is away, everybody is let in.
    """
    network = network_of(address)
    if not is_public(network):
        return
    try:
        hashed = hashlib.blake2b(network, key=salt_of(int(time.time()) // DAY_S), digest_size=12).hexdigest()
        key = f"reports.{hashed}"
        cache.add(key, 0, timeout=HOUR_S)
        if cache.incr(key) > settings.REPORTS_OF_A_NETWORK:
            raise TooManyReports()
    except (RedisError, ValueError) as problem:
        log.warning("reports are not limited: %s", problem)
