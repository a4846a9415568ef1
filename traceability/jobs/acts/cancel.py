"""Stop long work."""

from __future__ import annotations

from django.utils import timezone

from traceability.jobs.models import Job
from traceability.jobs.refusals import JobHasEnded


def cancel(*, job: Job) -> None:
    """The worker stops at its next word of progress. Raises JobHasEnded."""
    running = Job.objects.filter(pk=job.pk, state__in=[Job.State.WAITING, Job.State.RUNNING])
    if not running.update(state=Job.State.CANCELLED, lease_until=None, finished_at=timezone.now()):
        raise JobHasEnded()
