"""Which requests are somebody looking at a code: not programs, not a browser guessing what may be wanted next."""

from __future__ import annotations

import re
from functools import lru_cache
from time import time

from django.http import HttpRequest, HttpResponse

from traceability.provenance.counting.buffer import buffer
from traceability.provenance.counting.notes import HOUR, Note
from traceability.web.networks import network_of
from traceability.web.proxies import COUNTRY

_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|skype|embedly|lighthouse|headless"
    r"|curl|wget|python|java/|go-http|okhttp|scrapy|monitor|uptime|pingdom",
    re.IGNORECASE,
)
_GUESSED = re.compile("prefetch|preview|prerender")
_GUESSING = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
_SEEN = frozenset({200, 304})
"""304: the browser had the page already, and somebody looks at it again."""


def is_a_scan(request: HttpRequest) -> bool:
    """True when a person most likely reads the answer. HEAD, prefetches, programs and a change of language are not."""
    sent = request.META
    if request.method != "GET" or "lang=" in sent.get("QUERY_STRING", ""):
        return False
    if any(name in sent and _GUESSED.search(sent[name]) for name in _GUESSING):
        return False
    return not _is_program(sent.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=4096)  # phones of one model send the same words
def _is_program(agent: str) -> bool:
    return not agent or _PROGRAM.search(agent) is not None


def note_scan(
    request: HttpRequest, response: HttpResponse, identifier: str, *, state: str = "", run: int | None = None
) -> None:
    """Notes that somebody looked a code up: some microseconds, no database, no network, never a failure.

    `identifier` is the canonical Digital Link URI; `state` what its page says of a carton (issued, waiting, void) and
    `run` the first serial index of its label run, which matter for a label that is on no carton yet. Whether the page
    came from a cache is all the same. What is kept: `counting.notes`.
    """
    if response.status_code not in _SEEN or not is_a_scan(request):
        return
    sent = request.META
    # Whoever followed a link holds no carton: counted, and no place where the carton was.
    followed = sent.get("HTTP_SEC_FETCH_SITE") == "cross-site"
    buffer.add(
        Note(
            identifier,
            int(time()) // HOUR,
            sent.get(COUNTRY, ""),
            b"" if followed else network_of(sent.get("REMOTE_ADDR", "")),
            run if state == "waiting" else None,
        )
    )
