"""A logger's export as readings: CSV, TSV or Excel, whatever its maker writes above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation

from exports.loggers.refusals import (
    LoggerClockIsUnknown,
    LoggerDaysAreUnclear,
    LoggerFileHoldsFormulas,
    LoggerFileIsEmpty,
    LoggerIsInFahrenheit,
    LoggerLineIsWrong,
    LoggerRunsBackwards,
)
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import Cell, read_table
from traceability.web.tables.temperatures import FAHRENHEIT, times_at, without_unit

COLDEST, WARMEST = Decimal(-30), Decimal(60)
"""What a container with fruit can be; anything else is a broken sensor."""
_COMMA = re.compile(r"[+-]?\d+,\d+")
_ZONE = re.compile(r"\b(?:UTC|GMT)\s*(?:([+-])\s*(\d{1,2})(?::?([0-5]\d))?)?", re.IGNORECASE)
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,])")


@dataclass(frozen=True)
class Reading:
    """Degrees Celsius at a moment."""

    at: datetime
    degrees: Decimal


@dataclass(frozen=True)
class _Row:
    number: int
    text: str
    days: tuple[date, ...]
    clock: time
    degrees: Decimal
    zone: tzinfo | None


def read_readings(content: bytes, *, zone: tzinfo | None, today: date) -> list[Reading]:
    """Readings, oldest first. `zone` is the clock the logger ran on; a zone that the file names goes before it.

    Rows before the first reading are headings; of several temperatures in a row the first counts. A file that runs
    from the newest to the oldest is turned. Raises one of the refusals imported above, TableIsNotReadable or
    TableIsTooLarge.
    """
    table = read_table(content)
    rows: list[_Row] = []
    named: tzinfo | None = None
    for number, cells in enumerate(table.cells, start=table.first):
        _no_formulas(number, cells)
        row = _row(number, cells, today, since_1904=table.since_1904)
        if row:
            rows.append(row)
        elif rows and any(cells):
            text = " ".join(plain(cell) for cell in cells)[:60]
            raise LoggerLineIsWrong(row=number, text=text, low=COLDEST, high=WARMEST)
        else:
            named = named or _heading(cells)
    if not rows:
        raise LoggerFileIsEmpty
    clock = named or zone
    if clock is None and any(row.zone is None for row in rows):
        raise LoggerClockIsUnknown
    return _in_order(rows, clock or UTC)


def _heading(cells: Sequence[Cell]) -> tzinfo | None:
    """The zone that a heading names. Raises LoggerIsInFahrenheit."""
    text = " ".join(plain(cell) for cell in cells)
    if FAHRENHEIT.search(text):
        raise LoggerIsInFahrenheit
    found = _ZONE.search(text)
    if found is None:
        return None
    minutes = int(found[2] or 0) * 60 + int(found[3] or 0)
    away = timedelta(minutes=-minutes if found[1] == "-" else minutes)
    return timezone(away) if away < timedelta(hours=15) else None


def _no_formulas(number: int, cells: Sequence[Cell]) -> None:
    for cell in cells:
        if isinstance(cell, str) and _FORMULA.match(text := plain(cell)) and text not in {"-", "--", "+"}:
            raise LoggerFileHoldsFormulas(row=number, text=text[:40])


def _row(number: int, cells: Sequence[Cell], today: date, *, since_1904: bool) -> _Row | None:
    """The first cell that is a time, with the first number behind it. Day and clock may stand in two cells."""
    for place, cell in enumerate(cells):
        if stamp := _stamp(cell):
            degrees = next(_degrees(cells[place + 1 :]), None)
            day, clock = (stamp.date(),), stamp.time()
            return None if degrees is None else _Row(number, plain(cell), day, clock, degrees, stamp.tzinfo)
        for found in times_at(cells, place, today=today, since_1904=since_1904):
            degrees = next(_degrees(found.behind), None)
            return None if degrees is None else _Row(number, found.text, found.days, found.clock, degrees, None)
    return None


def _stamp(cell: Cell) -> datetime | None:
    """An ISO 8601 time with its offset."""
    try:
        found = datetime.fromisoformat(plain(cell))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _degrees(cells: Sequence[Cell]) -> Iterator[Decimal]:
    for cell in cells:
        text = without_unit(cell)
        try:
            degrees = Decimal(text.replace(",", ".") if _COMMA.fullmatch(text) else text)
        except InvalidOperation:
            continue
        if degrees.is_finite():
            if COLDEST <= degrees <= WARMEST:
                yield degrees
            return


def _in_order(rows: Sequence[_Row], zone: tzinfo) -> list[Reading]:
    """Days that may be read in two ways are read in the one in which time runs on."""
    ways = [_readings(rows, zone, way) for way in range(max(len(row.days) for row in rows))]
    running = [way for way in ways if _first_back(way) is None] or [
        way[::-1] for way in ways if _first_back(way[::-1]) is None
    ]
    if not running:
        raise LoggerRunsBackwards(row=rows[_first_back(ways[0]) or 0].number)
    if any(way != running[0] for way in running):
        raise LoggerDaysAreUnclear(text=next(row.text for row in rows if len(row.days) > 1))
    return running[0]


def _readings(rows: Sequence[_Row], zone: tzinfo, way: int) -> list[Reading]:
    return [
        Reading(datetime.combine(row.days[min(way, len(row.days) - 1)], row.clock, row.zone or zone), row.degrees)
        for row in rows
    ]


def _first_back(readings: Sequence[Reading]) -> int | None:
    """Where time first runs backwards."""
    return next((i for i in range(1, len(readings)) if readings[i].at < readings[i - 1].at), None)
