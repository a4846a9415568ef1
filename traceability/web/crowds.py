"""Floods are limited by network: a bucket of requests that fills up again, so large that a supermarket never meets it.

Buckets stand in the memory of each process: a request waits for nothing and nobody, and whatever else is away, people
are let in. So many processes let in so many times as much; floods are larger than that by orders of magnitude.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from traceability.web.errors import answer
from traceability.web.failures import TryLater
from traceability.web.language import asked_for
from traceability.web.networks import Network, is_public, network_of

NOT_LIMITED = ("/desk/", "/import/", "/field/", "/admin/", "/static/", "/health/", "/api/v1/field/")
"""Where people sign in, who are braked otherwise (`parties.acts.brake`), and what costs nothing."""
MOST_NETWORKS = 50_000
"""Buckets kept, some 10 MB; those asked for least lately are forgotten, which is to say full."""


class TooManyFromHere(TryLater):
    status = 429
    title = _("Too many at once")
    sentence = _("Very many requests come from your network right now. Load the page again in %(seconds)s seconds.")


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


class CrowdMiddleware:
    """Answers 429 with a clear page and Retry-After when a network asks for more than any crowd of people does.

    Networks of a house (loopback, private) are not limited: behind one may stand everybody, when a proxy is not named
    in TRUSTED_PROXIES.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.buckets = Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lets the request through, or answers in its place, in the reader's language."""
        if not request.path_info.startswith(NOT_LIMITED):
            network = network_of(request.META.get("REMOTE_ADDR", ""))
            if is_public(network) and (wait := self.buckets.take(network, time.monotonic())):
                with translation.override(asked_for(request)):
                    return answer(request, TooManyFromHere(seconds=math.ceil(wait)))
        return self.get_response(request)
