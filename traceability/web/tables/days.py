"""A cell of a day: every way in which it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from traceability.web.tables.plain import plain

_CLOCK = re.compile(r"[ T]*(上午|下午|早上|晚上)?\s*(\d{1,2})[:时点](\d{2})?(?::\d{2}(?:\.\d+)?)?分?$")
_YEAR_FIRST = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](20\d\d)")
_SERIALS = range(36_000, 60_000)
"""Excel's days from 1998 to 2064."""


@dataclass(frozen=True)
class Reading:
    """The days that a cell may mean: one is an answer, several are a question, none is a doubt.

    `no_such_day` holds month and day where the calendar has no such day; `year_inferred` says that no year stood there.
    """

    days: tuple[date, ...] = ()
    clock: time | None = None
    year_inferred: bool = False
    no_such_day: tuple[int, int] | None = None


def read_day(cell: object, *, today: date, year: int | None = None, since_1904: bool = False) -> Reading:
    """Read a cell. Without a year in it `year` counts, else the last such day that is not after `today`."""
    text = plain(cell)
    text, clock = _without_clock(text)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return Reading((_from_serial(int(cell), since_1904=since_1904),), _clock_of(float(cell)))
    if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
        return Reading((_from_serial(int(text), since_1904=since_1904),), clock)
    for pattern, order in ((_YEAR_FIRST, "ymd"), (_COMPACT, "ymd"), (_SHORT_YEAR, "short"), (_YEAR_LAST, "last")):
        if found := pattern.fullmatch(text):
            first, second, third = (int(part) for part in found.groups())
            return _of_parts(order, first, second, third, clock, today)
    if found := _MONTH_DAY.fullmatch(text):
        return _without_year(cell, found[1], found[2], clock, today, year)
    return Reading()


def _of_parts(order: str, first: int, second: int, third: int, clock: time | None, today: date) -> Reading:
    if order == "ymd":
        days = tuple(_dates([(first, second, third)]))
        return Reading(days, clock, no_such_day=None if days else (second, third))
    if order == "last":
        return Reading(tuple(_dates([(third, second, first), (third, first, second)])), clock)
    near = range(today.year - 2, today.year + 1)
    ways = [(2000 + first, second, third), (2000 + third, second, first), (2000 + third, first, second)]
    days = tuple(_dates(way for way in ways if way[0] in near))
    return Reading(days, clock, no_such_day=None if days or 2000 + first not in near else (second, third))


def _without_year(cell: object, month: str, day: str, clock: time | None, today: date, year: int | None) -> Reading:
    """6.20 and 6月20日. Kept as a number, 6.1 may have been 6.10: both are said."""
    numbers = [int(day)]
    if isinstance(cell, float) and len(day) == 1 and int(day) <= 3:
        numbers.append(int(day) * 10)
    days: list[date] = []
    for number in numbers:
        years = [year] if year else [today.year, today.year - 1]
        if int(month) == 2 and number == 29 and not year:
            years += range(today.year - 2, today.year - 5, -1)
        found = list(_dates((one, int(month), number) for one in years))
        past = [one for one in found if one <= today]
        days += past[:1] or found[:1]
    return Reading(tuple(days), clock, year_inferred=True, no_such_day=None if days else (int(month), int(day)))


def _dates(ways: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    """Each day that exists, once."""
    seen = set()
    for way in ways:
        try:
            found = date(*way)
        except ValueError:
            continue
        if found not in seen:
            seen.add(found)
            yield found


def _from_serial(serial: int, *, since_1904: bool) -> date:
    return (date(1904, 1, 1) if since_1904 else date(1899, 12, 30)) + timedelta(days=serial)


def _clock_of(serial: float) -> time | None:
    minutes = round(serial % 1 * 24 * 60)
    return time(minutes // 60, minutes % 60) if 0 < minutes < 24 * 60 else None


def _without_clock(text: str) -> tuple[str, time | None]:
    found = _CLOCK.search(text)
    if found is None or found.start() == 0:
        return text, None
    hour, minute = int(found[2]), int(found[3] or 0)
    if found[1] in {"下午", "晚上"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return text, None
    clock = time(hour, minute)
    return text[: found.start()].strip(), clock if clock != time(0) else None
