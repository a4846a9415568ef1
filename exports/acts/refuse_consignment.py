"""Refuse a batch at the importer's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.models import ExportBatch, Movement
from exports.receiving.consignment import decide_the_rest
from exports.receiving.models import PalletReceipt
from exports.refusals import RefusalNeedsAReason
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def refuse_consignment(*, batch: ExportBatch, by: User, at: datetime, reason: str) -> Movement:
    """The importer does not take in the pallets of an arrived batch about which nothing was decided yet.

    A batch of which no pallet was accepted before is refused. The exporter reads the `reason`; the event does not
    tell it. Raises RefusalNeedsAReason, StepOutOfOrder or StepIsTooEarly.
    """
    must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    reason = reason.strip()
    if not reason:
        raise RefusalNeedsAReason
    return decide_the_rest(batch, decision=PalletReceipt.Decision.REFUSED, by=by, at=at, remarks=reason)
