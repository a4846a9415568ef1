"""Scans that wait, counted now: what threads and workers do within seconds."""

from __future__ import annotations

from django.conf import settings

from traceability.provenance.counting.buffer import buffer
from traceability.provenance.models import ScanCount
from traceability.provenance.tasks import count


def scans_counted() -> list[ScanCount]:
    """Everything that is counted, once nothing waits any more."""
    buffer.empty()
    if settings.REDIS_URL:
        count()
    return list(ScanCount.objects.order_by("identifier", "hour", "country"))
