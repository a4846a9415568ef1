"""What each row means: day, grower, plot, weight, and every doubt about it. Reads the database, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from orchards.models import Grower, PaperBook, Plot
from orchards.paper.amounts import cell_unit, read_crates, read_weight
from orchards.paper.doubts import Doubt
from orchards.paper.known import Known
from orchards.paper.register import Register
from orchards.paper.whose import find_grower, find_plot
from orchards.paper.written import Row
from orchards.thresholds import Key, Thresholds
from orchards.weights import with_unit
from traceability.parties.models import Organisation
from traceability.web.failures import Invalid
from traceability.web.numbers import localised
from traceability.web.tables.days import read_day
from traceability.web.tables.plain import plain

NOON = time(12)
"""A day without a clock: the middle of it, and said so."""
MOST_CRATES = 9_999
LONG_AGO = timedelta(days=270)
MOST_GRAMS = 10**12
UNIT_SIGNS = {"jin": "斤", "kg": "kg", "t": "t", "g": "g"}


@dataclass
class Understood:
    """One row of the page as it was understood. What is None was not: a doubt says why."""

    row: Row
    day: date | None = None
    clock: time | None = None
    year_inferred: bool = False
    grower: Grower | None = None
    plot: Plot | None = None
    plot_inferred: bool = False
    weight_g: int | None = None
    crates: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    days: tuple[date, ...] = ()
    growers: list[Grower] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)

    @property
    def is_left_out(self) -> bool:
        return self.row["left_out"]

    @property
    def stops(self) -> bool:
        """True when it can be taken in only after an answer."""
        return not self.is_left_out and any(doubt.stops for doubt in self.doubts)

    @property
    def asks(self) -> bool:
        return not self.is_left_out and bool(self.doubts) and not self.stops

    @property
    def picked_at(self) -> datetime:
        """The moment on the orchard's clock. Noon where the page has no clock; never in the future."""
        if self.day is None:
            raise ValueError("The day is not known.")
        return min(timezone.make_aware(datetime.combine(self.day, self.clock or NOON)), timezone.localtime())

    def ask(self, code: str, place: str, **facts: object) -> None:
        self.doubts.append(Doubt(code, place, facts))


@dataclass
class Page:
    """A whole book as it was understood: its harvests, and its totals compared."""

    harvests: list[Understood]
    totals: list[Understood]

    @property
    def taken(self) -> list[Understood]:
        return [one for one in self.harvests if not one.is_left_out]

    @property
    def stopping(self) -> list[Understood]:
        return [one for one in self.harvests if one.stops]

    @property
    def asking(self) -> list[Understood]:
        return [one for one in self.harvests if one.asks]

    @property
    def taken_g(self) -> int:
        return sum(one.weight_g or 0 for one in self.taken)


def understand(rows: Iterable[Row], cooperative: Organisation, *, book: PaperBook | None = None) -> Page:
    """Understand every row against the growers' register and what is in their books already (but for `book` itself).

    A handful of queries, however many rows.
    """
    register, thresholds, today = Register(cooperative), Thresholds(), timezone.localdate()
    page = Page([], [])
    for row in rows:
        one = Understood(row)
        if row["kind"] == "harvest":
            _day(one, today)
            find_grower(one, register)
            find_plot(one, register)
            _weight(one, thresholds, today)
            _crates(one)
            _only_a_weight(one, page)
        else:
            page.totals.append(one)
    Known(page.harvests, book).compare(page.harvests)
    _compare_totals(page)
    return page


def _day(one: Understood, today: date) -> None:
    row = one.row
    cell = row["answers"].get("day") or row["written"].get("day", "")
    if cell == "":
        return one.ask("no-day", "day")
    found = read_day(cell, today=today, year=row["year"], since_1904=row["since_1904"])
    one.clock, one.year_inferred = found.clock, found.year_inferred
    if len(found.days) > 1:
        one.days = found.days
        return one.ask("two-days", "day", text=plain(cell))
    if not found.days:
        if found.no_such_day:
            return one.ask("no-such-day", "day", month=found.no_such_day[0], day=found.no_such_day[1])
        return one.ask("day-unread", "day", text=plain(cell))
    one.day = found.days[0]
    if one.day > today:
        one.ask("day-to-come", "day", day=one.day.isoformat())
    elif today - one.day > LONG_AGO:
        one.ask("old-day", "day", days=localised((today - one.day).days))
    return None


def _weight(one: Understood, thresholds: Thresholds, today: date) -> None:
    row, answered = one.row, one.row["answers"].get("weight", "")
    cell = answered or row["written"].get("weight", "")
    unit = "kg" if answered else row["answers"].get("unit") or row["unit"]
    if cell == "":
        return one.ask("no-weight", "weight")
    own = cell_unit(cell)
    try:
        found = read_weight(cell, unit or "kg", limit=MOST_GRAMS)
    except Invalid as problem:
        return one.ask("weight-unread", "weight", sentence=problem.message)
    if not own and not unit:
        return one.ask("no-unit", "weight")
    one.weight_g = found.grams
    most = thresholds.most_of_one_harvest_g(on=one.day or today)
    if found.grams > most:
        kg = {"kg": localised(found.grams // 1000), "most": localised(most // 1000)}
        return one.ask("weight-impossible", "weight", **kg)
    if not own and not answered and row["unit_from"] == "others" and not row["answers"].get("unit"):
        one.ask("unit-of-others", "weight", unit=UNIT_SIGNS[unit])
    if found.is_sum:
        one.ask("a-sum", "weight", text=plain(cell))
    if one.plot is not None:
        capacity = int(one.plot.area_mu * thresholds.value(Key.SEASON_WARNS, on=one.day or today))
        if found.grams > capacity * 1000:
            one.ask("much", "weight", kg=localised(capacity))
    return None


def _crates(one: Understood) -> None:
    cell = one.row["answers"].get("crates") or one.row["written"].get("crates", "")
    found = read_crates(cell)
    if found is None or found > MOST_CRATES:
        one.ask("crates-unread", "crates", text=plain(cell))
    else:
        one.crates = found


def _only_a_weight(one: Understood, page: Page) -> None:
    """A last row with nothing but a weight is the total if it is the sum of the rows above; else it is asked about."""
    if not one.row["bare"] or one.row["answers"].get("same") == "another":
        page.harvests.append(one)
    elif one.weight_g is not None and one.weight_g == _grams(page.harvests):
        one.doubts.clear()
        page.totals.append(one)
    else:
        name = one.grower.user.name if one.grower else plain(one.row["written"].get("grower", ""))
        one.ask("only-a-weight", "weight", name=name)
        page.harvests.append(one)


def _compare_totals(page: Page) -> None:
    """Each total of the page against the rows above it; a subtotal against those since the last."""
    for total in page.totals:
        row = total.row
        before = [one for one in page.harvests if one.row["number"] < row["number"]]
        last = max((one.row["number"] for one in page.totals if one.row["number"] < row["number"]), default=0)
        since = [one for one in before if one.row["number"] > last]
        cell, unit = row["written"].get("weight", ""), row["unit"] or _answered_unit(before)
        if cell == "" or not (unit or cell_unit(cell)):
            continue
        try:
            total.weight_g = read_weight(cell, unit, limit=MOST_GRAMS).grams
        except Invalid:
            total.ask("total-unread", "weight")
            continue
        sums = {_grams(since)} if row["kind"] == "subtotal" else {_grams(before), _grams(since)}
        if total.weight_g not in sums:
            rows_g = _grams(since if row["kind"] == "subtotal" else before)
            facts = {"written": total.weight_g, "sum": rows_g, "difference": abs(total.weight_g - rows_g)}
            total.ask("total-differs", "weight", **{name: with_unit(g, "kg")[:-3] for name, g in facts.items()})


def _grams(rows: list[Understood]) -> int:
    return sum(one.weight_g or 0 for one in rows)


def _answered_unit(rows: list[Understood]) -> str:
    return next((unit for one in rows if (unit := one.row["answers"].get("unit"))), "")
