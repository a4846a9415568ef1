"""Which days the books are read for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from traceability.lots.books.refusals import DayNotUnderstood, DaysAreReversed
from traceability.web.dates import day as in_words


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment of the first day."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after the last day."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def named_periods(today: date) -> dict[str, Period]:
    """What people ask for by name. A season is the calendar year: what is picked in one is sold in it."""
    return {
        "today": Period(today, today),
        "week": Period(today - timedelta(days=today.weekday()), today),
        "season": Period(date(today.year, 1, 1), today),
    }


def asked_period(asked: Mapping[str, str], today: date) -> tuple[str, Period]:
    """`for` names a period, `from` and `to` are days; the season when nothing is asked. Its name is "" for days.

    A day alone is that day, or goes on until today. Raises DayNotUnderstood or DaysAreReversed.
    """
    named = named_periods(today)
    first, last = asked.get("from", ""), asked.get("to", "")
    if not (first or last):
        name = asked.get("for", "")
        name = name if name in named else "season"
        return name, named[name]
    ends = _day(last) if last else max(today, _day(first))
    begins = _day(first) if first else ends
    if begins > ends:
        raise DaysAreReversed(first=in_words(begins), last=in_words(ends))
    return "", Period(begins, ends)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as problem:
        raise DayNotUnderstood(text=text[:40]) from problem
    if not 2000 <= found.year <= 2999:
        raise DayNotUnderstood(text=text[:40])
    return found
