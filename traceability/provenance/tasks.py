"""Envelopes: each task calls an act."""

from __future__ import annotations

from celery import shared_task

from traceability.provenance.acts.forget_reports import forget_reports
from traceability.provenance.acts.forget_scans import forget_scans
from traceability.provenance.acts.take_in_scans import take_in_scans
from traceability.provenance.counting.queue import forget_on_disk, taken

BATCHES_AT_ONCE = 200


@shared_task(name="provenance.count_scans")
def count() -> None:
    """Count what waits in Redis."""
    with taken(BATCHES_AT_ONCE) as batches:
        take_in_scans(batches=batches)


@shared_task(name="provenance.forget_scans")
def forget() -> None:
    """Forget what has been kept long enough."""
    forget_scans()
    forget_reports()
    forget_on_disk()
