"""Receive a batch at the importer's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.models import ExportBatch, Movement
from exports.receiving.consignment import decide_the_rest
from exports.receiving.models import PalletReceipt
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Decision, Role = PalletReceipt.Decision, Membership.Role


@transaction.atomic
def receive(*, batch: ExportBatch, by: User, at: datetime, remarks: str = "") -> Movement:
    """The importer takes in every pallet of an arrived batch about which nothing was decided yet.

    `remarks` stay between the two firms: the event says only that there are some.
    Raises StepOutOfOrder or StepIsTooEarly.
    """
    must_act_for(by, batch.importer, Role.BUYER, Role.CLERK)
    remarks = remarks.strip()
    return decide_the_rest(
        batch, decision=Decision.REMARKS if remarks else Decision.ACCEPTED, by=by, at=at, remarks=remarks
    )
