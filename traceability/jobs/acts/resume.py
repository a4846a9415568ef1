"""Go on with long work that was cancelled or failed."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from traceability.jobs.messages import send
from traceability.jobs.models import Job, Piece
from traceability.jobs.refusals import JobIsNotStopped


@transaction.atomic
def resume(*, job: Job) -> None:
    """The job waits for a worker again; the pieces that were done stay done. Raises JobIsNotStopped."""
    stopped = Job.objects.filter(pk=job.pk, state__in=[Job.State.CANCELLED, Job.State.FAILED])
    if not stopped.update(
        state=Job.State.WAITING, is_whole=False, faults=0, error="", finished_at=None, message_sent_at=None
    ):
        raise JobIsNotStopped()
    left = job.pieces.exclude(state=Piece.State.DONE)
    left.update(state=Piece.State.WAITING, lease_until=None, faults=0)
    transaction.on_commit(partial(send, job.pk))
