"""Workers are killed, the broker forgets, messages come twice: the file is the one of an undisturbed run."""

from __future__ import annotations

import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from redis import Redis

from tests.cast import Cast, at
from tests.jobs.own_redis import own_redis
from tests.jobs.test_workers import on_redis
from tests.worker import sweeping_worker, worker_process
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.acts.start import start
from traceability.jobs.acts.sweep import sweep
from traceability.jobs.messages import send
from traceability.jobs.models import Job
from traceability.labels.acts.start_run import start_run
from traceability.labels.models import LabelRun
from traceability.labels.queries import serial_of_carton
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("reference"), on_redis]
COUNT, PIECE, GRAMS = 60_000, 500, 300


@pytest.fixture
def run(cast: Cast) -> LabelRun:
    """Sixty thousand labels, drawn by one worker that nobody disturbed."""
    youan, wei = cast.youan, cast.youan.person
    lot = cast.lot(cast.plot(cast.lan), weight_g=COUNT * GRAMS)
    product = register_product(
        owner=youan.organisation, variety=lot.product.variety, unit_weight_g=GRAMS, quality_class="I", by=wei
    )
    lot = pack(lot=lot, product=product, cartons=COUNT, loss_g=0, by=wei, at=at("2026-07-05"))
    made = start_run(lot=lot, count=COUNT, layout="carton-100", with_name=False, by=wei, at=at("2026-07-05", "10:00"))
    assert run_job(job_id=made.job.pk)
    return made


@pytest.fixture
def _short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are silent for a second are thought dead."""
    monkeypatch.setenv("JOB_LEASE_SECONDS", "1")


def content(run: LabelRun) -> bytes:
    run.refresh_from_db()
    with run.file.open("rb") as file:
        return file.read()


@pytest.mark.usefixtures("_short_leases")
def test_killed_workers_a_forgetful_broker_and_repeated_messages_change_no_byte(run: LabelRun) -> None:
    """Two of three workers are killed at moments that a seed chooses; the broker forgets everything each time, as
    after a restart; nobody but the sweeper calls the last one."""
    dice = random.Random(6)
    undisturbed = content(run)
    broker = Redis.from_url(django_settings.REDIS_URL)
    with ExitStack() as stack:
        with ThreadPoolExecutor(3) as starting:
            workers = list(starting.map(lambda _: stack.enter_context(worker_process()), range(3)))
        job = start(kind="labels.draw", arguments={"run": run.pk}, total=COUNT, piece=PIECE, by=run.started_by)
        for worker in workers[:2]:
            send(job.pk)
            follow(job, until=min(COUNT - PIECE, done(job) + dice.randrange(1, 15_000)))
            worker.send_signal(signal.SIGKILL)
            broker.flushdb()
        ended = follow(job, sweeping=True)
    assert (ended.state, ended.done, ended.pieces.count()) == ("done", COUNT, 0)
    assert content(run) == undisturbed
    serials = {serial_of_carton(run, number).encode() for number in range(1, COUNT + 1, 997)}
    assert all(undisturbed.count(serial) == 1 for serial in serials)
    stored = Path(run.file.path)
    assert [path for path in stored.parent.rglob("*") if path.is_file()] == [stored]


@pytest.mark.usefixtures("_short_leases")
def test_a_redis_that_is_killed_and_begins_again_empty_costs_no_label(run: LabelRun, tmp_path: Path) -> None:
    """Nobody calls the worker but the clock it keeps, on the Redis that is killed under it; it finds it again."""
    undisturbed = content(run)
    with own_redis(tmp_path) as redis, sweeping_worker(redis.url, tmp_path):
        job = start(kind="labels.draw", arguments={"run": run.pk}, total=COUNT, piece=PIECE, by=run.started_by)
        follow(job, until=PIECE)
        redis.kill()
        assert done(job) < COUNT
        redis.start()
        ended = follow(job)
    assert (ended.state, ended.done, ended.pieces.count()) == ("done", COUNT, 0)
    assert content(run) == undisturbed


def done(job: Job) -> int:
    job.refresh_from_db()
    return job.done


def follow(job: Job, *, until: int = COUNT + 1, sweeping: bool = False, seconds: float = 120) -> Job:
    """The job once so much of it is done or it has ended. Where it is asked to, the sweeper looks each half second."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job.refresh_from_db()
        if job.finished_at or job.done >= until:
            return job
        if sweeping:
            sweep()
        time.sleep(0.5 if sweeping else 0.01)
    raise AssertionError(f"{job} is {job.state}, {job.done} of {job.total}, after {seconds} s")
