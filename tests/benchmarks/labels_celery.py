"""Labels through two Celery workers on Redis, from the operator's click to the finished file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from traceability.jobs.models import Job

COUNT, WARM, WORKERS = 800_000, 2_000, 2


def through_celery() -> Iterator[Row]:
    """Reservation, quota, event, pieces, progress and joining, against drawing the same labels bare."""
    from tests.benchmarks.labels import ask, cartons, core_seconds, no_redis, stored
    from tests.cast import Cast
    from tests.worker import worker_process
    from traceability.jobs.acts.start import start
    from traceability.labels.models import LabelRun

    if no_redis():
        return
    with ExitStack() as stack:
        with ThreadPoolExecutor(WORKERS) as starting:
            workers = list(starting.map(lambda _: stack.enter_context(worker_process()), range(WORKERS)))
        cast = Cast()
        lot = cartons(cast, COUNT + WARM)
        warmed = ask(cast, lot, WARM)
        _wait(start(kind="labels.draw", arguments={"run": warmed.pk}, total=WARM, piece=WARM // 20))
        spent = [_core_seconds_of(worker.pid) for worker in workers]
        mine, begun = time.process_time(), time.perf_counter()
        run = ask(cast, lot, COUNT)
        asked = time.process_time() - mine
        job = run.job
        assert job
        _wait(job)
        taken = time.perf_counter() - begun
        drawn = sum(_core_seconds_of(worker.pid) for worker in workers) - sum(spent)
    assert (job.state, job.done) == ("done", COUNT), job.error
    run = LabelRun.objects.get(pk=run.pk)
    assert Path(run.file.path).stat().st_size > COUNT * 400
    bare = COUNT / core_seconds(lambda: stored(run, "pdf", COUNT), rounds=2)
    yield Row(
        "labels.celery",
        COUNT / (drawn + asked),
        "labels/s a core, all processes together, against bare",
        bare,
        goal=0.7,
        more_is_better=True,
        judged_by_ratio=True,
    )
    yield Row("labels.celery, by the clock with two workers", COUNT / taken, "labels/s")


def _wait(job: Job) -> None:
    while job.finished_at is None:
        time.sleep(0.05)
        job.refresh_from_db()


def _core_seconds_of(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
