"""How many reports an hour come from one network."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis import RedisError

from traceability.provenance.refusals import TooManyReports
from traceability.web.networks import is_public, network_of

log = logging.getLogger(__name__)
HOUR_S = 3600


def take_one(address: str) -> None:
    """Count a report of this hour from the network of an address. Raises TooManyReports.

    The network stands in the cache under a hash, for an hour. Where the cache is away, everybody is let in.
    """
    network = network_of(address)
    if not is_public(network):
        return
    key = "reports." + salted_hmac("traceability.provenance.reports", network.hex()).hexdigest()
    try:
        cache.add(key, 0, timeout=HOUR_S)
        if cache.incr(key) > settings.REPORTS_OF_A_NETWORK:
            raise TooManyReports()
    except (RedisError, ValueError) as problem:
        log.warning("reports are not limited: %s", problem)
