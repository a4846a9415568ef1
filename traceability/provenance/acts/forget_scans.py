"""Forget what was kept of scans, when its time is over."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from traceability.provenance.models import ScanBatch, ScanCount, Sighting


def forget_scans() -> int:
    """Delete networks of days before yesterday, names of batches likewise, and counts past their time; how many rows.

    What is kept for how long, and why: SCAN_COUNTS_KEPT_DAYS in the settings.
    """
    now = timezone.now()
    today = now.date()
    gone = Sighting.objects.filter(day__lt=today).delete()[0]
    gone += ScanBatch.objects.filter(counted_at__lt=now - timedelta(days=2)).delete()[0]
    gone += ScanCount.objects.filter(hour__lt=now - timedelta(days=settings.SCAN_COUNTS_KEPT_DAYS)).delete()[0]
    return gone
