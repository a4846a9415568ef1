"""The growers of a lot who agreed to be seen. Who agreed to nothing is counted, and goes no further.

Looked up by the pseudonyms and plots that events name, each time a page is drawn: a consent is never part of an event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from traceability.parties.consent.queries import Shot, Shown, shown_of
from traceability.parties.consent.words import grown_by
from traceability.provenance.lineage import Lineage
from traceability.provenance.names import Name
from traceability.provenance.origin import Origin
from traceability.provenance.words import listed

MOST_PORTRAITS = 2
MOST_ORCHARDS = 2


@dataclass(frozen=True)
class Seen:
    """A picture with what is said of it. `name` of the portrayed, `town` and `village` of an orchard; each may lack."""

    shot: Shot
    name: str = ""
    town: Name | None = None
    village: Name | None = None

    @property
    def is_portrait(self) -> bool:
        return not self.shot.place

    @property
    def alt(self) -> str:
        """What a picture shows, for whoever does not see it."""
        if not self.is_portrait:
            return (
                _("An orchard in %(town)s where this fruit grew") % {"town": self.town} if self.town else _("Orchard")
            )
        return _("Portrait of %(name)s") % {"name": self.name} if self.name else _("Portrait of one of the growers")


@dataclass(frozen=True)
class People:
    """What may be shown of a lot's growers, whose fruit is most of it first. Falsy when there is nothing."""

    names: tuple[str, ...] = ()
    growers: int = 0
    is_whole: bool = False
    pictures: tuple[Seen, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.pictures)

    @property
    def sentence(self) -> SafeString | str:
        """Who grew it, honestly counted; nothing when nobody is named."""
        if not self.names:
            return ""
        names = listed(format_html('<span class="nb" lang="zh-Hans">{}</span>', name) for name in self.names)
        return mark_safe(grown_by(names, named=len(self.names), growers=self.growers, is_whole=self.is_whole))


def people_of(lineage: Lineage, origin: Origin) -> People:
    """The same growers and pictures each time: in the order of their share, then of the pseudonym. One query."""
    shares: dict[str, Fraction] = defaultdict(Fraction)
    towns: dict[str, Name | None] = {}
    names = {spot.code: spot.name for spot in origin.towns}
    for picking in origin.pickings:
        for uri in picking.amounts:
            shares[picking.ilmd.get("grower", "")] += lineage.parts[lineage.lot].get(uri, Fraction(0))
        towns[picking.place] = names.get(picking.ilmd.get("township", ""))
    pseudonyms = sorted((name for name in shares if name), key=lambda name: (-shares[name], name))
    known = shown_of(pseudonyms)
    agreed = [known[pseudonym] for pseudonym in pseudonyms if pseudonym in known]
    return People(
        names=tuple(shown.name for shown in agreed if shown.name),
        growers=len(pseudonyms),
        is_whole=sum(shares[pseudonym] for pseudonym in pseudonyms) == 1,
        pictures=(*_portraits(agreed), *_orchards(agreed, towns, {name.zh: name for name in origin.villages})),
    )


def _portraits(agreed: list[Shown]) -> list[Seen]:
    return [Seen(shown.portrait, name=shown.name) for shown in agreed if shown.portrait][:MOST_PORTRAITS]


def _orchards(agreed: list[Shown], towns: dict[str, Name | None], villages: dict[str, Name]) -> list[Seen]:
    """Of plots whose fruit is in the lot: the first of each grower, then the second of each."""
    own = [[shot for shot in shown.plots if shot.place in towns] for shown in agreed]
    rounds = [shots[turn] for turn in range(MOST_ORCHARDS) for shots in own if turn < len(shots)]
    return [
        Seen(shot, town=towns[shot.place], village=villages.get(shot.village, Name(shot.village)))
        for shot in rounds[:MOST_ORCHARDS]
    ]
