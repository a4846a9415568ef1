"""One label to try a printer with: everything but a code, and a word that says what it is."""

from __future__ import annotations

from PIL import Image

from traceability.labels.carton import draw_carton
from traceability.labels.outputs.raster import RasterPen
from traceability.labels.particulars import Particulars


def specimen_of(label: Particulars, dpi: int, words: str) -> Image.Image:
    """The label with `words` where the square code and the serial would stand: nothing on it can be scanned."""
    layout = label.layout
    pen = RasterPen(layout.width_mm, layout.height_mm, dpi)
    draw_carton(pen, label)
    mark(pen, layout.qr.x, layout.qr.y, layout.qr.width, words)
    return pen.image


def mark(pen: RasterPen, x: float, y: float, size: float, words: str) -> None:
    """A frame of the size of a square code with the words inside."""
    for line in (y, y + size):
        pen.rule(line, x, x + size, 2)
    pen.text(x + size / 2, y + size / 2 + 1.5, words, 14, bold=True, align="centre", width=size - 1)
