"""The message that wakes a worker. It may be lost: the sweeper sends it again."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from traceability.jobs.models import Job, Piece

log = logging.getLogger(__name__)
MOST_HANDS = 16
"""How many workers are called for one job: each of them takes pieces until there are none."""


def send(job_id: UUID) -> bool:
    """Tell the workers about a job, as many as it has pieces left. False when the broker does not answer.

    The sweeper tries again.
    """
    from traceability.jobs.tasks import run

    pieces = Piece.objects.filter(job=job_id).exclude(state=Piece.State.DONE).count()
    try:
        for _hand in range(max(1, min(pieces, MOST_HANDS))):
            run.apply_async((str(job_id),), queue=settings.CELERY_TASK_DEFAULT_QUEUE, retry=False)
    except OperationalError as problem:
        log.warning("job %s waits for the broker: %s", job_id, problem)
        return False
    Job.objects.filter(pk=job_id).update(message_sent_at=timezone.now())
    return True
