"""Note that a batch has come to its port of arrival."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.steps import advance, load_of, note
from exports.events import landed
from exports.models import ExportBatch, Movement
from exports.news import Kind, tell
from traceability.epcis.acts.record import record
from traceability.parties.models import Membership, User
from traceability.parties.permissions import may_act_for, must_act_for

Role, State = Membership.Role, ExportBatch.State


@transaction.atomic
def arrive(*, batch: ExportBatch, by: User, at: datetime) -> Movement:
    """A shipped batch is in port. Either side may note it, and answers for its own event.

    Raises StepOutOfOrder or StepIsTooEarly.
    """
    landing = may_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    if not landing:
        must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK)
    batch = advance(batch, needed=State.SHIPPED, to=State.ARRIVED, at=at)
    pallets, lots = load_of(batch)
    event = landed(batch=batch, pallets=pallets, lots=lots, step="arriving", outcome="arrived", at=at)
    recorded = record(event=event, act="arrive", recorded_by=batch.importer if landing else batch.exporter, by=by)
    movement = note(batch, Movement.Step.ARRIVED, event=recorded, by=by, at=at)
    tell(Kind.ARRIVED, batch, event=recorded.event_id)
    return movement
