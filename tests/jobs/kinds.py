"""Kinds of job that only tests ask for, known to the worker process too."""

from __future__ import annotations

import time

from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running
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
