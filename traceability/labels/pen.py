"""Drawing on a label in millimetres from its upper left corner, with the fonts embedded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.refusals import TextDoesNotFit

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
SMALLEST_PT = 5.5


@cache
def register_fonts() -> None:
    """Make both weights known to ReportLab, once in a process."""
    pdfmetrics.registerFont(TTFont(REGULAR, FONTS / "NotoSansSC-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, FONTS / "NotoSansSC-Bold.ttf"))


class Pen:
    """Writes and rules on one label."""

    def __init__(self, canvas: Canvas, height_mm: float) -> None:
        register_fonts()
        self.canvas, self.height_mm = canvas, height_mm

    def text(
        self, x: float, y: float, text: str, pt: float, *, bold: bool = False, width: float = 0, align: str = "left"
    ) -> float:
        """Text with its baseline at y; returns its width in mm. Shrinks to fit `width`, then refuses by name.

        Raises TextDoesNotFit rather than print something clipped.
        """
        font = BOLD if bold else REGULAR
        long: float = pdfmetrics.stringWidth(text, font, pt) / mm
        if width and long > width:
            pt, long = pt * width / long, width
            if pt < SMALLEST_PT:
                raise TextDoesNotFit(text=text, place=f"{width:.0f} mm")
        self.canvas.setFont(font, pt)
        write = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }[align]
        write(x * mm, self._up(y), text)
        return long

    def rule(self, y: float, x1: float, x2: float, dots: int) -> None:
        """A horizontal line of so many printer dots (an eighth of a millimetre)."""
        self.canvas.setLineWidth(dots * 0.125 * mm)
        self.canvas.line(x1 * mm, self._up(y), x2 * mm, self._up(y))

    def squares(self, x: float, y: float, size: float, rows: list[list[bool]]) -> None:
        """A square code of `size` mm with its corner at x, y; each run of dark modules is one rectangle."""
        module = size / len(rows)
        path = self.canvas.beginPath()
        for number, row in enumerate(rows):
            start = None
            for column, dark in enumerate([*row, False]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    left, top = x + start * module, y + (number + 1) * module
                    path.rect(left * mm, self._up(top), (column - start) * module * mm, module * mm)
                    start = None
        self.canvas.drawPath(path, stroke=0, fill=1)

    def curve(
        self, x: float, y: float, scale: float, start: tuple[float, float], curves: str, *, fill: int = 0
    ) -> None:
        """A closed drawing of cubic curves, given as numbers in the drawing's own units, `scale` mm each."""
        path = self.canvas.beginPath()
        path.moveTo((x + start[0] * scale) * mm, self._up(y + start[1] * scale))
        numbers = [float(number) for number in curves.split()]
        for n in range(0, len(numbers), 6):
            a, b, c, d, e, f = numbers[n : n + 6]
            path.curveTo(
                (x + a * scale) * mm,
                self._up(y + b * scale),
                (x + c * scale) * mm,
                self._up(y + d * scale),
                (x + e * scale) * mm,
                self._up(y + f * scale),
            )
        path.close()
        self.canvas.setLineWidth(0.25 * mm)
        self.canvas.drawPath(path, stroke=1, fill=fill)

    def _up(self, y: float) -> float:
        """PDF counts upwards, in points."""
        return float((self.height_mm - y) * mm)
