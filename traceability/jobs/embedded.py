"""The worker beside the web server in one process, for a machine with no Redis."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from celery.worker import WorkController, state
from django.conf import settings
from django.db import DatabaseError, connections

from traceability.celery import app
from traceability.jobs.acts.sweep import sweep

log = logging.getLogger(__name__)


def start_worker_thread() -> Callable[[], None]:
    """Start a Celery worker and a sweeper as threads of this process; returns what stops both and waits for them.

    One at a time in a process: Celery keeps its wish to stop in a module.
    """
    stopping, up = threading.Event(), threading.Event()
    worker = app.WorkController(
        pool="solo",
        concurrency=1,
        queues=[settings.CELERY_TASK_DEFAULT_QUEUE],
        hostname="embedded@localhost",
        ready_callback=lambda _: up.set(),
        without_heartbeat=True,
        without_mingle=True,
        without_gossip=True,
    )
    threads = [
        threading.Thread(target=_work, args=(worker,), name="worker", daemon=True),
        threading.Thread(target=_sweep, args=(stopping,), name="sweeper", daemon=True),
    ]
    for thread in threads:
        thread.start()
    up.wait(timeout=10)

    def stop() -> None:
        stopping.set()
        state.should_stop = 0  # type: ignore[assignment]
        try:
            for thread in threads:
                thread.join(timeout=10)
        finally:
            state.should_stop = None

    return stop


def _work(worker: WorkController) -> None:
    try:
        worker.start()
    finally:
        connections.close_all()


def _sweep(stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            sweep()
        except DatabaseError:
            log.exception("the sweeper could not read the jobs; it tries again")
        finally:
            connections.close_all()
        stopping.wait(settings.JOB_SWEEP_SECONDS)
