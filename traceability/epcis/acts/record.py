"""Record an event: the one door through which anything that happened gets in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from traceability.epcis.event_hash import event_hash
from traceability.epcis.models import MAX_BYTES, MAX_IDENTIFIERS, Event, EventSubject
from traceability.epcis.refusals import EventCannotBeWritten, EventIsTooLong, EventNamesNoIdentifier, EventNamesTooMuch
from traceability.epcis.subjects import Subject, subjects_of
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.ledger.canonical import canonical_json
from traceability.parties.models import Organisation, User


@transaction.atomic
def record(*, event: dict[str, Any], act: str, recorded_by: Organisation, by: User | None) -> Event:
    """Store an event document of `epcis.builders` for good, in the transaction of the act that it tells of.

    `act` is the verb, `recorded_by` answers for it, `by` did it and is never part of the public face. Identifier (CBV
    event hash) and time of recording are added; the canonical bytes are kept. The same event again, by its hash, is
    the stored one, unchanged.

    Raises EventNamesTooMuch, EventIsTooLong, EventNamesNoIdentifier and EventCannotBeWritten.
    """
    subjects = subjects_of(event)
    _check_identifiers(subjects, [event[place]["id"] for place in ("readPoint", "bizLocation") if place in event])
    event_id = _hash(event)
    if stored := Event.objects.filter(event_id=event_id).first():
        return stored
    record_time = _to_millisecond(timezone.now())
    canonical = _canonical({**event, "eventID": event_id, "recordTime": _in_utc(record_time)})
    recorded, is_new = Event.objects.get_or_create(
        event_id=event_id,
        defaults={
            **_columns(event),
            "act": act,
            "record_time": record_time,
            "recorded_by": recorded_by,
            "recorded_by_user": by,
            "canonical": canonical,
        },
    )
    if is_new:
        EventSubject.objects.bulk_create(
            EventSubject(event=recorded, identifier=subject.identifier, role=subject.role) for subject in subjects
        )
    return recorded


def _check_identifiers(subjects: list[Subject], places: list[str]) -> None:
    if len(subjects) > MAX_IDENTIFIERS:
        raise EventNamesTooMuch(count=len(subjects))
    for uri in {subject.identifier for subject in subjects}.union(places):
        try:
            canonical = parse(uri).uri()
        except InvalidIdentifier as error:
            raise EventNamesNoIdentifier(uri=uri, reason=error.reason) from error
        if canonical != uri:
            raise EventNamesNoIdentifier(uri=uri, reason=canonical)


def _hash(event: dict[str, Any]) -> str:
    try:
        return event_hash(event)
    except UnicodeEncodeError as error:
        raise EventCannotBeWritten(reason=str(error)) from error


def _canonical(document: dict[str, Any]) -> bytes:
    try:
        canonical = canonical_json(document)
    except ValueError as error:
        raise EventCannotBeWritten(reason=str(error)) from error
    if len(canonical) > MAX_BYTES:
        raise EventIsTooLong(count=len(canonical))
    return canonical


def _columns(event: dict[str, Any]) -> dict[str, Any]:
    """What the event is searched by."""
    happened = datetime.fromisoformat(event["eventTime"])
    return {
        "event_type": event["type"],
        "action": event.get("action", ""),
        "biz_step": event["bizStep"],
        "disposition": event.get("disposition", ""),
        "event_time": happened,
        "event_offset": (happened.utcoffset() or timedelta(0)) // timedelta(minutes=1),
        "read_point": event.get("readPoint", {}).get("id", ""),
        "biz_location": event.get("bizLocation", {}).get("id", ""),
    }


def _to_millisecond(moment: datetime) -> datetime:
    """What the database keeps is what the document says."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
