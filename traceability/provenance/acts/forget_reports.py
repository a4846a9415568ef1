"""Forget what buyers reported, when its time is over."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from traceability.provenance.models import BuyerReport


def forget_reports() -> int:
    """Delete reports past REPORTS_KEPT_DAYS, their photos with them; how many."""
    old = BuyerReport.objects.filter(reported_at__lt=timezone.now() - timedelta(days=settings.REPORTS_KEPT_DAYS))
    for report in old:
        if report.photo:
            report.photo.delete(save=False)
    return old.delete()[0]
