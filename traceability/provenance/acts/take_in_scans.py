"""Take in what was scanned: count it, and look whether one carton can have been in all those places."""

from __future__ import annotations

from collections.abc import Iterable

from traceability.provenance.acts.count_scans import count_scans
from traceability.provenance.acts.raise_copy_alerts import raise_copy_alerts
from traceability.provenance.counting.notes import Batch


def take_in_scans(*, batches: Iterable[Batch]) -> int:
    """Count batches, each in a transaction of its own, then judge the cartons in them; how many scans it was."""
    counted, cartons = 0, set()
    for batch in batches:
        cartons |= count_scans(batch=batch)
        counted += sum(batch.scans.values())
    if cartons:
        raise_copy_alerts(identifiers=cartons)
    return counted
