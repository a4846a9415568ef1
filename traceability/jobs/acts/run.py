"""Do a job's work, once, whoever else was told about it."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from traceability.jobs.models import Job
from traceability.jobs.registry import work_of
from traceability.jobs.running import LEASE, Cancelled, Running
from traceability.web.failures import Failure

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
"""A job that has taken five workers down with it is not given to a sixth."""


def run(*, job_id: UUID) -> bool:
    """Take the job if it waits or if its worker's lease has run out, do it, and write down how it ended.

    False when there was nothing to do: another worker has it, or it has ended. Told twice, it is done once.
    """
    job = _claim(job_id)
    if job is None:
        return False
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    try:
        result = work_of(job.kind)(Running(job))
    except Cancelled:
        return False
    except Failure as failure:
        mine.update(state=Job.State.FAILED, error=str(failure), lease_until=None, finished_at=timezone.now())
    except Exception:
        log.exception("job %s (%s) broke", job.pk, job.kind)
        _give_back(job)
        raise
    else:
        mine.update(state=Job.State.DONE, result=result, done=F("total"), lease_until=None, finished_at=timezone.now())
    return True


def _claim(job_id: UUID) -> Job | None:
    """The job, if this worker won it. The attempt is counted before the work begins: a crash cannot undo it."""
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    this = Job.objects.filter(free, pk=job_id)
    this.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED,
        error=_("This work was begun five times and never ended. Ask whoever runs the system to look at the log."),
        lease_until=None,
        finished_at=now,
    )
    won = this.update(state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE, started_at=now)
    return Job.objects.get(pk=job_id) if won else None


def _give_back(job: Job) -> None:
    """After a fault the job waits again: the sweeper sends it to the next worker."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts).update(
        state=Job.State.WAITING, lease_until=None, message_sent_at=timezone.now()
    )
