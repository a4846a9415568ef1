"""Which requests are somebody looking at a code: not programs, not a browser guessing what may be wanted next."""

import re
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from traceability.provenance.acts.count_scan import count_scan

_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|skype|embedly|lighthouse|headless"
    r"|curl|wget|python|java/|go-http|okhttp|scrapy|monitor|uptime|pingdom",
    re.IGNORECASE,
)
_GUESSING = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_a_scan(request: HttpRequest) -> bool:
    """True when a person most likely reads the answer. HEAD, prefetches, programs and a change of language are not."""
    agent = request.headers.get("User-Agent", "")
    guessing = any(re.search("prefetch|preview|prerender", request.headers.get(name, "")) for name in _GUESSING)
    is_program = not agent or _PROGRAM.search(agent) is not None
    return request.method == "GET" and "lang" not in request.GET and not guessing and not is_program


def count_after(response: HttpResponse, identifier: str, too_early_in: int | None = None) -> None:
    """Counts a scan once the answer has gone out, so that nobody waits for it."""
    count = partial(count_scan, identifier=identifier, day=timezone.now().date(), too_early_in=too_early_in)
    response._resource_closers.append(count)  # type: ignore[attr-defined]  # Django's own hook, told to nobody
