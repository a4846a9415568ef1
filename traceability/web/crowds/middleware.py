"""429 for a network that asks for more than any crowd of people does."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from traceability.web.crowds.buckets import Buckets
from traceability.web.crowds.shared import SharedBuckets
from traceability.web.errors import answer
from traceability.web.failures import TryLater
from traceability.web.language import language_of
from traceability.web.networks import is_public, network_of

NOT_LIMITED = ("/desk/", "/import/", "/field/", "/admin/", "/static/", "/health/", "/api/v1/field/")
"""Where people sign in, who are braked otherwise (`parties.acts.brake`), and what costs nothing."""

LEAST_WAIT = 2
"""Seconds: the sentence is written for many, in seven languages."""


class TooManyFromHere(TryLater):
    status = 429
    title = _("Too many at once")
    sentence = _("Very many requests come from your network right now. Load the page again in %(seconds)s seconds.")


class CrowdMiddleware:
    """Answers with a clear page and Retry-After. The buckets are those of all processes where there is Redis.

    Networks of a house (loopback, private) are not limited: behind one may stand everybody, when a proxy is not named
    in TRUSTED_PROXIES.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.buckets = SharedBuckets() if settings.REDIS_URL else Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lets the request through, or answers in its place, in the reader's language."""
        if not request.path_info.startswith(NOT_LIMITED):
            network = network_of(request.META.get("REMOTE_ADDR", ""))
            if is_public(network) and (wait := self.buckets.take(network, time.monotonic())):
                with translation.override(language_of(request)):
                    return answer(request, TooManyFromHere(seconds=max(LEAST_WAIT, math.ceil(wait))))
        return self.get_response(request)
