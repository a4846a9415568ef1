"""Published residue limits come in as new versions; what that changes for lots in stock is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import transaction

from traceability.certification.changes import rules_changed
from traceability.certification.importing.limits import PublishedLimit
from traceability.certification.models import ResidueLimit
from traceability.certification.places import UNION, members_of_the_union
from traceability.certification.queries import destinations_with_limits
from traceability.certification.reference import PUBLISHED
from traceability.certification.residues import judge_residues
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot
from traceability.parties.dated import in_force

Status = ResidueLimit.Status


@dataclass(frozen=True)
class ChangedVerdict:
    """A lot in stock that is judged otherwise for a destination from a day on."""

    lot: Lot
    destination: str
    on: date
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class TakenLimits:
    """The new versions, and the lots for which they change something."""

    added: Sequence[ResidueLimit]
    changed: Sequence[ChangedVerdict]


@transaction.atomic
def take_limits(*, published: Sequence[PublishedLimit], today: date, keep: bool = True) -> TakenLimits:
    """Add a version for each limit of the Union that is new or differs from the one in force on its first day.

    No row is changed: of two versions the newer wins, and decisions go on naming the one they used. The same again adds
    nothing. Lots in stock are judged today and on each later first day, for the Union and for each country that has
    limits of its own beside the Union's (the others answer as the Union does). Without `keep` all is undone.
    """
    new = [row for row in map(_row, published) if _differs(row)]
    days = sorted({today, *(row.valid_from for row in new if row.valid_from > today)})
    codes = {row.eu_product_code for row in new}
    lots = list(Lot.objects.in_stock().filter(product__variety__species__eu_product_code__in=codes).with_names())
    before = _judged(lots, days)
    ResidueLimit.objects.bulk_create(new)
    after = _judged(lots, days)
    changed = [
        ChangedVerdict(lot, place, day, verdict, after[lot, place, day])
        for (lot, place, day), verdict in before.items()
        if verdict.state != after[lot, place, day].state
    ]
    if not keep:
        transaction.set_rollback(True)
    elif new:
        rules_changed.results()
    return TakenLimits(new, changed)


def _row(limit: PublishedLimit) -> ResidueLimit:
    return ResidueLimit(
        substance=limit.substance,
        eu_product_code=limit.product_code,
        destination=UNION,
        limit_mg_kg=limit.limit_mg_kg,
        status=Status.CURRENT if limit.limit_mg_kg is not None else Status.EXEMPT,
        valid_from=limit.valid_from,
        note=limit.definition[:200],
        source=f"{PUBLISHED}, {limit.regulation}" if limit.regulation else PUBLISHED,
        confidence="high",
    )


def _differs(row: ResidueLimit) -> bool:
    held = in_force(ResidueLimit.objects.all(), row.valid_from).filter(
        substance=row.substance,
        eu_product_code=row.eu_product_code,
        destination=UNION,
        status__in=[Status.CURRENT, Status.EXEMPT],
    )
    now = held.order_by("-valid_from", "-pk").first()
    return now is None or (now.limit_mg_kg, now.status) != (row.limit_mg_kg, row.status)


def _judged(lots: Iterable[Lot], days: Collection[date]) -> dict[tuple[Lot, str, date], Verdict]:
    places = cache(_places)
    return {
        (lot, place, day): judge_residues(lot, destination=place, on=day)
        for lot in lots
        for day in days
        for place in places(lot.product.variety.species.eu_product_code, day)
    }


def _places(eu_product_code: str, on: date) -> list[str]:
    """Where the Union's limits hold and the answer may differ: the Union, and members with limits of their own."""
    own = destinations_with_limits(eu_product_code, on)
    return [UNION, *(place for place in own if place in members_of_the_union())]
