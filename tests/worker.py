"""A real Celery worker process on Redis, for tests of what users run in production."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from tests.other_process import database_url
from traceability.celery import app

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 150


@contextmanager
def worker_process(*modules: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on this test's database and broker, with `modules` imported; killed at the end if it still lives."""
    include = [part for module in modules for part in ("--include", module)]
    queue, name = settings.CELERY_TASK_DEFAULT_QUEUE, f"{uuid4().hex}@localhost"
    with _worker(settings.REDIS_URL, "--queues", queue, "--hostname", name, *include) as process:
        for _ in range(SECONDS_TO_START):
            if app.control.ping(destination=[name], timeout=1.0):
                break
        else:
            raise AssertionError(f"the worker did not answer within {SECONDS_TO_START} s")
        yield process


@contextmanager
def sweeping_worker(redis_url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on this test's database and a Redis that only it knows: what calls it is the clock it keeps beside."""
    name, clock = f"{uuid4().hex}@localhost", str(folder / "clock")
    with _worker(redis_url, "--hostname", name, "--beat", "--schedule", clock) as process:
        yield process


@contextmanager
def _worker(redis_url: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
        "VAR_DIR": str(settings.VAR_DIR),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    command = ["-m", "celery", "-A", "traceability", "worker", "--pool", "solo", "--loglevel", "ERROR", *options]
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
