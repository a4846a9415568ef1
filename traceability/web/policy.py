"""Content-Security-Policy: django-csp builds it anew for every answer, which takes a quarter of a remembered page."""

from __future__ import annotations

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """An answer that bears a policy already is let go as it is, as django-csp would in the end."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Sets the policy of the settings on all others."""
        return response if HEADER in response else super().process_response(request, response)


@cache
def policy() -> str:
    """The policy of every page that asks for no exception: what the middleware sets."""
    request = HttpRequest()
    request.path_info = "/"
    found: str = PolicyMiddleware(lambda _request: HttpResponse()).process_response(request, HttpResponse())[HEADER]
    return found
