"""The resolver: a scanned GS1 Digital Link answered with 307 to its page, or with its linkset.

GS1-Conformant Resolver 1.2 asks for the redirect to another path; see links.py for what leads where.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from traceability.gs1.digital_link import DigitalLink, parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.provenance.links import SUPPORTED_KEYS, VOCABULARY, Level, levels_of, linkset
from traceability.provenance.raw_path import raw_path, raw_query
from traceability.provenance.refusals import NoSuchLink, NotADigitalLink
from traceability.web.errors import answer
from traceability.web.failures import Failure

LINKSET = "application/linkset+json"
METHODS = "GET, HEAD, OPTIONS"
_CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"


@csrf_exempt
def resolve(request: HttpRequest) -> HttpResponse:
    """Any Digital Link of ours: 307, linkset, 400 when it is no valid one, 404 when nothing is known of it."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return HttpResponse(status=405, headers={"Allow": METHODS})
    try:
        response = _resolved(request)
    except Failure as failure:
        # Here and not at the edge: a browser on another site may read an answer of a resolver, refusals included.
        response = answer(request, failure)
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Expose-Headers"] = "Link, Location"
    return response


def _resolved(request: HttpRequest) -> HttpResponse:
    link = _digital_link(request)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS, "Link": _to_linkset(link)})
    levels = levels_of(link)
    kind = _link_type(request)
    if kind in ("linkset", "all") or (not kind and _asks_for_linkset(request)):
        return _as_linkset(levels)
    target = _target(levels, kind)
    query = raw_query(request)
    joint = "&" if "?" in target else "?"
    response = HttpResponseRedirect(f"{target}{joint}{query}" if query else target, preserve_request=True)
    response["Link"] = _to_linkset(link)
    response["Cache-Control"] = "public, max-age=60"
    return response


def _digital_link(request: HttpRequest) -> DigitalLink:
    query = raw_query(request)
    try:
        return parse(f"{raw_path(request)}?{query}" if query else raw_path(request))
    except InvalidIdentifier as problem:
        raise NotADigitalLink(reason=problem.reason) from problem


def _link_type(request: HttpRequest) -> str:
    """The asked-for type without prefix: pip, gs1:pip and https://ref.gs1.org/voc/pip are the same."""
    asked = request.GET.get("linkType", "")
    return asked.removeprefix("gs1:").removeprefix(VOCABULARY)[:60]


def _asks_for_linkset(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", LINKSET, "application/json"]) in (LINKSET, "application/json")


def _target(levels: list[Level], kind: str) -> str:
    """Where to send: the default page, or the first link of a kind going up from the exact level."""
    if not kind:
        return levels[0].page
    for level in levels:
        for link in level.links:
            if link.kind == kind:
                return link.path
    raise NoSuchLink(link_type=kind)


def _as_linkset(levels: list[Level]) -> HttpResponse:
    response = JsonResponse(linkset(levels), content_type=LINKSET, json_dumps_params={"ensure_ascii": False})
    response["Link"] = f'<{_CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
    response["Cache-Control"] = "public, max-age=60"
    return response


def _to_linkset(link: DigitalLink) -> str:
    return f'<{link.uri(settings.PUBLIC_ORIGIN)}?linkType=linkset>; rel="linkset"; type="{LINKSET}"'


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """/.well-known/gs1resolver: what this resolver serves."""
    response = JsonResponse(
        {
            "name": "Tianyang Trace",
            "resolverRoot": settings.PUBLIC_ORIGIN,
            "supportedPrimaryKeys": list(SUPPORTED_KEYS),
            "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
            "linkTypeDefaultCanBeLinkset": False,
        }
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=86400"
    return response
