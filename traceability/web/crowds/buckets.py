"""Token buckets in the memory of one process: what there is without Redis, and while it is away."""

from __future__ import annotations

import threading
from collections import OrderedDict

from django.conf import settings

from traceability.web.networks import Network

MOST_NETWORKS = 50_000
"""Buckets kept, some 10 MB; those asked for least lately are forgotten, which is to say full."""


class Buckets:
    """Token buckets by network. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: OrderedDict[Network, tuple[float, float]] = OrderedDict()

    def take(self, network: Network, now: float) -> float:
        """Takes one request out at `now` (seconds of a clock that only goes on); 0, or the seconds to wait for one."""
        size, rate = settings.NETWORK_BURST, settings.NETWORK_RATE
        with self._lock:
            left, at = self._buckets.pop(network, (size, now))
            left = min(size, left + (now - at) * rate)
            wait = 0.0 if left >= 1 else (1 - left) / rate
            self._buckets[network] = (left if wait else left - 1, now)
            if len(self._buckets) > MOST_NETWORKS:
                self._buckets.popitem(last=False)
        return wait
