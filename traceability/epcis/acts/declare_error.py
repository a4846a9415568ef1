"""Declare an event wrong: the old one stays, and beside it stands that it is not to be believed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from traceability.epcis.acts.record import canonical_event, to_millisecond
from traceability.epcis.models import Event, EventSubject
from traceability.epcis.refusals import EventIsDeclaredWrong
from traceability.parties.models import Organisation, User

Reason = Literal["incorrect_data", "did_not_occur"]
"""CBV 2.0 section 7.5: what stands there is wrong, or it never happened."""


@transaction.atomic
def declare_error(
    *,
    event: Event,
    reason: Reason,
    recorded_by: Organisation,
    by: User | None,
    at: datetime,
    corrective: Sequence[Event] = (),
) -> Event:
    """Record for good that `event` is wrong, and which events say it right (EPCIS 2.0 section 7.4.1.4).

    The declaration is the old event's document with an errorDeclaration. It carries the same identifier, because CBV
    leaves the declaration out of the event hash: whoever holds the old event recognises what is meant. `at` is aware.
    Raises EventIsDeclaredWrong when it was declared wrong before, or is itself a declaration.
    """
    if event.error_of_id is not None or Event.objects.filter(error_of=event).exists():
        raise EventIsDeclaredWrong(event=event.short_id)
    record_time = to_millisecond(timezone.now())
    declaration = {
        "declarationTime": to_millisecond(at).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "reason": reason,
        **({"correctiveEventIDs": [right.event_id for right in corrective]} if corrective else {}),
    }
    recorded = Event.objects.create(
        event_id=event.event_id,
        event_type=event.event_type,
        action=event.action,
        biz_step=event.biz_step,
        disposition=event.disposition,
        act="correct",
        event_time=event.event_time,
        event_offset=event.event_offset,
        record_time=record_time,
        read_point=event.read_point,
        biz_location=event.biz_location,
        recorded_by=recorded_by,
        recorded_by_user=by,
        canonical=canonical_event({**event.document, "errorDeclaration": declaration}, record_time=record_time),
        error_of=event,
    )
    EventSubject.objects.bulk_create(
        EventSubject(event=recorded, identifier=subject.identifier, role=subject.role)
        for subject in event.subjects.all()
    )
    return recorded
