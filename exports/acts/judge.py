"""Judge a batch and keep the report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.models import ExportBatch, ReadinessReport
from exports.readiness.engine import Assessment, assess
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def judge(*, batch: ExportBatch, by: User, at: datetime) -> ReadinessReport:
    """Judge `batch` against the rules in force on its day of arrival; the report is never edited (trigger)."""
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.QUALITY)
    return keep_report(batch, assess(batch), by=by, at=at)


def keep_report(batch: ExportBatch, assessment: Assessment, *, by: User, at: datetime) -> ReadinessReport:
    """Write down what was found, with the versions of the rules, in the language of whoever judged."""
    return ReadinessReport.objects.create(
        batch=batch,
        judged_at=at,
        judged_by=by,
        ready=assessment.ready,
        results=[result.as_dict() for result in assessment.results],
    )
