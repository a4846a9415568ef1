"""The two ways that users run workers: a thread beside the web server, and processes on Redis."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.jobs import kinds  # noqa: F401 - registers the kinds
from tests.waiting import wait
from tests.worker import worker_process
from traceability.jobs.acts.start import start
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.courtesy import NICENESS
from traceability.jobs.embedded import start_worker_thread
from traceability.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

on_redis = pytest.mark.skipif(
    not settings.REDIS_URL and not (os.environ.get("CI") and os.environ.get("DATABASE_URL")),
    reason="needs Redis: set REDIS_URL",
)


def test_a_thread_beside_the_web_server_does_the_work_and_stops() -> None:
    stop = start_worker_thread()
    try:
        job = start(kind="tests.count", arguments={"total": 40}, total=40)
        wait(job, lambda job: 0 < job.done < 40)
        assert wait(job, lambda job: job.finished_at is not None).state == "done"
    finally:
        stop()


@on_redis
def test_a_worker_process_does_the_work_and_shows_how_far_it_is() -> None:
    with worker_process("tests.jobs.kinds"):
        job = start(kind="tests.count", arguments={"total": 100}, total=100)
        wait(job, lambda job: 0 < job.done < 100)
        assert wait(job, lambda job: job.finished_at is not None).result == {"counted": 100}


@on_redis
def test_a_worker_process_goes_behind_the_web_server_of_its_machine() -> None:
    with worker_process() as worker:
        assert os.getpriority(os.PRIO_PROCESS, worker.pid) == min(os.nice(0) + NICENESS, 19)


@on_redis
def test_a_job_outlives_the_worker_that_was_killed_over_it() -> None:
    with worker_process("tests.jobs.kinds") as first:
        job = start(kind="tests.count", arguments={"total": 400}, total=400)
        wait(job, lambda job: job.done > 10)
        first.send_signal(signal.SIGKILL)
        first.wait()
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    with worker_process("tests.jobs.kinds"):
        sweep()
        job = wait(job, lambda job: job.finished_at is not None)
    assert (job.state, job.attempts, job.done) == ("done", 2, 400)
