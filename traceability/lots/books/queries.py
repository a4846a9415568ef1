"""The books of an organisation: what was there, what came, what became of it and what is there, for any days.

Each row is read twice. The opening is the sum of everything that was ever written down before; the closing is what the
lots hold now, with all that was taken since put back. Between them stand the acts of the period. Only books in which
nothing was ever lost or written over add up.

A movement stands on the day on which it happened, so that the books of a past day are what they were at that time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import Case, F, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from traceability.lots.books.models import StockCount, UnexplainedLimit
from traceability.lots.books.periods import Period
from traceability.lots.books.shares import shares_of
from traceability.lots.books.sources import Source, moved, sources
from traceability.lots.models import Lot, Making, Product
from traceability.parties.models import Organisation


@dataclass
class Row:
    """Grams of one product, grower or day. `sorted_out` stands with the lot that was made: `made` is before sorting."""

    key: Any = None
    opening: int = 0
    weighed_in: int = 0
    made: int = 0
    used: int = 0
    sorted_out: int = 0
    wasted: int = 0
    out: int = 0
    unexplained: int = 0
    closing: int = 0

    @property
    def expected(self) -> int:
        """What must be there by the acts."""
        came = self.opening + self.weighed_in + self.made
        return came - self.used - self.sorted_out - self.wasted - self.out - self.unexplained

    @property
    def error_g(self) -> int:
        """Grams by which the row does not add up: 0 in books that are right."""
        return self.closing - self.expected

    @property
    def adds_up(self) -> bool:
        return self.error_g == 0

    @property
    def is_empty(self) -> bool:
        """True when nothing was there and nothing happened."""
        return not any(getattr(self, name) for name in GRAMS)

    def add(self, column: str, grams: int | None) -> None:
        """Put grams into a column."""
        setattr(self, column, getattr(self, column) + int(grams or 0))


GRAMS = tuple(field.name for field in fields(Row) if field.name != "key")


@dataclass(frozen=True)
class Books:
    """Rows in order, and their sum."""

    owner: Organisation
    period: Period
    by: str
    rows: list[Row]
    total: Row

    @property
    def add_up(self) -> bool:
        """True when every row does."""
        return self.total.adds_up and all(row.adds_up for row in self.rows)

    @property
    def error_g(self) -> int:
        """The most grams by which a row does not add up, whichever way."""
        return max(abs(row.error_g) for row in [*self.rows, self.total])

    @property
    def is_empty(self) -> bool:
        """True when nothing was there and nothing happened."""
        return not self.rows and self.total.is_empty


def books_of(owner: Organisation, period: Period, by: str) -> Books:
    """The books by `product`, `grower` or `day`; a number of queries that grows with neither lots nor days."""
    return READERS[by](owner, period)


def books_by_product(owner: Organisation, period: Period) -> Books:
    """A row a trade item: the key is the Product."""
    rows = _rows(owner, period, "product")
    named = Product.objects.select_related("variety__species").in_bulk(rows)
    found = [replace(row, key=named[row.key]) for row in rows.values() if not row.is_empty]
    found.sort(key=lambda row: (row.key.variety.species_id, row.key.variety_id, row.key.unit_weight_g or 0, row.key.pk))
    return Books(owner, period, "product", found, total_of(found))


def books_by_day(owner: Organisation, period: Period) -> Books:
    """A row a local day on which something happened: the key is the day. A day opens with what the last one left."""
    total, days = Row(), dict[date, Row]()
    zone = timezone.get_current_timezone()
    for source in sources():
        when = moved(period)
        of_day = Case(When(when["within"], then=TruncDate("moved_at", tzinfo=zone)))
        sums = {name: Sum("moved_g", filter=condition) for name, condition in when.items()}
        for found in source.of(owner).order_by().values(day=of_day).annotate(**sums):
            _enter(total, source, found)
            if found["day"]:
                days.setdefault(found["day"], Row(found["day"])).add(source.column, found["within"])
    total.closing += Lot.objects.filter(owner=owner).aggregate(grams=Coalesce(Sum("remaining_g"), 0))["grams"]
    rows = [days[day] for day in sorted(days)]
    _chain(rows, total)
    return Books(owner, period, "day", rows, total)


def books_by_grower(owner: Organisation, period: Period) -> Books:
    """A row a grower: the key is the pseudonym, or "" where none was written down. Fruit stays its grower's."""
    all_sources = sources()
    shares = shares_of(owner, period, all_sources)
    weighed_in = next(source for source in all_sources if source.column == "weighed_in")
    came = weighed_in.of(owner).filter(moved(period)["within"]).order_by()
    grower = f"{weighed_in.lot}__origin__grower_pseudonym"
    rows = {key: Row(key, **grams) for key, grams in shares.items()}
    for key, grams in came.values_list(grower).annotate(grams=Sum("moved_g")):
        rows.setdefault(key or "", Row(key or "")).add("weighed_in", grams)
    found = sorted((row for row in rows.values() if not row.is_empty), key=lambda row: row.key)
    return Books(owner, period, "grower", found, total_of(found))


READERS: dict[str, Callable[[Organisation, Period], Books]] = {
    "product": books_by_product,
    "grower": books_by_grower,
    "day": books_by_day,
}


def total_of(rows: Iterable[Row]) -> Row:
    """The sum of rows."""
    total = Row()
    for row in rows:
        for name in GRAMS:
            total.add(name, getattr(row, name))
    return total


def _rows(owner: Organisation, period: Period, field: str) -> dict[Any, Row]:
    """Rows by a field of the lot; one query a source, and one for what is in stock."""
    rows: dict[Any, Row] = {}
    for source in sources():
        sums = {name: Sum("moved_g", filter=when) for name, when in moved(period).items()}
        grouped: QuerySet[Any, Any] = source.of(owner).order_by().values(group=F(f"{source.lot}__{field}"))
        for found in grouped.annotate(**sums):
            _enter(rows.setdefault(found["group"], Row(found["group"])), source, found)
    stock = Lot.objects.filter(owner=owner).in_stock().order_by().values_list(field).annotate(grams=Sum("remaining_g"))
    for key, grams in stock:
        rows.setdefault(key, Row(key)).closing += grams
    return rows


def _enter(row: Row, source: Source, sums: dict[str, int | None]) -> None:
    """What moved before makes the opening; what moves after the period is put back."""
    row.add("opening", source.sign * (sums["before"] or 0))
    row.add(source.column, sums["within"])
    row.add("closing", -source.sign * (sums["after"] or 0))


def _chain(days: list[Row], total: Row) -> None:
    """Openings forward from what was written down before, closings backward from what is there."""
    stock = total.opening
    for row in days:
        row.opening = stock
        stock = row.expected
    stock = total.closing
    for row in reversed(days):
        row.closing = stock
        stock -= row.expected - row.opening


@dataclass(frozen=True)
class Shortage:
    """What the last day of counting found missing, beside what came in on that day."""

    day: date
    unexplained_g: int
    weighed_in_g: int
    limit: UnexplainedLimit

    @property
    def is_too_much(self) -> bool:
        """True above the limit; of a day on which nothing came in, any gram is."""
        return self.unexplained_g * 100 > self.limit.percent * self.weighed_in_g


def shortage_of(owner: Organisation) -> Shortage | None:
    """The newest day on which lots were counted, or None before the first. Four queries."""
    counts = StockCount.objects.filter(lot__owner=owner)
    newest = counts.order_by("-counted_at").values_list("counted_at", flat=True).first()
    if newest is None:
        return None
    day = timezone.localtime(newest).date()
    limit = UnexplainedLimit.objects.filter(valid_from__lte=day).order_by("valid_from").last()
    if limit is None:
        return None
    within = Period(day, day)
    missing = counts.short().filter(counted_at__gte=within.start, counted_at__lt=within.end)
    received = Making.objects.filter(
        lot__owner=owner, act=Making.Act.RECEIVE, made_at__gte=within.start, made_at__lt=within.end
    )
    return Shortage(
        day,
        missing.aggregate(grams=Coalesce(Sum(F("book_g") - F("counted_g")), 0))["grams"],
        received.aggregate(grams=Coalesce(Sum("lot__weight_g"), 0))["grams"],
        limit,
    )
