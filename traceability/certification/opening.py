"""The first day of a year on which a variety may be sold under the name (开采上市日)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from traceability.certification.models import GIScheme, OpeningDay


@dataclass(frozen=True)
class Opening:
    """A variety's opening day, and the row that says so. `follows` is the year it was carried over from, if any."""

    day: date
    row: OpeningDay
    follows: int | None

    @property
    def provisional(self) -> bool:
        """True until the city has published the year, or while the row itself is not sure."""
        return self.follows is not None or self.row.is_provisional


def openings_of(scheme: GIScheme, varieties: Iterable[str], years: Iterable[int]) -> dict[tuple[str, int], OpeningDay]:
    """By variety and year, the row of that year or of the newest year before it: one query.

    Of a year's rows the notice taken in last wins, and any notice over what came with the program.
    """
    wanted = {(variety, year) for variety in varieties for year in years}
    rows = OpeningDay.objects.filter(scheme=scheme, variety__in={variety for variety, _ in wanted})
    rows = rows.order_by("year", F("taken_in_at").asc(nulls_first=True))
    found: dict[tuple[str, int], OpeningDay] = {}
    for row in rows:
        for variety, year in wanted:
            if row.variety_id == variety and row.year <= year:
                found[variety, year] = row
    return found


def opening(row: OpeningDay | None, year: int, *, embryo_less: bool) -> Opening | None:
    """The opening day that a row gives for a year. A year that is not published follows the newest one known."""
    if row is None:
        return None
    day = (row.embryo_less_opens_on if embryo_less else None) or row.opens_on
    return Opening(day=day.replace(year=year), row=row, follows=None if row.year == year else row.year)
