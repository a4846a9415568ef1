"""Kinds of job that only tests ask for, known to the worker process too."""

from __future__ import annotations

import time
from typing import Any

from traceability.jobs.models import Piece
from traceability.jobs.registry import job_kind
from traceability.jobs.running import PiecesAreSpoilt, Running
from traceability.web.failures import Refused


class NothingToAddUp(Refused):
    sentence = "There is nothing to count. Ask for more than nothing."


@job_kind("tests.count")
def count(job: Running) -> dict[str, int]:
    """Counts to `total`, a hundredth of a second each."""
    total = job.arguments["total"]
    if not total:
        raise NothingToAddUp()
    for number in range(1, total + 1):
        time.sleep(0.01)
        job.progress(number)
    return {"counted": total}


@job_kind("tests.break")
def break_(job: Running) -> None:
    """Fails in a way that nobody planned."""
    raise ZeroDivisionError


@job_kind("tests.add")
class Add:
    """Adds up 1..total in pieces; `breaks_at` names a unit over which the first attempt at its piece breaks."""

    def __init__(self, job: Running) -> None:
        self.job = job
        if job.arguments.get("refuses"):
            raise NothingToAddUp()

    def piece(self, first: int, last: int, attempt: int) -> dict[str, Any]:
        for number in range(first, last + 1):
            time.sleep(self.job.arguments.get("seconds", 0))
            self.job.alive()
            if number == self.job.arguments.get("breaks_at") and attempt == 1:
                raise OSError(self.job.arguments["errno"], "broke")
        return {"sum": sum(range(first, last + 1)), "attempt": attempt}

    def join(self, pieces: list[Piece]) -> dict[str, Any]:
        wanted, times = self.job.arguments.get("spoilt"), self.job.arguments.get("times", 1)
        spoilt = [piece for piece in pieces if piece.first == wanted and piece.attempts <= times]
        if spoilt:
            raise PiecesAreSpoilt(spoilt)
        sums = [piece.result["sum"] for piece in pieces]
        return {"sum": sum(sums), "pieces": len(sums), "attempts": [piece.attempts for piece in pieces]}
