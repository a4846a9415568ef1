"""The print file of a run: one label a page for a roll of 100 × 100 mm, or several on a sheet."""

from __future__ import annotations

import tempfile
from types import TracebackType
from typing import IO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.carton import draw_carton, draw_own
from traceability.labels.particulars import Particulars
from traceability.labels.pen import PdfPen
from traceability.labels.symbols import Symbol

SPOOL_BYTES = 8 * 1024 * 1024
CUT_MM = 3
"""How long the marks are that show where a sheet is cut."""


class LabelSheet:
    """Collects labels that share their particulars; the same labels give the same bytes.

    with LabelSheet(particulars) as sheet:
        sheet.add(symbol, serial)
        file = sheet.finish()
    """

    def __init__(self, particulars: Particulars) -> None:
        self.layout, self.paper = particulars.layout, particulars.layout.paper
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed on exit
        size = (self.paper.width_mm * mm, self.paper.height_mm * mm)
        self._canvas = Canvas(self._file, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(f"{particulars.lot} · {self.layout.code}")
        self._pen = PdfPen(self._canvas, self.layout.height_mm)
        self._canvas.beginForm("shared", 0, 0, self.layout.width_mm * mm, self.layout.height_mm * mm)
        draw_carton(self._pen, particulars)
        self._canvas.endForm()
        self._on_page = 0

    def add(self, symbol: Symbol, serial: str) -> None:
        """One more label: its square code, and its serial readable below it and in the last line."""
        places = self.paper.places
        if self._on_page == places:
            self._canvas.showPage()
            self._on_page = 0
        left, bottom = self.place(self._on_page)
        self._canvas.saveState()
        self._canvas.translate(left * mm, bottom * mm)
        self._canvas.doForm("shared")
        draw_own(self._pen, self.layout, symbol, serial)
        self._canvas.restoreState()
        if not self.paper.die_cut:
            self._cut_marks(left, bottom)
        self._on_page += 1

    def place(self, number: int) -> tuple[float, float]:
        """Left and bottom, in mm, of a label on its page; filled row by row from the top."""
        left, top = self.layout.place(number)
        return left, self.paper.height_mm - top - self.layout.height_mm

    def finish(self) -> IO[bytes]:
        """The whole file, from its beginning."""
        self._canvas.save()
        self._file.seek(0)
        return self._file

    def _cut_marks(self, left: float, bottom: float) -> None:
        """Short lines where the label's edges meet the margin."""
        self._canvas.setLineWidth(0.1 * mm)
        paper, layout = self.paper, self.layout
        for y in (bottom, bottom + layout.height_mm):
            for x in (0.5, paper.width_mm - 0.5 - CUT_MM):
                self._canvas.line(x * mm, y * mm, (x + CUT_MM) * mm, y * mm)
        margin = (paper.height_mm - paper.rows * layout.height_mm) / 2
        for x in (left, left + layout.width_mm):
            for y in (margin - 1 - CUT_MM, paper.height_mm - margin + 1):
                self._canvas.line(x * mm, y * mm, x * mm, (y + CUT_MM) * mm)

    def __enter__(self) -> LabelSheet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
