"""The message that wakes a worker. It may be lost: the sweeper sends it again."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from traceability.jobs.models import Job

log = logging.getLogger(__name__)


def send(job_id: UUID) -> bool:
    """Tell the workers about a job. False when the broker does not answer; the sweeper tries again."""
    from traceability.jobs.tasks import run

    try:
        run.apply_async((str(job_id),), queue=settings.CELERY_TASK_DEFAULT_QUEUE, retry=False)
    except OperationalError as problem:
        log.warning("job %s waits for the broker: %s", job_id, problem)
        return False
    Job.objects.filter(pk=job_id).update(message_sent_at=timezone.now())
    return True
