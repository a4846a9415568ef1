"""The words of a run's labels, as they were when it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability.labels.layouts import layout_of
from traceability.labels.particulars import Particulars, particulars_of
from traceability.lots.conformity.queries import standing_at

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun


def particulars_of_run(run: LabelRun) -> Particulars:
    """What every label of a run says. Raises TextDoesNotFit where a text has outgrown its place since."""
    return particulars_of(run.lot, layout_of(run.layout), run.certificate, standing_at(run.lot, run.started_at))
