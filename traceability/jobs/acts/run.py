"""Do a job's work, once, whoever else was told about it."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from traceability.jobs.claims import claim_piece, claim_whole
from traceability.jobs.models import Job, Piece
from traceability.jobs.registry import is_pieced, work_of
from traceability.jobs.running import Cancelled, PiecesAreSpoilt, Running, lease_end
from traceability.web.failures import Failure

log = logging.getLogger(__name__)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""A full disk is nobody's fault: the work waits until there is room, however often it was tried."""


def run(*, job_id: UUID) -> bool:
    """Take a part in the job, do it, and write down how it ended; until there is none left to take.

    A job that was cut is done piece by piece by as many workers as were told; whoever finds all pieces done takes the
    whole and joins them. False when there was nothing to do: others have it, or it has ended. Told twice, it is done
    once.
    """
    worker = _Worker(job_id)
    while worker.does_a_part():
        pass
    return worker.helped


class _Worker:
    """One worker at one job. What a pieced kind prepared for its first piece serves the next ones too."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id, self.helped = job_id, False
        self._handle: Running | None = None
        self._work: Any = None
        self._attempts: int | None = None

    def does_a_part(self) -> bool:
        """Do one piece, or the whole; whether it is worth looking for another."""
        job = Job.objects.filter(pk=self.job_id, finished_at=None).first()
        if job is None:
            return False
        handle = self._handle = self._handle or Running(job)
        if job.pieces.exclude(state=Piece.State.DONE).exists():
            piece = claim_piece(job)
            if piece is None:
                return False
            self._attempts = None
            handle.take(piece)
            return self._tried(lambda: self._do_piece(job, piece), lambda full: _give_back_piece(job, piece, full=full))
        whole = claim_whole(job)
        if whole is None:
            return False
        self._attempts = whole.attempts
        handle.take_whole(whole)
        return self._tried(lambda: self._do_whole(whole), lambda full: _give_back(whole, full=full))

    def _tried(self, part: Callable[[], None], give_back: Callable[[bool], None]) -> bool:
        try:
            part()
        except Cancelled:
            return False
        except PiecesAreSpoilt as spoilt:
            _reopen(self.job_id, spoilt.pieces, attempts=self._attempts or 0)
        except Failure as failure:
            _end(self.job_id, Job.State.FAILED, attempts=self._attempts, error=str(failure))
        except Exception as problem:
            if isinstance(problem, OSError) and problem.errno in FULL:
                log.warning("job %s waits for room on the disk", self.job_id)
                give_back(True)
                return False
            log.exception("job %s broke", self.job_id)
            give_back(False)
            raise
        self.helped = True
        return True

    def _prepared(self) -> Any:
        if self._work is None and self._handle:
            self._work = work_of(self._handle.job.kind)(self._handle)
        return self._work

    def _do_piece(self, job: Job, piece: Piece) -> None:
        result = self._prepared().piece(piece.first, piece.last, piece.attempts)
        mine = Piece.objects.filter(pk=piece.pk, state=Piece.State.RUNNING, attempts=piece.attempts)
        with transaction.atomic():
            # The job's row first: of two workers with the last two pieces, the second then sees the first one's.
            running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
            done = running.update(done=F("done") + piece.size, lease_until=lease_end())
            if not done or not mine.update(state=Piece.State.DONE, result=result, lease_until=None):
                raise Cancelled

    def _do_whole(self, job: Job) -> None:
        result = self._prepared()
        if is_pieced(job.kind):
            result = result.join(list(job.pieces.order_by("first")))
        with transaction.atomic():
            if _end(job.pk, Job.State.DONE, attempts=job.attempts, result=result, done=F("total")):
                job.pieces.all().delete()


def _end(job_id: UUID, state: Job.State, *, attempts: int | None = None, **facts: Any) -> bool:
    """Write how a job ended, unless it has ended or another worker has it: `attempts` says whose the whole is."""
    mine = Job.objects.filter(pk=job_id, state=Job.State.RUNNING)
    if attempts is not None:
        mine = mine.filter(is_whole=True, attempts=attempts)
    return mine.update(state=state, lease_until=None, finished_at=timezone.now(), **facts) == 1


@transaction.atomic
def _reopen(job_id: UUID, pieces: list[Piece], *, attempts: int) -> None:
    """Pieces that are spoilt again and again end the job like those that take workers down."""
    mine = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, is_whole=True, attempts=attempts)
    lost = sum(piece.size for piece in pieces)
    if mine.update(is_whole=False, done=F("done") - lost, lease_until=lease_end()):
        spoilt = Piece.objects.filter(pk__in=[piece.pk for piece in pieces])
        spoilt.update(state=Piece.State.WAITING, result=None, faults=F("faults") + 1)


def _give_back(job: Job, *, full: bool) -> None:
    """After a fault the job waits again: the sweeper sends it to the next worker."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, is_whole=True, attempts=job.attempts).update(
        state=Job.State.WAITING,
        is_whole=False,
        lease_until=None,
        faults=F("faults") + int(not full),
        error=_disk_is_full() if full else "",
        message_sent_at=timezone.now(),
    )


def _give_back_piece(job: Job, piece: Piece, *, full: bool) -> None:
    Piece.objects.filter(pk=piece.pk, state=Piece.State.RUNNING, attempts=piece.attempts).update(
        state=Piece.State.WAITING, lease_until=None, faults=F("faults") + int(not full)
    )
    if full:
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(error=_disk_is_full())


def _disk_is_full() -> str:
    return _("There is no room left where files are stored. Make some: this work then goes on by itself.")
