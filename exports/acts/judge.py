"""Judge a batch and keep the report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from exports.models import ExportBatch, ReadinessReport
from exports.readiness.engine import Assessment, assess
from exports.readiness.plain import as_plain
from exports.readiness.rules import fingerprint
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role
Because = ReadinessReport.Because


@transaction.atomic
def judge(*, batch: ExportBatch, by: User, at: datetime) -> ReadinessReport:
    """Judge `batch` against the rules in force on its day of arrival; the report is never edited (trigger)."""
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.CLERK, Role.QUALITY)
    return keep_report(batch, assess(batch), by=by, at=at)


def keep_report(
    batch: ExportBatch, assessment: Assessment, *, by: User | None, at: datetime, because: str = Because.ASKED
) -> ReadinessReport:
    """Write down what was found, in the language of whoever judged, with all that it rests on.

    The facts and the rules are kept as they were, so that `readiness.engine.reproduce` comes to the same answers
    whatever is entered, corrected or put out of force later.
    """
    return ReadinessReport.objects.create(
        batch=batch,
        judged_at=at,
        judged_by=by,
        because=because,
        ready=assessment.ready,
        language=get_language() or "en",
        results=[result.as_dict() for result in assessment.results],
        facts=as_plain(assessment.facts) if assessment.facts else {},
        rules=[as_plain(rule) for rule in assessment.rules],
        rules_sha256=fingerprint(),
    )
