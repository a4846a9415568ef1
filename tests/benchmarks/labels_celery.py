"""Labels through two Celery workers on Redis, from the operator's click to the finished file."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from traceability.jobs.models import Job
    from traceability.labels.models import LabelRun

COUNT, WARM, WORKERS, ROUNDS = 330_000, 2_000, 2, 3


def through_celery() -> Iterator[Row]:
    """Reservation, quota, event, pieces, progress and joining, against drawing the same labels bare.

    The bound of the ratio is the file itself: what workers drew side by side is read, summed and written once more,
    which costs about a quarter of what drawing it did.
    """
    from tests.benchmarks.labels import ask, cartons, core_seconds, no_redis, stored
    from tests.cast import Cast
    from tests.worker import worker_process
    from traceability.jobs.acts.start import start

    if no_redis():
        return
    with ExitStack() as stack:
        with ThreadPoolExecutor(WORKERS) as starting:
            workers = list(starting.map(lambda _: stack.enter_context(worker_process()), range(WORKERS)))
        cast = Cast()
        lot = cartons(cast, ROUNDS * COUNT + WARM)
        warmed = ask(cast, lot, WARM)
        for _ in range(WORKERS):
            _wait(start(kind="labels.draw", arguments={"run": warmed.pk}, total=WARM, piece=WARM // 20))
        drawn = [_Drawn(partial(ask, cast, lot, COUNT), workers) for _ in range(ROUNDS)]
    run = drawn[0].run
    bare = COUNT / core_seconds(lambda: stored(run, "pdf", COUNT), rounds=ROUNDS)
    yield Row(
        "labels.celery",
        COUNT / min(each.core_seconds for each in drawn),
        "labels/s a core, all processes together, against bare",
        bare,
        goal=0.7,
        more_is_better=True,
        judged_by_ratio=True,
    )
    by_the_clock = COUNT / min(each.seconds for each in drawn)
    yield Row("labels.celery, by the clock with two workers", by_the_clock, "labels/s")


class _Drawn:
    """A run from the click to its file, and what that cost all who took part."""

    def __init__(self, click: Callable[[], LabelRun], workers: list[subprocess.Popen[bytes]]) -> None:
        before, mine, begun = _core_seconds_of(workers), time.process_time(), time.perf_counter()
        self.run = click()
        asked, job = time.process_time() - mine, self.run.job
        assert job
        _wait(job)
        self.seconds = time.perf_counter() - begun
        self.core_seconds = asked + _core_seconds_of(workers) - before
        assert (job.state, job.done) == ("done", COUNT), job.error
        self.run.refresh_from_db()
        assert Path(self.run.file.path).stat().st_size > COUNT * 400


def _wait(job: Job) -> None:
    while job.finished_at is None:
        time.sleep(0.05)
        job.refresh_from_db()


def _core_seconds_of(workers: list[subprocess.Popen[bytes]]) -> float:
    """User and system time of some processes so far."""
    lines = [Path(f"/proc/{worker.pid}/stat").read_text().rsplit(")", 1)[1].split() for worker in workers]
    return sum(int(fields[11]) + int(fields[12]) for fields in lines) / os.sysconf("SC_CLK_TCK")
