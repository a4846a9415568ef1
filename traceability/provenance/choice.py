"""Which of several links answers a request: by number, context, language and medium (Resolver 1.2, section 2.6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from traceability.provenance.links import JSON, Link

_LONGEST_ACCEPT = 2000
"""Characters: browsers send about 150. What is longer says nothing that we would sort for minutes."""
NEUTRAL = 0.0005
"""Of a page that says nothing of its language: below any q-value that a header can write, above what does not fit."""


@dataclass(frozen=True)
class Wish:
    """What a request says about the link it would like."""

    languages: tuple[tuple[str, float], ...] = ()
    media: tuple[tuple[str, float], ...] = ()
    context: str = ""
    number: str = ""

    @classmethod
    def of(cls, request: HttpRequest, context: str = "", number: str = "") -> Wish:
        """The wish of a request. Headers that cannot be read wish for nothing."""
        tags = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
        said = request.headers.get("Accept", "")
        accepted = request.accepted_types if 0 < len(said) <= _LONGEST_ACCEPT else []
        media = tuple((f"{each.main_type}/{each.sub_type}".lower(), _weight(each.quality)) for each in accepted)
        return cls(tuple((tag.lower(), float(q)) for tag, q in tags), media, context, number)

    def language(self, link: Link) -> float:
        """How much its language is wished for: the best q-value of a range that fits (RFC 4647, lookup)."""
        if not self.languages:
            return 1
        if link.media == JSON:
            return 0
        tongues = {tongue.lower() for tongue in link.languages}
        if not tongues:
            return NEUTRAL
        fitting = [q for tag, q in self.languages if _look_up(tag, tongues)]
        return max(fitting or [q for tag, q in self.languages if tag == "*"], default=0)

    def medium(self, link: Link) -> float:
        """How much its medium is wished for: the q-value of the most exact range that fits (RFC 9110, 12.5.1)."""
        if not self.media:
            return 1
        main = link.media.partition("/")[0]
        for asked in (link.media, f"{main}/*", "*/*"):
            if found := [q for media, q in self.media if media == asked]:
                return found[0]
        return 0


def choose(links: Sequence[Link], wish: Wish) -> list[Link]:
    """The links that fit a wish best: one, or several between which nothing in the request decides.

    A number or a context that none of them has decides nothing. Where no language fits, the language decides nothing
    either, and the same for the medium: the reader is better served with something than with nothing.
    """
    left = list(links)
    if wish.number:
        left = [link for link in left if wish.number in link.numbers] or left
    if wish.context:
        left = [link for link in left if wish.context in link.context] or left
    left = [link for link in left if wish.medium(link) > 0] or left
    for weigh in (wish.language, wish.medium):
        best = max(weigh(link) for link in left)
        left = [link for link in left if weigh(link) == best]
    return left


def _weight(quality: float) -> float:
    """A q-value; what is no number (q=nan) is taken for 1, as other values are that RFC 9110 does not know."""
    return 1.0 if isnan(quality) else float(quality)


def _look_up(tag: str, tongues: set[str]) -> bool:
    """Whether a range fits one of the tongues when it is shortened from its end: zh-hant-tw, zh-hant, zh."""
    while tag:
        if tag in tongues:
            return True
        tag = tag.rpartition("-")[0]
        if tag[-2:-1] == "-":  # a single letter goes with what followed it
            tag = tag[:-2]
    return False
