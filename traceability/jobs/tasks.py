"""Envelopes: each task opens a job's row and calls an act."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from traceability.jobs.acts.run import run as run_job
from traceability.jobs.acts.sweep import sweep as sweep_jobs


@shared_task(name="jobs.run")
def run(job_id: str) -> None:
    """Do the work of a job."""
    run_job(job_id=UUID(job_id))


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Send again what was forgotten."""
    sweep_jobs()
