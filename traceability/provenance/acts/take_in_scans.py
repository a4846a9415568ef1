"""Take in what was scanned: count it."""

from __future__ import annotations

from collections.abc import Iterable

from traceability.provenance.acts.count_scans import count_scans
from traceability.provenance.counting.notes import Batch


def take_in_scans(*, batches: Iterable[Batch]) -> int:
    """Count batches, each in a transaction of its own; how many scans it was."""
    counted = 0
    for batch in batches:
        count_scans(batch=batch)
        counted += sum(batch.scans.values())
    return counted
