"""When to eat it: advice for each kind of fruit, and for its days since picking, as data with its source.

It promises nothing. It counts from the last day of picking, so that no fruit of the lot is older than it says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traceability.provenance.origin import Origin
from traceability.provenance.voyage import Voyage
from traceability.web import dates
from traceability.web.numbers import localised
from traceability.web.rows import csv_rows

LANGUAGES = ("en", "zh", "de", "fr", "nl", "es", "it")
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Advice:
    """A word and a sentence, in the reader's language."""

    when: str
    text: str
    source: str
    confidence: str


@dataclass(frozen=True)
class AdviceToday:
    """What the days since picking mean for this fruit, in the reader's language."""

    days: int
    lead: str
    """Picked 31 days ago:"""
    text: str
    """Goes on from there, to its full stop."""
    counted: str
    """From which day it counts."""
    way: str
    """How far it has come, as far as is recorded."""
    source: str


def advice_for(species: str, varieties: Collection[str] = ()) -> list[Advice]:
    """The rows of a species in the language of now; where it is one variety that has a row of its own, that one."""
    own = {
        row["step"]: row for row in _rows("advice") if [row["variety"]] == [*varieties] and row["species"] == species
    }
    rows = [row for row in _rows("advice") if row["species"] == species and not row["variety"]]
    told, column = [own.get(row["step"], row) for row in rows], _column()
    return [Advice(row[f"when_{column}"], row[f"text_{column}"], row["source"], row["confidence"]) for row in told]


def advice_today(species: str, origin: Origin, voyage: Voyage | None, today: date) -> AdviceToday | None:
    """The row for the days since the last picking; None when nobody recorded that day or no row fits."""
    counted_from = origin.last_picked
    if counted_from is None:
        return None
    # The reader's day is UTC's: fruit that was picked this morning in China may still be of tomorrow.
    days = max((today - counted_from).days, 0)
    row = next((row for row in _rows("advice_by_day") if row["species"] == species and _fits(row, days)), None)
    if row is None:
        return None
    return AdviceToday(
        days=days,
        lead=_picked(days),
        text=row[_column()],
        counted=_counted(origin, dates.day(counted_from)),
        way=_way(voyage, today),
        source=row["source"],
    )


def _fits(row: dict[str, str], days: int) -> bool:
    return int(row["from_day"]) <= days and (not row["to_day"] or days <= int(row["to_day"]))


def _picked(days: int) -> str:
    if not days:
        return _("Picked today:")
    words = ngettext("Picked %(count)s day ago:", "Picked %(count)s days ago:", days)
    return words % {"count": localised(days)}


def _counted(origin: Origin, day: str) -> str:
    if origin.first_picked == origin.last_picked:
        return _("Counted from the day of picking, %(day)s.") % {"day": day}
    return _("Counted from the last day of picking, %(day)s.") % {"day": day}


def _way(voyage: Voyage | None, today: date) -> str:
    if voyage is None:
        return _("As far as is recorded, it has not left yet.")
    if voyage.arrived_on is None:
        return _("As far as is recorded, it is still on its way.")
    days = (today - voyage.arrived_on).days
    if days <= 0:
        return _("It arrived today.")
    return ngettext("It arrived %(count)s day ago.", "It arrived %(count)s days ago.", days) % {
        "count": localised(days)
    }


def _column() -> str:
    """The language of now, English where a file has none of it."""
    spoken = (get_language() or "en").partition("-")[0]
    return spoken if spoken in LANGUAGES else "en"


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv_rows(_DATA / f"{name}.csv"))
