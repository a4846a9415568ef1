"""Who has which work, until when: each claim is one conditional UPDATE, and losing it is a normal answer."""

from __future__ import annotations

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from traceability.jobs.models import Job, Piece
from traceability.jobs.running import lease_end

MOST_FAULTS = 5
"""Work that has taken five workers down with it is not given to a sixth."""


def claim_whole(job: Job) -> Job | None:
    """The whole job, if this worker won it: it waits, or its pieces are done, or its worker's lease has run out.

    The attempt and a lost worker are counted before the work begins: a crash cannot undo it.
    """
    now = timezone.now()
    lost = Q(state=Job.State.RUNNING, is_whole=True, lease_until__lt=now)
    free = Job.objects.filter(lost | Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, is_whole=False), pk=job.pk)
    _give_up(free.filter(faults__gte=MOST_FAULTS))
    begun = {} if job.pieces.exists() else {"started_at": now, "done": 0, "done_at_start": 0}
    won = free.update(
        state=Job.State.RUNNING,
        is_whole=True,
        attempts=F("attempts") + 1,
        faults=F("faults") + Case(When(lost, then=Value(1)), default=Value(0)),
        lease_until=lease_end(),
        error="",
        **begun,
    )
    return Job.objects.get(pk=job.pk) if won else None


def claim_piece(job: Job) -> Piece | None:
    """A piece of the job that waits or whose worker's lease has run out, if there is one for this worker."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING,
        is_whole=False,
        lease_until=lease_end(),
        started_at=now,
        done_at_start=F("done"),
        error="",
    )
    lost = Q(state=Piece.State.RUNNING, lease_until__lt=now)
    free = Piece.objects.filter(Q(state=Piece.State.WAITING) | lost, job=job)
    if free.filter(faults__gte=MOST_FAULTS).exists():
        _give_up(Job.objects.filter(pk=job.pk, state=Job.State.RUNNING))
        return None
    while (first := free.order_by("first").values_list("pk", flat=True).first()) is not None:
        won = free.filter(pk=first).update(
            state=Piece.State.RUNNING,
            attempts=F("attempts") + 1,
            faults=F("faults") + Case(When(lost, then=Value(1)), default=Value(0)),
            lease_until=lease_end(),
        )
        if won:
            return Piece.objects.get(pk=first)
    return None


def _give_up(jobs: QuerySet[Job]) -> None:
    jobs.update(
        state=Job.State.FAILED,
        error=_("This work was begun five times and never ended. Ask whoever runs the system to look at the log."),
        lease_until=None,
        finished_at=timezone.now(),
    )
