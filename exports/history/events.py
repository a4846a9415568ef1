"""The events of a history, as they happened: all that concerns the fruit, nothing of what became of its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.history.subject import Subject
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about

AT_ONCE = 2_000
"""Identifiers a query."""


def events_of(subject: Subject) -> list[Event]:
    """Every event about the pallets, their lots and what these were made of, declarations of error among them.

    Left out is what concerns others alone: pallets of another shipment, and what else was made of the same fruit.
    """
    shipped = {pallet.uri for pallet in subject.batch.pallets.all()}
    found: dict[int, Event] = {}
    for uris in _pieces(sorted(subject.lot_uris | subject.pallet_uris)):
        found |= {event.pk: event for event in events_about(*uris)}
    kept = [event for event in found.values() if _concerns(event, subject, shipped)]
    return sorted(kept, key=lambda event: (event.event_time, event.pk))


def _concerns(event: Event, subject: Subject, shipped: set[str]) -> bool:
    document = event.document
    made = {element["epcClass"] for element in document.get("outputQuantityList", [])}
    if made and not made & subject.lot_uris:
        return False
    named = {document.get("parentID", ""), *document.get("epcList", []), *document.get("childEPCs", [])}
    pallets = {uri for uri in named if "/00/" in uri}
    if not pallets:
        return True
    alone = subject.pallet_uris if "parentID" in document else shipped
    return bool(pallets & alone)


def _pieces(uris: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uris), AT_ONCE):
        yield uris[start : start + AT_ONCE]
