"""The print file of a run: one label a page, ready for a roll of 100 × 100 mm."""

from __future__ import annotations

import tempfile
from types import TracebackType
from typing import IO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.carton import draw_carton
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen
from traceability.labels.symbols import modules_of

SPOOL_BYTES = 8 * 1024 * 1024


class LabelSheet:
    """Collects labels that share their particulars; the same labels give the same bytes.

    with LabelSheet(particulars) as sheet:
        sheet.add(text_of_the_square_code, serial)
        file = sheet.finish()
    """

    def __init__(self, particulars: Particulars) -> None:
        self.particulars, self.layout = particulars, particulars.layout
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed on exit
        size = (self.layout.width_mm * mm, self.layout.height_mm * mm)
        self._canvas = Canvas(self._file, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(f"{particulars.lot} · {self.layout.code}")
        self._pen = Pen(self._canvas, self.layout.height_mm)
        self._canvas.beginForm("shared")
        draw_carton(self._pen, particulars)
        self._canvas.endForm()

    def add(self, text: str, serial: str) -> None:
        """One more label: `text` in its square code, `serial` readable below it and in the last line."""
        qr = self.layout.qr
        self._canvas.doForm("shared")
        self._pen.squares(qr.x, qr.y, qr.width, modules_of(text))
        grouped = " ".join(serial[n : n + 4] for n in range(0, len(serial), 4))
        self._pen.text(qr.x + qr.width / 2, qr.y + qr.height + 4.6, grouped, 8, bold=True, align="centre")
        self._pen.text(self.layout.width_mm - 4, 95.4, f"(21) {serial}", 7, align="right")
        self._canvas.showPage()

    def finish(self) -> IO[bytes]:
        """The whole file, from its beginning."""
        self._canvas.save()
        self._file.seek(0)
        return self._file

    def __enter__(self) -> LabelSheet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
