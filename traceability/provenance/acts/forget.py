"""Forget, every hour, what was kept of scans and what buyers wrote, when its time is over."""

from __future__ import annotations

from django.conf import settings

from traceability.jobs.clock import every
from traceability.provenance.acts.forget_reports import forget_reports
from traceability.provenance.acts.forget_scans import forget_scans
from traceability.provenance.counting.queue import forget_on_disk

SECONDS = 3600
"""Networks of yesterday, whose key is gone by then, lie here an hour longer at most."""


@every(seconds=SECONDS)
def forget() -> None:
    """Scans and reports past their time, from the database and from the disk of Redis where there is one."""
    forget_scans()
    forget_reports()
    if settings.REDIS_URL:
        forget_on_disk()
