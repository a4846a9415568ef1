"""Envelopes: each task calls an act."""

from __future__ import annotations

from celery import shared_task

from traceability.provenance.acts.take_in_scans import take_in_scans
from traceability.provenance.counting.queue import taken

BATCHES_AT_ONCE = 200


@shared_task(name="provenance.count_scans")
def count() -> None:
    """Count what waits in Redis."""
    with taken(BATCHES_AT_ONCE) as batches:
        take_in_scans(batches=batches)
