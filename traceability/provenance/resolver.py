"""The resolver: a scanned GS1 Digital Link answered with 307 to its page, or with its linkset.

GS1-Conformant Resolver 1.2 asks for the redirect to another path; see ways.py for what leads where. An answer depends
on path, query, Accept, Accept-Language and the database alone.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from traceability.gs1.digital_link import DigitalLink, parse
from traceability.gs1.epc_binary import decoded, is_epc_binary
from traceability.gs1.errors import InvalidIdentifier
from traceability.provenance.choice import Wish, choose
from traceability.provenance.levels import CONTEXTS
from traceability.provenance.links import DEFAULT, DEFAULT_MULTI, Level, Link
from traceability.provenance.linksets import LINKSET, as_choices, as_linkset, wants_linkset
from traceability.provenance.raw_path import asked, raw_path, raw_query, with_query
from traceability.provenance.refusals import NoSuchLink, NotADigitalLink
from traceability.provenance.registry.queries import partner_links
from traceability.provenance.vocabulary import VOCABULARY, kind_of
from traceability.provenance.ways import SUPPORTED_KEYS, Way, way_of
from traceability.web.anywhere import readable_anywhere
from traceability.web.errors import answer
from traceability.web.failures import Failure
from traceability.web.identifiers import in_words

METHODS = ["GET", "HEAD", "OPTIONS"]
_METHODS_SAID = ", ".join(METHODS)
SHORT, DAY = "public, max-age=60", "public, max-age=86400"
_THE_SET = ("linkset", "all")
"""`all` is how resolvers before 1.1 called it; machines out there still ask so."""


class Onwards(HttpResponse):
    """307. Not HttpResponseRedirect, which refuses long addresses: a query is handed on whole."""

    status_code = 307

    @property
    def url(self) -> str:
        return self["Location"]


@csrf_exempt
@require_http_methods(METHODS)
def resolve(request: HttpRequest) -> HttpResponse:
    """Any Digital Link: 307, linkset, 300, 400 when it is no valid one, 404 when nothing is known of it."""
    try:
        response = _resolved(request)
    except Failure as failure:
        # Here and not at the edge: a browser on another site may read an answer of a resolver, refusals included.
        response = answer(request, failure)
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return _open_to_all(response)


def _open_to_all(response: HttpResponse) -> HttpResponse:
    readable_anywhere(response)
    response["Access-Control-Allow-Methods"] = _METHODS_SAID
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Expose-Headers"] = "Link, Location"
    return response


def _resolved(request: HttpRequest) -> HttpResponse:
    link = _digital_link(request)
    response = _answered(request, link)
    if is_epc_binary(raw_path(request)):
        same = f'<{link.uri(settings.PUBLIC_ORIGIN)}>; rel="owl:sameAs"'
        response["Link"] = f"{response['Link']}, {same}" if "Link" in response else same
    return response


def _answered(request: HttpRequest, link: DigitalLink) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": _METHODS_SAID, "Link": _to_linkset(link)})
    query, way = raw_query(request), way_of(link)
    kind = kind_of(asked(query, "linkType"))
    if kind in _THE_SET or (not kind and wants_linkset(request)):
        response = as_linkset(request, way.levels())
    elif kind in ("", DEFAULT):
        response = _onwards(_default(request, query, way) if not kind else way.page, query, link)
    else:
        level, links = _of_kind(way.levels(), kind)
        chosen = choose(links, _wish(request, query))
        if len(chosen) > 1:
            response = as_choices(request, Level(level.elements, level.title, tuple(chosen)))
            response["Link"] = _to_linkset(link)
        else:
            response = _onwards(chosen[0].target, query, link)
    response["Cache-Control"] = SHORT
    return response


def _digital_link(request: HttpRequest) -> DigitalLink:
    """What was asked for; of a radio tag, the link that its binary text stands for (Resolver 1.2, section 2.3)."""
    path, query = raw_path(request), raw_query(request)
    try:
        return decoded(path, query) if is_epc_binary(path) else parse(f"{path}?{query}" if query else path)
    except InvalidIdentifier as problem:
        raise NotADigitalLink(reason=in_words(problem)) from problem


def _default(request: HttpRequest, query: str, way: Way) -> str:
    """Where a person is sent: our page, or a page of the key's owner in a language or medium that is wished for more.

    Their `gs1:defaultLinkMulti` serve readers whom the default does not know (Resolver 1.2, section 2.5.8).
    """
    if not way.takes_defaults:
        return way.page
    theirs = [each for each in partner_links([way.takes_defaults])[way.takes_defaults] if each.kind == DEFAULT_MULTI]
    wish = _wish(request, query)
    fitting = [each for each in theirs if wish.language(each) * wish.medium(each) > 0]
    if not fitting or not (wish.languages or wish.context):
        return way.page
    ours = Link(DEFAULT, way.page, "")
    return choose([ours, *fitting], wish)[0].target


def _wish(request: HttpRequest, query: str) -> Wish:
    return Wish.of(request, context=asked(query, "context"), number=asked(query, "number"))


def _of_kind(levels: list[Level], kind: str) -> tuple[Level, tuple[Link, ...]]:
    """The links of a kind on the most exact level that has any."""
    for level in levels:
        if links := level.of_kind(kind):
            return level, links
    raise NoSuchLink(link_type=kind[:60])


def _onwards(target: str, query: str, link: DigitalLink) -> HttpResponse:
    return Onwards(headers={"Location": with_query(target, query), "Link": _to_linkset(link)})


def _to_linkset(link: DigitalLink) -> str:
    return f'<{link.uri(settings.PUBLIC_ORIGIN)}?linkType=linkset>; rel="linkset"; type="{LINKSET}"'


@require_http_methods(METHODS)
def description(_request: HttpRequest) -> HttpResponse:
    """/.well-known/gs1resolver: what this resolver serves (Resolver 1.2, section 3)."""
    response = JsonResponse(
        {
            "name": "Tianyang Trace",
            "resolverRoot": settings.PUBLIC_ORIGIN,
            "supportedPrimaryKeys": list(SUPPORTED_KEYS),
            "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
            "supportedContextValuesEnumerated": list(CONTEXTS),
            "linkTypeDefaultCanBeLinkset": False,
            "jsonLdContextLocation": "https://ref.gs1.org/standards/resolver/linkset-context",
        }
    )
    response["Cache-Control"] = DAY
    return _open_to_all(response)
