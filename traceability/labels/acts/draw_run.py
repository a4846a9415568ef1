"""The labels of a run are drawn into a file, ready for the printer."""

from __future__ import annotations

from typing import Any

from django.core.files import File

from traceability.jobs.registry import job_kind
from traceability.jobs.running import Running
from traceability.labels.layouts import layout_of
from traceability.labels.models import LabelRun
from traceability.labels.particulars import particulars_of
from traceability.labels.queries import printed_text_of, serial_of_carton
from traceability.labels.sheet import LabelSheet


@job_kind("labels.draw")
def draw_run(job: Running) -> dict[str, Any]:
    """Draw every label of run `arguments["run"]` on a page of its own. Done twice, it is the same file again."""
    run = LabelRun.objects.select_related(
        "lot__product__variety__species", "lot__owner", "lot__making", "certificate__scheme"
    ).get(pk=job.arguments["run"])
    particulars = particulars_of(run.lot, layout_of(run.layout), run.certificate)
    with LabelSheet(particulars) as sheet:
        for counter in range(1, run.count + 1):
            sheet.add(printed_text_of(run, counter), serial_of_carton(run, counter))
            job.progress(counter)
        name = f"{run.lot.code}-{run.pk}.pdf"
        if run.file:
            run.file.delete(save=False)
        run.file.save(name, File(sheet.finish()), save=False)
    LabelRun.objects.filter(pk=run.pk).update(file=run.file.name)
    return {"labels": run.count, "bytes": run.file.size}
