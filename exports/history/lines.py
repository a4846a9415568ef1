"""Events as lines that a person reads: when, what, who, where, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.history.subject import Subject
from traceability.epcis.models import Event
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.provenance.names import spots_of
from traceability.provenance.origin import is_picking
from traceability.provenance.reading import Reading
from traceability.web import dates
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Line:
    """One event."""

    event: Event
    at: datetime
    what: str
    who: str
    where: str
    amount: str
    things: tuple[str, ...]
    """Lot codes and SSCCs that it names."""
    wrong: bool
    """Somebody declared it wrong later."""

    @property
    def day(self) -> str:
        """The local day, without its year."""
        return dates.day(self.at.date(), short=True)


def lines_of(subject: Subject, events: Sequence[Event]) -> list[Line]:
    """A line for each event that happened; a declaration of error strikes the line of what it declares wrong.

    Where somebody grew their fruit is told by its town alone: a plot has no name here.
    """
    wrong = {event.error_of_id for event in events if event.error_of_id}
    readings = [Reading(event) for event in events if event.error_of_id is None]
    spots = spots_of({reading.place for reading in readings if reading.place})
    grown = {lot.uri: lot.origin.village for lot in subject.family if hasattr(lot, "origin")}
    towns = {uri: str(village.township) for uri, village in grown.items() if village}
    return [
        Line(
            event=reading.event,
            at=reading.event.local_time,
            what=reading.in_words,
            who=str(reading.recorder),
            where=str(spots[reading.place].name) if reading.place in spots else _grown(reading, towns),
            amount=_amount(reading),
            things=tuple(_things(reading)),
            wrong=reading.event.pk in wrong,
        )
        for reading in readings
    ]


def _grown(reading: Reading, towns: dict[str, str]) -> str:
    if not is_picking(reading):
        return ""
    return next((towns[uri] for uri in reading.lots if towns.get(uri)), "")


def _amount(reading: Reading) -> str:
    grams = sum(reading.outputs.values()) or sum(reading.amounts.values())
    if grams:
        return kg(grams, "unit")
    carried = reading.document.get("childQuantityList", [])
    cartons = int(sum(element.get("quantity", 0) for element in carried))
    counted = reading.says("cartons").get("counted")
    count = cartons if counted is None else int(counted)
    if count:
        return ngettext("%(count)s carton", "%(count)s cartons", count) % {"count": localised(count)}
    pallets = len(reading.document.get("epcList", []))
    if pallets:
        return ngettext("%(count)s pallet", "%(count)s pallets", pallets) % {"count": localised(pallets)}
    return ""


def _things(reading: Reading) -> list[str]:
    uris = [*reading.objects, *sorted(reading.lots)]
    return [name for name in dict.fromkeys(_name(uri) for uri in uris) if name]


def _name(uri: str) -> str:
    try:
        link = parse(uri)
    except InvalidIdentifier:
        return ""
    return link.get("00") or link.get("10") or ""


def headings() -> list[str]:
    """Of the columns of a history, as table and as file."""
    return [_("When"), _("What"), _("Recorded by"), _("Where"), _("Amount"), _("Lots and pallets"), _("Event")]


def cells(line: Line) -> list[str]:
    """The columns of a line as text; times with their offset, so that they sort."""
    what = _("%(what)s (declared wrong later)") % {"what": line.what} if line.wrong else line.what
    things = " ".join(line.things)
    at = line.at.isoformat(" ", "minutes")
    return [at, what, line.who, line.where, line.amount.replace("\N{NO-BREAK SPACE}", " "), things, line.event.event_id]
