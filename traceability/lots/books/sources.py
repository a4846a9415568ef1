"""Where the books read from: every act that brings fruit in, moves it on or takes it away, as rows of one shape.

A room above that lets fruit leave adds its rows without being imported:

    @leaving(order=10)
    def shipped() -> Source:
        ...

It registers in a module that its AppConfig imports in `ready()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable

from traceability.lots.books.models import StockCount
from traceability.lots.books.periods import Period
from traceability.lots.models import Loss, Lot, LotInput, Making
from traceability.lots.panels import Registry
from traceability.parties.models import Organisation


@dataclass(frozen=True)
class Source:
    """Rows that change what a lot holds: `column` of the books, the paths to the lot and to the time, and grams."""

    column: str
    rows: QuerySet[Any]
    lot: str
    at: str
    grams: Combinable
    brings: bool = False

    @property
    def sign(self) -> int:
        """1 when the rows add to what is in stock, -1 when they take from it."""
        return 1 if self.brings else -1

    def movements(self) -> QuerySet[Any]:
        """The rows with `moved_at` and `moved_g`, whatever their table calls them."""
        found: QuerySet[Any] = self.rows.alias(moved_at=F(self.at), moved_g=self.grams)
        return found

    def of(self, owner: Organisation) -> QuerySet[Any]:
        """Those of one organisation's lots."""
        return self.movements().filter(**{f"{self.lot}__owner": owner})


leaving: Registry[Source] = Registry()
"""() -> the rows by which fruit leaves the house."""


def sources() -> list[Source]:
    """All of them. What was sorted out stands with the lot that was made, so that a blend needs no shares of it."""
    made = Making.objects.exclude(act=Making.Act.RECEIVE)
    weight, difference = F("lot__weight_g"), F("book_g") - F("counted_g")
    return [
        Source("weighed_in", Making.objects.filter(act=Making.Act.RECEIVE), "lot", "made_at", weight, brings=True),
        Source("made", made, "lot", "made_at", weight + F("loss_g"), brings=True),
        Source("used", LotInput.objects.all(), "parent", "child__making__made_at", F("weight_g")),
        Source("sorted_out", made.filter(loss_g__gt=0), "lot", "made_at", F("loss_g")),
        Source("wasted", Loss.objects.all(), "lot", "lost_at", F("weight_g")),
        Source("unexplained", StockCount.objects.short(), "lot", "counted_at", difference),
        *leaving.results(),
    ]


def moved(period: Period) -> dict[str, Q]:
    """Conditions on movements: before a period, within it and after it."""
    return {
        "before": Q(moved_at__lt=period.start),
        "within": Q(moved_at__gte=period.start, moved_at__lt=period.end),
        "after": Q(moved_at__gte=period.end),
    }


def used_after(lots: Sequence[Lot], at: datetime) -> str:
    """The code of one of these lots that something was taken from after a moment; "" for none. A query a source."""
    for source in sources():
        if not source.brings:
            late = source.movements().filter(moved_at__gt=at, **{f"{source.lot}__in": lots})
            if code := late.values_list(f"{source.lot}__code", flat=True).first():
                return str(code)
    return ""
