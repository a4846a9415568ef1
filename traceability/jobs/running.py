"""A job as the code that does it sees it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from traceability.jobs.models import Job

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before another takes its job over."""
_SECONDS_BETWEEN_ROWS = 0.25


class Cancelled(Exception):
    """Somebody cancelled the job, or another worker has it: stop at once."""


class Running:
    """The handle of a running job: its arguments, and the way to say how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self._told = 0.0

    def progress(self, done: int) -> None:
        """Say that `done` of the total are done, which renews the lease. Raises Cancelled.

        Cheap to call for every item: the row is written four times a second.
        """
        if time.monotonic() - self._told < _SECONDS_BETWEEN_ROWS and done < self.job.total:
            return
        self._told = time.monotonic()
        mine = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.job.attempts)
        if not mine.update(done=done, lease_until=timezone.now() + LEASE):
            raise Cancelled
