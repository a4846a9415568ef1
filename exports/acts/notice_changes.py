"""Rules and limits that were changed past the house's own acts, by an administrator or in the database, are noticed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery

from exports.acts.judge_again import KIND, OVER
from exports.models import ExportBatch, ReadinessReport
from exports.readiness.rules import fingerprint
from traceability.jobs.acts.start import start
from traceability.jobs.clock import every
from traceability.jobs.models import Job

SECONDS = 60


@every(seconds=SECONDS)
@transaction.atomic
def notice_changes() -> Job | None:
    """A job that judges again, where a batch that has not arrived was last judged by other rules than are in force.

    None where there is no such batch, where one is at it already, and where one broke over the same rules: whoever runs
    the site mends that.
    """
    newest = ReadinessReport.objects.filter(batch=OuterRef("pk")).order_by("-judged_at", "-pk")
    last = ExportBatch.objects.exclude(state__in=OVER).annotate(by=Subquery(newest.values("rules_sha256")[:1]))
    judged_by = set(last.exclude(by=None).values_list("by", flat=True))
    if not judged_by or judged_by == {rules := fingerprint()}:
        return None
    before = Job.objects.filter(kind=KIND).order_by("-created_at").first()
    if before and (before.finished_at is None or before.arguments.get("rules") == rules):
        return None
    return start(kind=KIND, arguments={"rules": rules}, total=last.count())
