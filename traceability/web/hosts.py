"""Requests for a host that is not ours: one line in the log, a clear page, and nothing else is asked."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from traceability.web.errors import answer
from traceability.web.failures import Invalid
from traceability.web.language import language_of

log = logging.getLogger(__name__)
MOST_LOGGED = 100


class NotOurHost(Invalid):
    status = 400
    sentence = _("This name leads here and is none of ours. Compare the address with the print on your carton.")


class KnownHostMiddleware:
    """Refuses what is not in ALLOWED_HOSTS. Programs try such names all day: Django would log a traceback each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lets the request through, or answers in its place, in the reader's language."""
        try:
            request.get_host()
        except DisallowedHost:
            log.warning("not our host: %s", request.META.get("HTTP_HOST", "")[:MOST_LOGGED])
            with translation.override(language_of(request)):
                response = answer(request, NotOurHost())
            response._has_been_logged = True  # type: ignore[attr-defined] # else Django writes a second line
            return response
        return self.get_response(request)
