"""Nothing that was asked for is forgotten: not by a broker that lost its memory, not by a worker that died."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from traceability.jobs.clock import ring
from traceability.jobs.messages import send
from traceability.jobs.models import Job

PATIENCE = timedelta(seconds=10)
"""How long a sent message may go unanswered before it is sent again."""


def sweep() -> int:
    """Send the message of every job that waits unheard or whose lease ran out; returns how many were sent.

    Before that, what is looked after from time to time is looked after, where its time has come.
    """
    ring()
    now = timezone.now()
    unheard = Q(state=Job.State.WAITING) & (Q(message_sent_at=None) | Q(message_sent_at__lt=now - PATIENCE))
    due = Q(not_before=None) | Q(not_before__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    forgotten = Job.objects.filter((unheard & due) | abandoned).order_by("created_at").values_list("pk", flat=True)
    return sum(send(job_id) for job_id in forgotten)
