"""A page as it was understood, ready to be shown: doubts first, a piece at a time, sums per grower."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orchards.models import Grower
from orchards.paper.doubts import ALREADY_THERE
from orchards.paper.understanding import Page, Understood
from orchards.paper.written import as_written
from traceability.web.language import run_on

ON_A_PAGE = 100


@dataclass(frozen=True)
class Line:
    """One row for the eye: what was written, what was understood, what was read into it."""

    one: Understood
    written: str
    notes: list[str]
    asked: frozenset[str]
    """The fields that can be mended here: doubted, or mended before."""

    @property
    def number(self) -> int:
        return self.one.row["number"]

    @property
    def answers(self) -> dict[str, str]:
        return self.one.row["answers"]

    @property
    def is_known(self) -> bool:
        """True where the question is whether it is a picking of its own."""
        asked = ALREADY_THERE | {"only-a-weight"}
        return any(doubt.code in asked for doubt in self.one.doubts) or "same" in self.answers

    @property
    def weight_kg(self) -> str:
        """What stands in the field of the weight: the answer, or what was understood."""
        grams = self.one.weight_g
        return self.answers.get("weight", "") or (f"{grams / 1000:.12g}" if grams else "")


@dataclass(frozen=True)
class Preview:
    """What the page of a book needs."""

    lines: PageOfRows[Line]
    totals: list[Line]
    page: Page
    growers: list[tuple[Grower, int, int]]
    first_day: date | None
    last_day: date | None
    columns: list[str]
    """The headings of the columns that were read."""
    years: list[int]
    """Read into rows that name none."""
    lacks_unit: bool
    known: int
    first_stop: int | None

    @property
    def can_be_answered(self) -> bool:
        """Whether a row of this piece asks or was answered, or one of the page stops; else there is nothing to keep."""
        return bool(self.known or self.page.stopping) or any(
            line.one.doubts or line.answers or line.one.is_left_out for line in self.lines
        )

    @property
    def headline(self) -> str:
        """Nine rows were read. Three need an answer, two a second look. Nothing is kept yet."""
        count, stops, asks = len(self.page.harvests), len(self.page.stopping), len(self.page.asking)
        words = [ngettext("One row was read.", "%(count)s rows were read.", count) % {"count": count}]
        if stops:
            words.append(ngettext("One needs an answer.", "%(count)s need an answer.", stops) % {"count": stops})
        if asks:
            words.append(ngettext("One needs a second look.", "%(count)s need a second look.", asks) % {"count": asks})
        words.append(_("Nothing is kept yet."))
        return run_on(*words)


def preview(page: Page, number: str | None) -> Preview:
    """The rows of one piece. A long page shows what needs an answer first, then what needs a look; a short one keeps
    the order of the paper."""
    rows = page.harvests
    if len(rows) > ON_A_PAGE:
        rows = sorted(rows, key=lambda one: (not one.stops, not one.asks))
    piece = Paginator([_line(one) for one in rows], ON_A_PAGE).get_page(number)
    days = [one.day for one in page.taken if one.day]
    return Preview(
        lines=piece,
        totals=[_line(one) for one in page.totals],
        page=page,
        growers=_sums(page.taken),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        columns=list(rows[0].row["titles"].values()) if rows else [],
        years=sorted({one.day.year for one in page.taken if one.day and one.year_inferred}),
        lacks_unit=any(doubt.code == "no-unit" for one in page.stopping for doubt in one.doubts),
        known=len(known_rows(page)),
        first_stop=next((one.row["number"] for one in rows if one.stops), None),
    )


def known_rows(page: Page) -> list[int]:
    """Numbers of the rows that seem to be in the growers' books already and are not left out yet."""
    return [one.row["number"] for one in page.taken if any(doubt.code in ALREADY_THERE for doubt in one.doubts)]


def _sums(rows: Iterable[Understood]) -> list[tuple[Grower, int, int]]:
    """Each grower with rows and grams, most first."""
    sums: dict[int, tuple[Grower, int, int]] = {}
    for one in rows:
        if one.grower is not None:
            _grower, count, grams = sums.get(one.grower.pk, (one.grower, 0, 0))
            sums[one.grower.pk] = (one.grower, count + 1, grams + (one.weight_g or 0))
    return sorted(sums.values(), key=lambda line: -line[2])


def _line(one: Understood) -> Line:
    notes = []
    if one.row["above"]:
        notes.append(_("Day or grower as in the row above."))
    if one.plot_inferred and one.plot:
        notes.append(_("The only plot that fits."))
    if one.row["answers"]:
        notes.append(_("Mended here."))
    asked = {doubt.place for doubt in one.doubts if doubt.stops or doubt.code == "much"} | one.row["answers"].keys()
    if "variety" in asked:
        asked.add("plot")
    return Line(one, as_written(one.row), notes, frozenset(asked))
