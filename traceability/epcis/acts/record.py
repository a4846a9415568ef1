"""Record an event: the one door through which anything that happened gets in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from traceability.epcis.event_hash import event_hash
from traceability.epcis.forms import Filling, Form
from traceability.epcis.models import MAX_BYTES, MAX_IDENTIFIERS, Event, EventSubject
from traceability.epcis.refusals import EventCannotBeWritten, EventIsTooLong, EventNamesNoIdentifier, EventNamesTooMuch
from traceability.epcis.subjects import Subject, subjects_of
from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.ledger.canonical import canonical_json
from traceability.parties.imitation import must_not_imitate
from traceability.parties.models import Organisation, User
from traceability.web.bulk import fields_of, insert, insert_whole, store


@dataclass(frozen=True)
class Written:
    """An event document that was checked, with its identifier and what it names: ready to be kept."""

    document: dict[str, Any]
    event_id: str
    subjects: list[Subject]


def record(*, event: dict[str, Any], act: str, recorded_by: Organisation, by: User | None) -> Event:
    """Store an event document of `epcis.builders` for good, in the transaction of the act that it tells of.

    `act` is the verb, `recorded_by` answers for it, `by` did it and is never part of the public face. Identifier (CBV
    event hash) and time of recording are added; the canonical bytes are kept. The same event again, by its hash, is
    the stored one, unchanged.

    Raises EventNamesTooMuch, EventIsTooLong, EventNamesNoIdentifier, EventCannotBeWritten and TextImitatesTheName.
    """
    one = _write(event)
    row = _row(one, to_millisecond(timezone.now()), act, recorded_by, by)
    try:
        with transaction.atomic():
            _insert([(row, one)])
    except IntegrityError:
        # It stands already, or somebody who was just storing it was first: theirs is the one.
        if stored := _stored([one.event_id]).first():
            return stored
        raise
    return row


@transaction.atomic
def record_many(
    *, events: Sequence[dict[str, Any]], act: str, recorded_by: Organisation, by: User | None
) -> list[Event]:
    """The same for many events of one act, in their order, by a number of queries that does not grow with them.

    All or none. An event that a transaction beside this one is just storing raises IntegrityError: ask again.
    """
    written = [_write(event) for event in events]
    known = {event.event_id: event for event in _stored(one.event_id for one in written)}
    record_time = to_millisecond(timezone.now())
    fresh: dict[str, tuple[Event, Written]] = {}
    for one in written:
        if one.event_id not in known and one.event_id not in fresh:
            fresh[one.event_id] = _row(one, record_time, act, recorded_by, by), one
    _insert(list(fresh.values()))
    return [known.get(one.event_id) or fresh[one.event_id][0] for one in written]


@transaction.atomic(savepoint=False)
def record_filled(
    *, filled: Sequence[tuple[Form, Filling]], act: str, recorded_by: Organisation, by: User | None
) -> list[int]:
    """The same for events of lots that just came to be, each from a form and its filling; answers their keys.

    Such an event cannot stand already, for its lot code is new; one that does raises IntegrityError. Raises
    EventNamesNoIdentifier, EventNamesTooMuch, EventCannotBeWritten, EventIsTooLong and TextImitatesTheName.
    """
    record_time = to_millisecond(timezone.now())
    recorded = {"act": act, "record_time": record_time, "recorded_by_id": recorded_by.pk, "error_of_id": None}
    recorded["recorded_by_user_id"] = by.pk if by else None
    alike = {form: _alike(form) | recorded for form in {form for form, _ in filled}}
    names = fields_of(Event)
    rows = []
    for form, filling in filled:
        event_id, canonical = form.filled(filling, record_time=_in_utc(record_time))
        own = {"event_id": event_id, "event_time": filling.at, "canonical": _short_enough(canonical)}
        row = alike[form] | own
        rows.append(tuple([row[name] for name in names]))
    keys = insert_whole(Event, rows)
    subjects = [(key, filling.lot, EventSubject.Role.CLASS) for key, (_, filling) in zip(keys, filled, strict=True)]
    insert(EventSubject, ["event", "identifier", "role"], subjects)
    return keys


@lru_cache(maxsize=1024)  # it hangs on the form alone
def _alike(form: Form) -> dict[str, Any]:
    """What events of a form are searched by alike, once they were found to be what `record` takes."""
    written = _write(form.sample)
    if [subject.role for subject in written.subjects] != [EventSubject.Role.CLASS]:
        raise ValueError("An event that is filled in names one lot and nothing else.")
    return _columns(written.document)


def _insert(fresh: Sequence[tuple[Event, Written]]) -> None:
    """Rows of events that are not stored, and of what they name."""
    store([row for row, _ in fresh])
    subjects = [(row.pk, each.identifier, each.role) for row, one in fresh for each in one.subjects]
    insert(EventSubject, ["event", "identifier", "role"], subjects)


def _stored(event_ids: Iterable[str]) -> QuerySet[Event]:
    return Event.objects.filter(event_id__in=set(event_ids), error_of=None)


def _write(event: dict[str, Any]) -> Written:
    subjects = subjects_of(event)
    _check_identifiers(subjects, [event[place]["id"] for place in ("readPoint", "bizLocation") if place in event])
    must_not_imitate(_typed(event))
    event_id = _hash(event)
    return Written({**event, "eventID": event_id}, event_id, subjects)


def _row(one: Written, record_time: datetime, act: str, recorded_by: Organisation, by: User | None) -> Event:
    return Event(
        event_id=one.event_id,
        act=act,
        record_time=record_time,
        recorded_by=recorded_by,
        recorded_by_user=by,
        canonical=canonical_event(one.document, record_time=record_time),
        **_columns(one.document),
    )


def _check_identifiers(subjects: list[Subject], places: list[str]) -> None:
    if len(subjects) > MAX_IDENTIFIERS:
        raise EventNamesTooMuch(count=len(subjects))
    for uri in {subject.identifier for subject in subjects}.union(places):
        try:
            canonical = _canonical(uri)
        except InvalidIdentifier as error:
            raise EventNamesNoIdentifier(uri=uri, reason=error.reason) from error
        if canonical != uri:
            raise EventNamesNoIdentifier(uri=uri, reason=canonical)


@lru_cache(maxsize=1024)  # the events of a batch name the same places over and over
def _canonical(uri: str) -> str:
    return parse(uri).uri()


def _typed(event: dict[str, Any]) -> Iterator[str]:
    """What people wrote that any buyer will read: every text among our own members, at any depth."""
    waiting = [event.get("ilmd"), *(value for name, value in event.items() if name.startswith("tyt:"))]
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case dict(members):
                waiting += members.values()
            case list(values):
                waiting += values


def _hash(event: dict[str, Any]) -> str:
    try:
        return event_hash(event)
    except UnicodeEncodeError as error:
        raise EventCannotBeWritten(reason=str(error)) from error


def canonical_event(document: dict[str, Any], *, record_time: datetime) -> bytes:
    """The bytes that are kept of an event document with identifier. Raises EventCannotBeWritten or EventIsTooLong."""
    try:
        canonical = canonical_json({**document, "recordTime": _in_utc(record_time)})
    except ValueError as error:
        raise EventCannotBeWritten(reason=str(error)) from error
    return _short_enough(canonical)


def _short_enough(canonical: bytes) -> bytes:
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


def to_millisecond(moment: datetime) -> datetime:
    """What the database keeps is what the document says."""
    over = moment.microsecond % 1000
    return moment - timedelta(microseconds=over) if over else moment


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
