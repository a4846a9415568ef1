"""Where a lot grew: its townships by weight, its days of picking, how many people picked it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from traceability.provenance.lineage import Lineage, apportion
from traceability.provenance.names import Name, Spot, divisions_of
from traceability.provenance.reading import Reading


@dataclass(frozen=True)
class Share:
    """What one township gave. `grams` of all shares sum to the lot's weight, `percent` to 100."""

    spot: Spot | None
    """None: nobody recorded where this part grew."""
    grams: int
    percent: int


@dataclass(frozen=True)
class Origin:
    """Where and when it grew, as the growers recorded it."""

    grams: int
    shares: tuple[Share, ...]
    villages: tuple[Name, ...]
    first_picked: date | None
    last_picked: date | None
    growers: int
    plots: int
    varieties: tuple[str, ...]
    pickings: tuple[Reading, ...]

    @property
    def towns(self) -> tuple[Spot, ...]:
        """The townships that are known, most fruit first."""
        return tuple(share.spot for share in self.shares if share.spot)

    @property
    def is_blend(self) -> bool:
        return len(self.shares) > 1

    @property
    def is_known(self) -> bool:
        """True when some of it can be followed to a tree."""
        return bool(self.towns)


def is_picking(reading: Reading) -> bool:
    """True for the event that made a lot in an orchard."""
    return "pickedOn" in reading.ilmd


def origin_of(lineage: Lineage) -> Origin:
    """The lot's origin. Pseudonyms are counted and go no further."""
    pickings = [reading for reading in lineage.readings if is_picking(reading)]
    of_lot = {uri: reading.ilmd for reading in pickings for uri in reading.amounts}
    grams = weight_of(lineage)
    spots, villages = divisions_of(_said(of_lot.values(), "township"), _said(of_lot.values(), "village"))
    days = sorted(date.fromisoformat(facts["pickedOn"]) for facts in of_lot.values())
    return Origin(
        grams=grams,
        shares=_shares(lineage, {uri: facts.get("township", "") for uri, facts in of_lot.items()}, spots, grams),
        villages=tuple(villages),
        first_picked=days[0] if days else None,
        last_picked=days[-1] if days else None,
        growers=len(_said(of_lot.values(), "grower")),
        plots=len({reading.place for reading in pickings if reading.place}),
        varieties=tuple(sorted(_said(of_lot.values(), "variety"))),
        pickings=tuple(pickings),
    )


def weight_of(lineage: Lineage) -> int:
    """Grams of the lot when it was made, picked, or first seen."""
    for reading in lineage.readings:
        if grams := reading.outputs.get(lineage.lot) or reading.amounts.get(lineage.lot):
            return grams
    return 0


def _said(pickings: Iterable[dict[str, str]], member: str) -> set[str]:
    return {facts[member] for facts in pickings if facts.get(member)}


def _shares(lineage: Lineage, township_of: dict[str, str], spots: dict[str, Spot], grams: int) -> tuple[Share, ...]:
    by_township: dict[str, Fraction] = defaultdict(Fraction)
    for picking, share in lineage.parts[lineage.lot].items():
        by_township[township_of.get(picking, "")] += share
    weights, percents = apportion(grams, by_township), apportion(100, by_township)
    shares = [Share(spots.get(code), weights[code], percents[code]) for code in by_township]
    return tuple(sorted(shares, key=lambda share: (share.spot is None, -share.grams)))
