"""All that is left of a batch, decided in one go."""

from __future__ import annotations

from datetime import datetime

from exports.models import ExportBatch, Movement
from exports.receiving.deciding import close, record_decision, undecided
from exports.refusals import StepOutOfOrder
from traceability.parties.models import User

State = ExportBatch.State


def decide_the_rest(batch: ExportBatch, *, decision: str, by: User, at: datetime, remarks: str) -> Movement:
    """One decision and one event for every pallet that waits, in the caller's transaction; closes the batch.

    Raises StepOutOfOrder or StepIsTooEarly.
    """
    locked = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=batch.pk)
    if locked.state != State.ARRIVED:
        raise StepOutOfOrder(code=locked.code, state=locked.get_state_display(), needed=State.ARRIVED.label)
    receipts = record_decision(locked, undecided(locked), decision=decision, by=by, at=at, remarks=remarks)
    closed = close(locked, receipts[-1], remarks=remarks)
    if closed is None:
        raise AssertionError("a batch is closed once nothing waits")
    return closed
