"""Scans of remembered lots, answered right behind the middlewares that keep a page safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from csp.constants import HEADER as POLICY
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from traceability.provenance.memory import memory
from traceability.provenance.onwards import onwards
from traceability.provenance.showing import remembered
from traceability.web.language import asked_for, supported
from traceability.web.policy import policy

_PAGE = re.compile(r"/trace/(\d{14})/([0-9A-Z]{1,20})/(?:([0-9A-HJKMNP-TV-Z]{12})/)?", re.ASCII)
"""Pages whose address says itself what it is; any other spelling goes the long way to the same page."""
_CODE = re.compile(r"/01/(\d{14})/10/([0-9A-Z]{1,20})/21/([0-9A-HJKMNP-TV-Z]{12})", re.ASCII)
"""What stands on our cartons."""
_QUERY = re.compile(r"(?:lang=([A-Za-z-]{2,20}))?")
_MOST = 200
"""No browser's Accept or Accept-Language is longer."""


class RememberedPagesMiddleware:
    """A buyer's page knows no session, no sender of forms and nobody signed in: what is remembered needs no middleware
    that looks for them. Whatever is not remembered, or is asked for in an unusual way, goes on to its view, and comes
    out the same. Stands behind the proxy, HTTPS, Content-Security-Policy and hosts; the headers of those that are left
    out are set here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and len(request.META.get("HTTP_ACCEPT_LANGUAGE", "")) <= _MOST:
            if request.path_info.startswith("/trace/"):
                return _page(request) or self.get_response(request)
            if code := _CODE.fullmatch(request.path_info):
                return self._onwards(request, *code.groups())
        return self.get_response(request)

    def _onwards(self, request: HttpRequest, gtin: str, lot: str, serial: str) -> HttpResponse:
        accept = request.META.get("HTTP_ACCEPT", "")
        if request.META.get("QUERY_STRING") or len(accept) > _MOST:
            return self.get_response(request)
        asked = (gtin, lot, accept, _language(request.META.get("HTTP_ACCEPT_LANGUAGE", "")))
        if known := onwards.recall(asked):
            answer = known.answer(serial)
            answer.headers[POLICY] = policy()
            return answer
        response = self.get_response(request)
        onwards.learn(asked, serial, response)
        return response


def _page(request: HttpRequest) -> HttpResponse | None:
    asked, query = _PAGE.fullmatch(request.path_info), _QUERY.fullmatch(request.META.get("QUERY_STRING", ""))
    if asked is None or query is None:
        return None
    gtin, lot, serial = asked.groups()
    try:
        memory.heard()
    except DatabaseError:
        return None  # its view finds that out again, and what fails there is told to the reader
    now = timezone.now()
    known = memory.recall((gtin, lot), now.date())
    if known is None:
        return None
    chosen = supported(query[1], request.path_info) if query[1] else ""
    language = chosen or _language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    request.chosen_language = chosen  # type: ignore[attr-defined]
    response = remembered(request, known, serial or "", language, now)
    if response is not None:
        response.headers["Content-Language"] = language
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response.headers[POLICY] = policy()
    return response


@lru_cache(maxsize=1024)
def _language(wanted: str) -> str:
    """What LanguageMiddleware speaks to whoever sends this Accept-Language."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = wanted
    request.path_info = "/trace/"
    return asked_for(request)
