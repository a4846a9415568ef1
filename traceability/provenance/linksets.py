"""A linkset as an answer: for programs as JSON or JSON-LD, for people as a page (Resolver 1.2, section 2.10)."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from traceability.provenance.links import HTML, JSON, Level, linkset
from traceability.provenance.pages import page

LINKSET, JSON_LD = "application/linkset+json", "application/ld+json"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
_DATA = (LINKSET, JSON, JSON_LD)
_IN_A_PAGE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""Inside a script element no text may end it."""
_LONGEST_ACCEPT = 2000


def wants_linkset(request: HttpRequest) -> bool:
    """True when Accept prefers data to a page, without a link type in the query."""
    return _preferred(request, (HTML, *_DATA)) in _DATA


def as_linkset(request: HttpRequest, levels: list[Level]) -> HttpResponse:
    """All links of all levels."""
    return _answer(request, levels, "linkset.html", 200)


def as_choices(request: HttpRequest, level: Level) -> HttpResponse:
    """300: the links between which nothing in the request decides."""
    return _answer(request, [level], "choices.html", 300)


def _answer(request: HttpRequest, levels: list[Level], template: str, status: int) -> HttpResponse:
    media = _preferred(request, (*_DATA, HTML)) or LINKSET
    if media == HTML:
        return page(request, template, {"levels": levels, "json_ld": _embedded(_json_ld(levels))}, status)
    told = _json_ld(levels) if media == JSON_LD else linkset(levels)
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type=media, status=status)
    response["Link"] = f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="{JSON_LD}"'
    return response


def _json_ld(levels: list[Level]) -> dict[str, Any]:
    return {"@context": CONTEXT, **linkset(levels)}


def _embedded(document: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(_IN_A_PAGE))


def _preferred(request: HttpRequest, offered: tuple[str, ...]) -> str | None:
    """What is liked best of what is offered, in our order where several are liked alike."""
    if len(request.headers.get("Accept", "")) > _LONGEST_ACCEPT:
        return offered[0]
    return request.get_preferred_type(offered)
