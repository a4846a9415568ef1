"""A season's rows: 244 million cartons of five kilograms, in runs of two thousand, three of a hundred with a span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun

CARTONS, A_RUN, SPANS_A_HUNDRED = 244_000_000, 2_000, 3
AT_ONCE = 5_000
TABLES = ("labels_labelrun", "labels_labelspan", "jobs_job")


def season(run: LabelRun) -> Iterator[Row]:
    """Load the season's runs with their jobs and spans, and see how large the database has become."""
    from django.db import connection

    before, events = _bytes(), _bytes("epcis_event", "epcis_eventsubject")
    count = CARTONS // A_RUN
    event_bytes = len(run.event.canonical) if hasattr(run.event, "canonical") else 0
    with connection.constraint_checks_disabled():
        _load(run, count)
    size = _bytes() - before
    rows = count * 2 + count * SPANS_A_HUNDRED // 100
    yield Row("labels.season.rows", rows, f"rows for {CARTONS:,} cartons")
    yield Row("labels.season", size / 1e6, "MB of runs, spans and jobs with their indexes", goal=100)
    if event_bytes or events:
        yield Row("labels.season.events", count * event_bytes / 1e6, "MB of sealed events, one a run, in the ledger")


def _load(run: LabelRun, count: int) -> None:
    """Rows alone, no acts: each run like the first, with the next serials, and an event that is not there."""
    from uuid6 import uuid7

    from tests.benchmarks.sync import _like
    from traceability.jobs.models import Job
    from traceability.labels.models import LabelRun, LabelSpan

    job = run.job
    for start in range(1, count + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count + 1))
        jobs = [
            _like(job, id=uuid7(), state="done", finished_at=job.created_at, total=A_RUN, done=A_RUN) for _ in numbers
        ]
        Job.objects.bulk_create(jobs)
        runs = [
            _like(
                run,
                first_index=run.first_index + number * A_RUN * 100,
                count=A_RUN,
                job_id=one.pk,
                event_id=-number,
                file=f"label-runs/{number}-{one.pk.hex}-1.pdf",
            )
            for number, one in zip(numbers, jobs, strict=True)
        ]
        LabelRun.objects.bulk_create(runs)
        LabelSpan.objects.bulk_create(
            LabelSpan(
                run=one,
                state="void",
                first=1_201,
                last=1_240,
                reason="ribbon tore",
                noted_by=run.started_by,
                noted_at=run.started_at,
            )
            for number, one in enumerate(runs)
            if number % 100 < SPANS_A_HUNDRED
        )


def _bytes(*tables: str) -> int:
    """What the tables and their indexes occupy; on SQLite all of the database, which nothing else fills meanwhile."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s) t", [list(tables or TABLES)]
            )
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
