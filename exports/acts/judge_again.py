"""Batches that have not arrived are judged again by themselves when rules or limits change."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from exports.acts.judge import Because, keep_report
from exports.models import ExportBatch, ReadinessReport
from exports.readiness.engine import assess
from exports.readiness.rules import fingerprint
from traceability.certification.changes import rules_changed
from traceability.jobs.acts.start import start
from traceability.jobs.models import Job
from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running

KIND = "exports.judge_again"
OVER = (ExportBatch.State.ARRIVED, ExportBatch.State.RECEIVED, ExportBatch.State.REFUSED)
"""States of batches that the border has seen: what changes now is no longer theirs."""


@rules_changed(order=10)
def rules_were_changed() -> Job | None:
    """A job that judges again what has not arrived; None where nothing is on its way.

    Each change has its own: a job that waits already might begin before this change stands. The second finds nothing
    left to do.
    """
    count = _not_arrived().count()
    return start(kind=KIND, arguments={}, total=count) if count else None


@job_kind(KIND)
def judge_again(job: Running) -> dict[str, Any]:
    """Judge every batch that has not arrived and was not judged by today's rules; twice does no harm."""
    kept = []
    for done, batch in enumerate(_not_arrived(), start=1):
        if report := judge_if_stale(batch):
            kept.append(report.batch.code)
        job.progress(done)
    return {"judged": kept}


@transaction.atomic
def judge_if_stale(batch: ExportBatch) -> ReadinessReport | None:
    """A new report, in the language of the last one; None where the last one used the rules as they are now."""
    ExportBatch.objects.select_for_update().get(pk=batch.pk)
    last = batch.reports.first()
    if last and last.rules_sha256 == fingerprint():
        return None
    with translation.override(last.language if last else "zh-hans"):
        return keep_report(batch, assess(batch), by=None, at=timezone.now(), because=Because.RULES_CHANGED)


def _not_arrived() -> Any:
    return ExportBatch.objects.exclude(state__in=OVER).with_names().order_by("arrives_on", "pk")
