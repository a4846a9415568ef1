"""Reads of the event record."""

from traceability.epcis.models import Event, EventQuerySet
from traceability.epcis.refusals import EventNotFound
from traceability.gs1.digital_link import lot_uri


def events_about(*identifiers: str) -> EventQuerySet:
    """Events that name any of these canonical Digital Link URIs, each once, as they happened."""
    return Event.objects.about(*identifiers).in_order().select_related("recorded_by")


def events_for_lot(gtin: str, lot: str) -> EventQuerySet:
    """Events that name this lot itself. Its parents' events are found by following `LotInput`, in lots."""
    return events_about(lot_uri(gtin, lot))


def event_by_digest(digest: str) -> Event:
    """The event whose hash has these 64 hexadecimal digits. Raises EventNotFound."""
    event_id = f"ni:///sha-256;{digest}?ver=CBV2.0"
    event = Event.objects.select_related("recorded_by").filter(event_id=event_id, error_of=None).first()
    if event is None:
        raise EventNotFound(event_id=event_id)
    return event
