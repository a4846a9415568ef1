"""Declare a batch ready to be loaded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.clearing import check_clear
from exports.acts.judge import keep_report
from exports.acts.steps import advance, check_pallets
from exports.models import ExportBatch, ReadinessReport
from exports.news import Kind, tell
from exports.readiness.engine import assess
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

State = ExportBatch.State


@transaction.atomic
def declare_ready(*, batch: ExportBatch, by: User, at: datetime) -> ReadinessReport:
    """Judge the batch and, when nothing stops it, say that it may be loaded; the report is kept.

    Container and seal are known only when the doors are shut: shipping asks for them. A change of what is on the
    pallets makes the batch a draft again. Nothing happens to the fruit, so no event is recorded: the report says who
    declared what, when. Raises NothingToShip, PalletIsOpen, StepOutOfOrder, NotReady or WarningStands.
    """
    must_act_for(by, batch.exporter, Membership.Role.SHIPPER, Membership.Role.CLERK)
    batch = advance(batch, needed=State.DRAFT, to=State.READY, at=at)
    check_pallets(batch)
    assessment = assess(batch)
    check_clear(batch, assessment)
    report = keep_report(batch, assessment, by=by, at=at)
    tell(Kind.ANNOUNCED, batch)
    return report
