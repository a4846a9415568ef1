"""A logger's own table: a time and a temperature in each row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation

from traceability.lots.handling.refusals import (
    LogIsEmpty,
    LogIsInFahrenheit,
    LogIsOfAnotherTime,
    LogLineIsWrong,
)
from traceability.lots.making import offset_minutes
from traceability.web.dates import moment
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import Cell, read_table
from traceability.web.tables.temperatures import FAHRENHEIT, times_at, without_unit

COLDEST, HOTTEST = Decimal(-5), Decimal(70)


@dataclass(frozen=True)
class TemperatureLog:
    """Readings, oldest first, and the SHA-256 of the file that they were read from."""

    readings: Sequence[tuple[datetime, Decimal]]
    sha256: str

    def within(self, began: datetime, ended: datetime) -> TemperatureLog:
        """The readings of a handling alone. Raises LogIsOfAnotherTime when there is none."""
        inside = [reading for reading in self.readings if began <= reading[0] <= ended]
        if not inside:
            first, last = (self.readings[index][0] for index in (0, -1))
            raise LogIsOfAnotherTime(first=_in_words(first), last=_in_words(last))
        return TemperatureLog(inside, self.sha256)

    @property
    def as_told(self) -> list[list[str]]:
        """As rows keep it: each reading's time and degrees as text."""
        return [[at.isoformat(), str(degrees)] for at, degrees in self.readings]

    @property
    def low(self) -> Decimal:
        return min(degrees for _, degrees in self.readings)

    @property
    def high(self) -> Decimal:
        return max(degrees for _, degrees in self.readings)

    @property
    def mean(self) -> Decimal:
        """To a hundredth of a degree."""
        return (sum((degrees for _, degrees in self.readings), Decimal()) / len(self.readings)).quantize(
            Decimal("0.01")
        )


def read_log(content: bytes, *, zone: tzinfo, today: date) -> TemperatureLog:
    """The readings in a file of a logger: CSV, TSV or Excel; `zone` is the clock it ran on, `today` the year's help.

    Rows before the first reading are headings. Raises LogIsEmpty, LogLineIsWrong, LogIsInFahrenheit,
    TableIsNotReadable or TableIsTooLarge.
    """
    table = read_table(content)
    readings: list[tuple[datetime, Decimal]] = []
    for number, row in enumerate(table.cells, start=table.first):
        reading = _reading(row, zone, today, since_1904=table.since_1904)
        if reading:
            readings.append(reading)
        elif any(FAHRENHEIT.search(plain(cell)) for cell in row):
            raise LogIsInFahrenheit()
        elif readings and any(row):
            raise LogLineIsWrong(row=number, text=" ".join(plain(cell) for cell in row)[:60])
    if not readings:
        raise LogIsEmpty()
    return TemperatureLog(sorted(readings), hashlib.sha256(content).hexdigest())


def _reading(row: Sequence[Cell], zone: tzinfo, today: date, *, since_1904: bool) -> tuple[datetime, Decimal] | None:
    """The first cell that is a time, with the first number behind it. Day and clock may stand in two cells."""
    for place in range(len(row)):
        for found in times_at(row, place, today=today, since_1904=since_1904):
            if len(found.days) == 1:
                degrees = next(filter(None, map(_degrees, found.behind)), None)
                return (datetime.combine(found.days[0], found.clock, tzinfo=zone), degrees[0]) if degrees else None
    return None


def _degrees(cell: Cell) -> tuple[Decimal] | None:
    """In a tuple, because no degrees at all is a reading too."""
    try:
        degrees = Decimal(without_unit(cell))
    except InvalidOperation:
        return None
    return (degrees,) if degrees.is_finite() and COLDEST <= degrees <= HOTTEST else None


def _in_words(when: datetime) -> str:
    return moment(when, offset_minutes(when))
