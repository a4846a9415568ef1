"""What was done to fruit after harvest: which treatments reached a lot, and which reached all of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from exports.readiness.facts import Handling
from exports.readiness.gather.kinship import Kinship
from traceability.lots.handling.models import Handling as HandlingRow
from traceability.lots.keys import among
from traceability.lots.models import Making
from traceability.web.prepared import Prepared


@dataclass(frozen=True)
class Handled:
    """What reached the batch, oldest first; by lot what reached it; by lot and kind the keys of what covers it."""

    all: tuple[Handling, ...] = ()
    of_lot: Mapping[int, list[Handling]] = field(default_factory=dict)
    wholly: Mapping[int, dict[str, tuple[int, ...]]] = field(default_factory=dict)


_treatments = Prepared(
    lambda lots: (
        HandlingRow.objects.filter(lot__in=lots, kind__act="treat")
        .order_by("began_at", "pk")
        .select_related("kind")
        .defer("log")
    ),
    among([-1]),
)


def handled_of(kin: Kinship) -> Handled:
    """Treatments of a whole family of lots; storage is none. One query, one more where there are any.

    What was made of a lot before its treatment began was not in it (`traceability.lots.handling.queries`); what was
    made of it before the treatment ended was not treated to the end.
    """
    found = [_Timed(row.began_at, row.ended_at, _handling(row)) for row in _treatments(kin.everyone)]
    if not found:
        return Handled()
    reach = _Reach(kin, _made(kin, {timed.one.lot for timed in found}), found)
    of_lot = {lot: reach.any(lot) for lot in kin.kin}
    reached = {one.key for some in of_lot.values() for one in some}
    return Handled(
        all=tuple(timed.one for timed in found if timed.one.key in reached),
        of_lot=of_lot,
        wholly={lot: reach.all_kinds(lot) for lot in kin.kin},
    )


def _made(kin: Kinship, treated: Set[int]) -> dict[int, datetime]:
    """When each of those lots was made into which something went that was treated."""
    into = {lot for lot, parents in kin.parents.items() if not treated.isdisjoint(parents)}
    return dict(Making.objects.filter(lot__in=among(into)).values_list("lot", "made_at")) if into else {}


@dataclass(frozen=True)
class _Timed:
    began: datetime
    ended: datetime
    one: Handling


class _Reach:
    def __init__(self, kin: Kinship, made: Mapping[int, datetime], found: list[_Timed]) -> None:
        self.kin, self.made = kin, made
        self.own: dict[int, list[_Timed]] = {}
        for timed in found:
            self.own.setdefault(timed.one.lot, []).append(timed)
        self.kinds = {timed.one.kind for timed in found}
        self._wholly = cache(self._covering)

    def any(self, lot: int) -> list[Handling]:
        """Those of the lot, and of what went into it after them."""
        reached: dict[int, Handling] = {}
        waiting: list[tuple[int, datetime | None]] = [(lot, None)]
        seen = set(waiting)
        while waiting:
            key, before = waiting.pop()
            own = self.own.get(key, ())
            reached |= {timed.one.key: timed.one for timed in own if before is None or timed.began < before}
            above = {(parent, self.made.get(key)) for parent in self.kin.parents.get(key, ())}
            waiting += above - seen
            seen |= above
        return [reached[key] for key in sorted(reached)]

    def all_kinds(self, lot: int) -> dict[str, tuple[int, ...]]:
        """By kind, those that together reached all fruit of the lot."""
        return {kind: keys for kind in sorted(self.kinds) if (keys := self._wholly(kind, lot, None))}

    def _covering(self, kind: str, key: int, before: datetime | None) -> tuple[int, ...]:
        same = [timed for timed in self.own.get(key, ()) if timed.one.kind == kind]
        own = [timed.one.key for timed in same if before is None or timed.ended <= before]
        if own:
            return (own[-1],)
        parts = [self._wholly(kind, parent, self.made.get(key)) for parent in self.kin.parents.get(key, ())]
        return tuple(dict.fromkeys(one for part in parts for one in part)) if parts and all(parts) else ()


def _handling(row: HandlingRow) -> Handling:
    return Handling(
        key=row.pk,
        lot=row.lot_id,
        kind=row.kind_id,
        name_en=row.kind.name_en,
        name_zh=row.kind.name_zh,
        needs_substance=row.kind.needs_substance,
        substance=row.substance,
        dose=row.dose,
        began_on=row.local_start.date(),
        minutes=row.minutes,
        low_c=row.low_c,
        has_log=bool(row.log_sha256),
    )
