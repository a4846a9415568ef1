"""A logger's readings as a drawn line with the limits across it, and as questions where it left them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from exports.loggers.limits import Limits, limits_for
from exports.loggers.models import LoggerFile
from exports.models import ExportBatch, PalletContent
from exports.queries import numbers_of
from traceability.lots.making import offset_minutes
from traceability.web import dates
from traceability.web.numbers import localised

LEFT, RIGHT, TOP, BOTTOM = 44, 650, 14, 236
MOST_POINTS = 600
MOST_QUESTIONS = 3


@dataclass(frozen=True)
class Mark:
    """A level or a day on the drawing: where it stands and what is written there."""

    place: int
    words: str


@dataclass(frozen=True)
class Drawn:
    """A logger's file as both desks show it, in a drawing of 660 by 280."""

    file: LoggerFile
    where: str
    headline: str
    points: str = ""
    levels: tuple[Mark, ...] = ()
    days: tuple[Mark, ...] = ()
    band: tuple[Mark, Mark] | None = None
    """The upper and the lower limit."""
    limits: Limits | None = None
    questions: tuple[str, ...] = ()


def drawn(batch: ExportBatch) -> list[Drawn]:
    """Every logger's file of a batch, in the order in which they were added."""
    files = list(batch.logger_files.select_related("pallet", "event", "added_by"))
    if not files:
        return []
    species = PalletContent.objects.filter(pallet__batch=batch).values_list(
        "run__lot__product__variety__species", flat=True
    )
    limits = limits_for(set(species), batch.leaves_on)
    numbers = numbers_of(batch)
    return [_drawn(file, numbers, limits) for file in files]


def _drawn(file: LoggerFile, numbers: dict[int, int], limits: Limits | None) -> Drawn:
    where = _("Pallet %(number)s") % {"number": numbers[file.pallet_id]} if file.pallet_id else _("Container")
    readings = file.readings
    if not readings:
        return Drawn(file, where, _("Kept as it is; nothing is read of a PDF."), limits=limits)
    words = {"low": degrees(min(c for _at, c in readings)), "high": degrees(max(c for _at, c in readings))}
    low, high = _reach(readings, limits)

    def height(value: Decimal) -> int:
        return round(BOTTOM - float((value - low) / (high - low)) * (BOTTOM - TOP))

    return Drawn(
        file=file,
        where=where,
        headline=_("%(low)s to %(high)s °C on the way.") % words,
        points=" ".join(f"{x},{height(c)}" for x, c in _line(readings)),
        levels=tuple(Mark(height(Decimal(level)), localised(level)) for level in _levels(low, high)),
        days=tuple(_days(readings)),
        band=(
            (Mark(height(limits.high_c), degrees(limits.high_c)), Mark(height(limits.low_c), degrees(limits.low_c)))
            if limits
            else None
        ),
        limits=limits,
        questions=tuple(_questions(readings, limits)) if limits else (),
    )


def degrees(value: Decimal) -> str:
    """With one decimal."""
    return localised(value.quantize(Decimal("0.1")))


def _reach(readings: Sequence[tuple[datetime, Decimal]], limits: Limits | None) -> tuple[Decimal, Decimal]:
    """From the degree below all that is drawn to the one above."""
    values = [c for _at, c in readings] + ([limits.low_c, limits.high_c] if limits else [])
    return Decimal(int(min(values)) - 2), Decimal(int(max(values)) + 2)


def _levels(low: Decimal, high: Decimal) -> range:
    step = 1 if high - low <= 8 else 2 if high - low <= 16 else 5 if high - low <= 40 else 10
    return range(int(low) + (-int(low)) % step, int(high) + 1, step)


def _across(at: datetime, readings: Sequence[tuple[datetime, Decimal]]) -> int:
    first, last = readings[0][0], readings[-1][0]
    share = (at - first) / (last - first) if last > first else 0.5
    return round(LEFT + share * (RIGHT - LEFT))


def _line(readings: Sequence[tuple[datetime, Decimal]]) -> Iterable[tuple[int, Decimal]]:
    """Of more readings than dots across, the lowest and the highest of each stretch: no peak is lost."""
    size = max(1, -(-len(readings) * 2 // MOST_POINTS))
    for start in range(0, len(readings), size):
        stretch = readings[start : start + size]
        ends = {min(stretch, key=lambda one: one[1]), max(stretch, key=lambda one: one[1])}
        for at, c in sorted(ends):
            yield _across(at, readings), c


def _days(readings: Sequence[tuple[datetime, Decimal]]) -> Iterable[Mark]:
    first, last = readings[0][0], readings[-1][0]
    apart = max(1, -(-(last.date() - first.date()).days // 5))
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    day = midnight + timedelta(days=1)
    while day < last:
        place = _across(day, readings)
        if LEFT + 16 < place < RIGHT - 16:
            yield Mark(place, dates.day(day.date(), short=True))
        day += timedelta(days=apart)


def _questions(readings: Sequence[tuple[datetime, Decimal]], limits: Limits) -> Iterable[str]:
    """Each stretch outside the limits as a question: what it did to the fruit, a line does not say."""
    found = [
        *_outside(readings, limits.high_c, above=True),
        *_outside(readings, limits.low_c, above=False),
    ]
    for began, lasted, worst, above in sorted(found, key=lambda one: -one[1])[:MOST_QUESTIONS]:
        words = {
            "when": dates.moment(began, offset_minutes(began)),
            "hours": localised(round(Decimal(lasted.total_seconds()) / 3600, 1)),
            "limit": degrees(limits.high_c if above else limits.low_c),
            "worst": degrees(worst),
        }
        if above:
            yield (
                _("From %(when)s it was above %(limit)s °C for %(hours)s hours, %(worst)s °C at most. What happened?")
                % words
            )
        else:
            yield (
                _("From %(when)s it was below %(limit)s °C for %(hours)s hours, %(worst)s °C at least. What happened?")
                % words
            )


def _outside(
    readings: Sequence[tuple[datetime, Decimal]], limit: Decimal, *, above: bool
) -> Iterable[tuple[datetime, timedelta, Decimal, bool]]:
    """Stretches beyond a limit: from the first reading beyond it to the next one within."""
    stretch: list[tuple[datetime, Decimal]] = []
    for at, c in readings:
        if c > limit if above else c < limit:
            stretch.append((at, c))
        elif stretch:
            yield _told(stretch, at, above=above)
            stretch = []
    if stretch:
        yield _told(stretch, stretch[-1][0], above=above)


def _told(
    stretch: Sequence[tuple[datetime, Decimal]], until: datetime, *, above: bool
) -> tuple[datetime, timedelta, Decimal, bool]:
    values = [c for _at, c in stretch]
    return stretch[0][0], until - stretch[0][0], max(values) if above else min(values), above
