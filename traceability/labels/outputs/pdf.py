"""The print file for whatever prints PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability.labels.outputs import output
from traceability.labels.outputs.marks import Marks
from traceability.labels.printed_words import words_of
from traceability.labels.sheet import LabelSheet

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun


@output("pdf")
class PdfOutput(LabelSheet):
    """Vector text, and symbols as masks of one bit a module."""

    media_type = "application/pdf"
    suffix = ".pdf"

    def __init__(self, run: LabelRun) -> None:
        super().__init__(words_of(run), run.count, Marks(run).arrays)
