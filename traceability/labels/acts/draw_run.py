"""The labels of a run are drawn into a file, ready for the printer."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files import File

from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running
from traceability.labels.models import LabelRun
from traceability.labels.outputs import output_of

SPOOL_BYTES = 8 << 20


@job_kind("labels.draw")
def draw_run(job: Running) -> dict[str, Any]:
    """Draw every label of run `arguments["run"]` in a file of its own. Done twice, it is the same file again."""
    run = LabelRun.objects.select_related(
        "lot__product__variety__species", "lot__owner", "lot__making", "certificate__scheme"
    ).get(pk=job.arguments["run"])
    made = output_of("pdf", run)
    with SpooledTemporaryFile(max_size=SPOOL_BYTES) as file:
        file.write(made.head())
        for piece in made.labels(1, run.count):
            file.write(piece)
        file.write(made.tail())
        job.progress(run.count)
        file.seek(0)
        name = f"{run.lot.code}-{run.pk}.pdf"
        earlier = run.file.name
        run.file.save(name, File(file), save=False)
    LabelRun.objects.filter(pk=run.pk).update(file=run.file.name)
    if earlier and earlier != run.file.name:
        run.file.storage.delete(earlier)
    return {"labels": run.count, "bytes": run.file.size}
