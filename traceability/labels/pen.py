"""Drawing on a label in millimetres from its upper left corner: into a PDF, or into an SVG for the screen."""

from __future__ import annotations

from abc import ABC, abstractmethod

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.artwork import Stroke
from traceability.labels.layouts import DOT_MM
from traceability.labels.refusals import TextDoesNotFit
from traceability.labels.symbols import MODULES, Symbol
from traceability.web.typesetting import BOLD, REGULAR, broken, register_fonts, width_of

SMALLEST_PT = 5.5


class Pen(ABC):
    """Writes and rules on one label."""

    def __init__(self) -> None:
        register_fonts()

    def text(
        self, x: float, y: float, text: str, pt: float, *, bold: bool = False, width: float = 0, align: str = "left"
    ) -> float:
        """Text with its baseline at y; returns its width in mm. Shrinks to fit `width`, then refuses by name.

        Raises TextDoesNotFit rather than print something clipped.
        """
        long = width_of(text, pt, bold=bold)
        if width and long > width:
            pt, long = pt * width / long, width
            if pt < SMALLEST_PT:
                raise TextDoesNotFit(text=text, place=f"{width:.0f} mm")
        if text:
            left = {"left": x, "right": x - long, "centre": x - long / 2}[align]
            self._write(left, y, text, pt, long, bold=bold)
        return long

    def block(self, x: float, y: float, text: str, pt: float, *, width: float, lines: int, leading: float) -> float:
        """Text broken into at most so many lines; returns the baseline after the last. Raises TextDoesNotFit."""
        parts = broken(text, pt, width)
        if len(parts) > lines:
            raise TextDoesNotFit(text=text, place=f"{width:.0f} mm × {lines}")
        for line in parts:
            self.text(x, y, line, pt, width=width)
            y += leading
        return y

    @abstractmethod
    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None: ...

    @abstractmethod
    def rule(self, y: float, x1: float, x2: float, dots: int) -> None:
        """A horizontal line of so many printer dots (an eighth of a millimetre)."""

    @abstractmethod
    def symbol(self, x: float, y: float, size: float, symbol: Symbol) -> None:
        """A square code of `size` mm with its upper left corner at x, y."""

    @abstractmethod
    def stroke(self, x: float, y: float, scale: float, stroke: Stroke) -> None:
        """A line or a shape of an artwork, `scale` mm for each of its units."""

    @abstractmethod
    def ring(self, x: float, y: float, radius: float) -> None:
        """A dashed circle."""


class PdfPen(Pen):
    """Draws into a page or a form object of a PDF, with the fonts embedded and cut to what is used."""

    def __init__(self, canvas: Canvas, height_mm: float) -> None:
        super().__init__()
        self.canvas, self.height_mm = canvas, height_mm

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        self.canvas.setFont(BOLD if bold else REGULAR, pt)
        self.canvas.drawString(x * mm, self._up(y), text)

    def rule(self, y: float, x1: float, x2: float, dots: int) -> None:
        self.canvas.setLineWidth(dots * DOT_MM * mm)
        self.canvas.line(x1 * mm, self._up(y), x2 * mm, self._up(y))

    def symbol(self, x: float, y: float, size: float, symbol: Symbol) -> None:
        """A mask of one bit a module (ISO 32000-1, 8.9.6.2): the printer sees modules, never rounded rectangles."""
        self.canvas.addLiteral(
            f"q {size * mm:.4f} 0 0 {size * mm:.4f} {x * mm:.4f} {self._up(y + size):.4f} cm "
            f"BI /W {MODULES} /H {MODULES} /BPC 1 /IM true /D [1 0] /F /AHx ID {symbol.bits.hex()}> EI Q"
        )

    def stroke(self, x: float, y: float, scale: float, stroke: Stroke) -> None:
        points = [((x + a * scale) * mm, self._up(y + b * scale)) for a, b in stroke.points]
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for n in range(1, len(points), 3):
            path.curveTo(*points[n], *points[n + 1], *points[n + 2])
        if stroke.closed:
            path.close()
        self.canvas.setLineWidth(2 * DOT_MM * mm)
        self.canvas.setLineCap(1)
        self.canvas.drawPath(path, stroke=1, fill=int(stroke.solid))
        self.canvas.setLineCap(0)

    def ring(self, x: float, y: float, radius: float) -> None:
        self.canvas.saveState()
        self.canvas.setLineWidth(2 * DOT_MM * mm)
        self.canvas.setDash(0.9 * mm, 0.7 * mm)
        self.canvas.circle(x * mm, self._up(y), radius * mm)
        self.canvas.restoreState()

    def _up(self, y: float) -> float:
        """PDF counts upwards, in points."""
        return (self.height_mm - y) * float(mm)
