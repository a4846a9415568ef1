"""The labels of a run are drawn into a file, ready for the printer."""

from __future__ import annotations

from typing import Any

from django.core.files import File

from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running
from traceability.labels.models import LabelRun
from traceability.labels.particulars import particulars_of_run
from traceability.labels.queries import printed_prefix_of, serial_of_carton
from traceability.labels.sheet import LabelSheet
from traceability.labels.symbols import Press
from traceability.lots.conformity.queries import standing_at


@job_kind("labels.draw")
def draw_run(job: Running) -> dict[str, Any]:
    """Draw every label of run `arguments["run"]` in a file of its own. Done twice, it is the same file again."""
    run = LabelRun.objects.select_related(
        "lot__product__variety__species", "lot__owner", "lot__place", "lot__making", "certificate__scheme", "importer"
    ).get(pk=job.arguments["run"])
    promise = standing_at(run.lot, run.started_at)
    particulars = particulars_of_run(run, promise)
    press = Press(printed_prefix_of(run.lot, run.origin))
    with LabelSheet(particulars) as sheet:
        for counter in range(1, run.count + 1):
            serial = serial_of_carton(run, counter)
            sheet.add(press.symbol(serial), serial)
            job.progress(counter)
        name = f"{run.lot.code}-{run.pk}.pdf"
        earlier = run.file.name
        run.file.save(name, File(sheet.finish()), save=False)
    LabelRun.objects.filter(pk=run.pk).update(file=run.file.name)
    if earlier and earlier != run.file.name:
        run.file.storage.delete(earlier)
    return {"labels": run.count, "bytes": run.file.size}
