"""Receive a batch at the importer's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.steps import advance, load_of, note
from exports.events import landed
from exports.models import ExportBatch, Movement
from traceability.epcis.acts.record import record
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role, State = Membership.Role, ExportBatch.State


@transaction.atomic
def receive(*, batch: ExportBatch, by: User, at: datetime, remarks: str = "") -> Movement:
    """The importer takes an arrived batch in.

    `remarks` stay between the two firms: the event says only that there are some.
    Raises StepOutOfOrder or StepIsTooEarly.
    """
    must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    remarks = remarks.strip()
    batch = advance(batch, needed=State.ARRIVED, to=State.RECEIVED, at=at)
    pallets, lots = load_of(batch)
    outcome = "accepted_with_remarks" if remarks else "accepted"
    event = landed(batch=batch, pallets=pallets, lots=lots, step="receiving", outcome=outcome, at=at)
    recorded = record(event=event, act="receive_consignment", recorded_by=batch.importer, by=by)
    return note(batch, Movement.Step.RECEIVED, event=recorded, by=by, at=at, remarks=remarks)
