"""Links as a linkset writes them: RFC 9264 with the link types of the GS1 Web Vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from traceability.gs1.digital_link import DigitalLink
from traceability.provenance.vocabulary import VOCABULARY

LANGUAGES = tuple(code.partition("-")[0] for code, _name in settings.LANGUAGES)
"""What our pages speak, as linksets write it: two letters each."""
HTML, JSON = "text/html", "application/json"
DEFAULT, DEFAULT_MULTI = "defaultLink", "defaultLinkMulti"

Elements = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Link:
    """Somewhere to go from a level. `kind` is a link type of the GS1 Web Vocabulary.

    `target` is a path of ours, or the address of a partner's page. `context` tells links of one kind apart beyond
    language and medium; `numbers` are the documents that the link is about, as a printed code may name one.
    """

    kind: str
    target: str
    title: str
    media: str = HTML
    languages: tuple[str, ...] = LANGUAGES
    context: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        return f"{settings.PUBLIC_ORIGIN}{self.target}" if self.target.startswith("/") else self.target

    def as_target(self) -> dict[str, object]:
        """A target object; the default link has an address and a title only (Resolver 1.2, section 2.5.8)."""
        told: dict[str, object] = {"href": self.href, "title": self.title}
        if self.kind != DEFAULT:
            told["type"] = self.media
            if self.languages and self.media != JSON:
                told["hreflang"] = list(self.languages)
            if self.context:
                told["context"] = list(self.context)
        return told


@dataclass(frozen=True)
class Level:
    """An entity that has links of its own, and its address as a Digital Link."""

    elements: Elements
    title: str
    links: tuple[Link, ...]

    @property
    def identifier(self) -> str:
        """Its canonical URI, by which events and partners' links name it."""
        return DigitalLink(self.elements).uri()

    @property
    def anchor(self) -> str:
        return DigitalLink(self.elements).uri(settings.PUBLIC_ORIGIN)

    def of_kind(self, kind: str) -> tuple[Link, ...]:
        return tuple(link for link in self.links if link.kind == kind)


def linkset(levels: Iterable[Level]) -> dict[str, object]:
    """All links of all levels as an RFC 9264 linkset, each level with its own anchor."""
    return {"linkset": [_context_of(level) for level in levels]}


def _context_of(level: Level) -> dict[str, object]:
    context: dict[str, object] = {"anchor": level.anchor, "itemDescription": level.title}
    for kind in dict.fromkeys(link.kind for link in level.links):
        context[VOCABULARY + kind] = [link.as_target() for link in level.of_kind(kind)]
    return context
