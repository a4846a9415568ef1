"""What the tables of temperature loggers have in common, whoever reads them and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import NamedTuple

from traceability.web.tables.days import read_day
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import Cell

FAHRENHEIT = re.compile(r"°\s*F|℉|fahrenheit|华氏", re.IGNORECASE)
_UNIT = re.compile(r"\s*(°\s*C|℃|摄氏度)$", re.IGNORECASE)


class Timed(NamedTuple):
    """A time in a row: its text, the days that it may be, the clock, and the cells behind it."""

    text: str
    days: tuple[date, ...]
    clock: time
    behind: Sequence[Cell]


def times_at(cells: Sequence[Cell], place: int, *, today: date, since_1904: bool) -> Iterator[Timed]:
    """The time that stands at one place of a row, and the one that it makes with the next cell: day and clock may stand
    in two."""
    cell = cells[place]
    joined = f"{plain(cell)} {plain(cells[place + 1])}" if place + 1 < len(cells) else ""
    for text, used in ((cell, 1), (joined, 2)):
        found = read_day(text, today=today, since_1904=since_1904)
        if found.days and (found.clock or ":" in plain(text)):
            yield Timed(plain(text), found.days, found.clock or time.min, cells[place + used :])


def without_unit(cell: Cell) -> str:
    """What a cell says of degrees Celsius, without saying that they are."""
    return _UNIT.sub("", plain(cell))
