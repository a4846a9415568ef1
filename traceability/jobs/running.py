"""A job as the code that does it sees it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from traceability.jobs.courtesy import after_people
from traceability.jobs.models import Job, Piece

_SECONDS_BETWEEN_ROWS = 0.25


def lease_end() -> datetime:
    """Until when a worker that speaks now may be silent before another takes its work over.

    Work speaks several times a second, so JOB_LEASE_SECONDS (15) of silence are a dead worker, or one that waits for
    its database or storage; to take over from one that is alive wastes work and does no harm.
    """
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Cancelled(Exception):
    """Somebody cancelled the job, or another worker has it: stop at once."""


class PiecesAreSpoilt(Exception):
    """What some pieces left is gone, or does not fit the others: they are done again."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        super().__init__("pieces are done again")
        self.pieces = list(pieces)


class Running:
    """The handle of a running job: its arguments, and the way to say how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self._piece: Piece | None = None
        self._told = 0.0

    def take(self, piece: Piece) -> None:
        """From now on the lease is that of a piece."""
        self._piece, self._told = piece, time.monotonic()

    def take_whole(self, job: Job) -> None:
        """From now on the lease is that of the whole job."""
        self.job, self._piece, self._told = job, None, time.monotonic()

    def alive(self) -> None:
        """Renew the lease. Cheap to call for every item: the row is written four times a second. Raises Cancelled.

        Where people are served by the same process, this is where they go first.
        """
        after_people()
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_ROWS:
            self._tell({})

    def progress(self, done: int) -> None:
        """Say that `done` of the total are done, which renews the lease. As cheap. Raises Cancelled.

        For work that one worker does; what is done of pieces is counted by itself.
        """
        after_people()
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_ROWS or done >= self.job.total:
            self._tell({"done": done})

    def _tell(self, facts: dict[str, int]) -> None:
        self._told = time.monotonic()
        job, piece = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING), self._piece
        if piece is None:
            job = job.filter(is_whole=True, attempts=self.job.attempts)
        else:
            mine = Piece.objects.filter(pk=piece.pk, state=Piece.State.RUNNING, attempts=piece.attempts)
            if not mine.update(lease_until=lease_end()):
                raise Cancelled
        if not job.update(lease_until=lease_end(), **facts):
            raise Cancelled
