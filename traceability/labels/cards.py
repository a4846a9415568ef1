"""Labels that are drawn one by one, a few at a time: of pallets, of crates, of single fruit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.papers import Paper
from traceability.labels.pen import PdfPen, Pen


def card_file(title: str, paper: Paper, size: tuple[float, float], draws: Iterable[Callable[[Pen], None]]) -> bytes:
    """A PDF with one drawing of `size` (mm) in each cell of the paper; the same drawings give the same bytes."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(paper.width_mm * mm, paper.height_mm * mm), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    pen = PdfPen(canvas, size[1])
    for number, draw in enumerate(draws):
        on_page = number % paper.places
        if number and not on_page:
            canvas.showPage()
        left, top = paper.place(on_page, *size)
        canvas.saveState()
        canvas.translate(left * mm, (paper.height_mm - top - size[1]) * mm)
        draw(pen)
        canvas.restoreState()
    canvas.save()
    return file.getvalue()
