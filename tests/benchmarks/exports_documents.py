"""What the papers of a full container cost:  python -m tests.benchmarks.exports_documents [--json]

Also told by `python -m tests.benchmarks.exports`. The goal is for the time of the processor, which is that of the clock
on a machine with nothing else to do; the clock's is told beside it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tests.benchmarks.exports_batch import full_container
from tests.benchmarks.harness import Row, main

if TYPE_CHECKING:
    from exports.models import ExportBatch

GOAL_SECONDS = 5.0
DAY = date(2026, 7, 11)


def exports_documents() -> Iterator[Row]:
    """All papers of 20 pallets, 24,000 cartons and 500 lots, as a durable job with progress."""
    from tests.cast import Cast

    cast = Cast()
    yield from documents_of(full_container(cast))


def documents_of(batch: ExportBatch) -> Iterator[Row]:
    """Seconds from asking to the end of the job, its queries, and the same again with nothing to make."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from exports.documents.pdf import draw
    from exports.documents.sheet import Sheet
    from exports.models import Document, DocumentCopy

    draw(Sheet("Fonts", "1", []))
    first = _made(batch)
    papers = Document.objects.filter(batch=batch).exclude(made_from="")
    with CaptureQueriesContext(connection) as queries:
        again = _made(batch)
    files = papers.count() + DocumentCopy.objects.filter(document__batch=batch).count()
    yield Row(
        "papers of 500 lots on 20 pallets, made", value=papers.count(), unit="papers", goal=7, more_is_better=True
    )
    yield Row("their files", value=files, unit="files")
    yield Row("making them all", value=first.processor, unit="seconds of a core", goal=GOAL_SECONDS)
    yield Row("making them all, by the clock", value=first.clock, unit="seconds")
    yield Row("asked again with nothing changed", value=again.processor, unit="seconds of a core", goal=GOAL_SECONDS)
    yield Row("queries of that", value=len(queries), unit="queries", goal=120)


@dataclass(frozen=True)
class Taken:
    """Seconds."""

    processor: float
    clock: float


def _made(batch: ExportBatch) -> Taken:
    from exports.acts.make_documents import ask_for_documents
    from traceability.jobs.acts.run import run

    begun, spent = time.perf_counter(), time.process_time()
    job = ask_for_documents(batch=batch, by=batch.opened_by, on=DAY)
    run(job_id=job.pk)
    taken = Taken(time.process_time() - spent, time.perf_counter() - begun)
    job.refresh_from_db()
    assert job.done == job.total, job.result
    assert not job.result["lacks"], job.result
    return taken


if __name__ == "__main__":
    main("exports_documents", exports_documents)
