"""Refuse a batch at the importer's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.steps import advance, load_of, note
from exports.events import landed
from exports.models import ExportBatch, Movement
from exports.refusals import RefusalNeedsAReason
from traceability.epcis.acts.record import record
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role, State = Membership.Role, ExportBatch.State


@transaction.atomic
def refuse_consignment(*, batch: ExportBatch, by: User, at: datetime, reason: str) -> Movement:
    """The importer does not take an arrived batch in.

    The exporter reads the `reason`; the event does not tell it.
    Raises RefusalNeedsAReason, StepOutOfOrder or StepIsTooEarly.
    """
    must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    reason = reason.strip()
    if not reason:
        raise RefusalNeedsAReason
    batch = advance(batch, needed=State.ARRIVED, to=State.REFUSED, at=at)
    pallets, lots = load_of(batch)
    event = landed(batch=batch, pallets=pallets, lots=lots, step="receiving", outcome="refused", at=at)
    recorded = record(event=event, act="refuse_consignment", recorded_by=batch.importer, by=by)
    return note(batch, Movement.Step.REFUSED, event=recorded, by=by, at=at, remarks=reason)
