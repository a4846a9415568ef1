"""Drawing on a label in millimetres from its upper left corner: into a PDF, or into an SVG for the screen."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.artwork import Stroke
from traceability.labels.layouts import DOT_MM
from traceability.labels.refusals import TextDoesNotFit
from traceability.labels.symbols import MODULES, Symbol
from traceability.web.typesetting import BOLD, REGULAR, broken, register_fonts, width_of

SMALLEST_PT = 5.5
LEADING, TIGHTEST = 3.15, 2.35
"""Millimetres from line to line of small type: as it should be, and as it may be where there are many."""


EMPTY_AND_TICKED = "□■"
BOXES = re.compile(f"([{EMPTY_AND_TICKED}])")


@dataclass(frozen=True)
class Line:
    """A line of small type; `term` stands before it at the left edge. `whole` is the text of which it is a part."""

    text: str
    bold: bool = False
    right: bool = False
    term: str = ""
    pt: float = 6.5
    whole: str = ""


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
            self._run(left, y, text, pt, bold=bold)
        return long

    def _run(self, x: float, y: float, text: str, pt: float, *, bold: bool) -> None:
        """Text, its boxes □ and ■ drawn: a font's own hollow box is thinner than a printer burns."""
        for part in BOXES.split(text):
            width = width_of(part, pt, bold=bold)
            if part and part in EMPTY_AND_TICKED:
                self._tick(x + width * 0.12, y, width * 0.7, ticked=part == EMPTY_AND_TICKED[1])
            elif part:
                self._write(x, y, part, pt, width, bold=bold)
            x += width

    def _tick(self, x: float, y: float, side: float, *, ticked: bool) -> None:
        if ticked:
            self.bar(x, y - side, side, side)
            return
        for left, top, width, height in (
            (x, y - side, side, 2 * DOT_MM),
            (x, y - 2 * DOT_MM, side, 2 * DOT_MM),
            (x, y - side, 2 * DOT_MM, side),
            (x + side - 2 * DOT_MM, y - side, 2 * DOT_MM, side),
        ):
            self.bar(left, top, width, height)

    def block(self, x: float, y: float, text: str, pt: float, *, width: float, lines: int, leading: float) -> float:
        """Text broken into at most so many lines; returns the baseline after the last. Raises TextDoesNotFit."""
        parts = broken(text, pt, width)
        if len(parts) > lines:
            raise TextDoesNotFit(text=text, place=f"{width:.0f} mm × {lines}")
        for line in parts:
            self.text(x, y, line, pt, width=width)
            y += leading
        return y

    def lines(self, x: float, y: float, lines: Sequence[Line], *, width: float, bottom: float) -> None:
        """Lines one below the other, the first with its baseline at y, none below `bottom`: closer where they are many.

        Raises TextDoesNotFit where they would touch, by the text that takes most of them.
        """
        leading = min(LEADING, (bottom - y) / max(1, len(lines) - 1))
        if lines and leading < TIGHTEST:
            parts = Counter(line.whole or line.text for line in lines)
            longest = max(parts, key=lambda text: (parts[text], len(text)))
            raise TextDoesNotFit(text=longest, place=f"{width:.0f} × {bottom - y:.0f} mm")
        for number, line in enumerate(lines):
            down = y + number * leading
            if line.term:
                self.text(x, down, line.term, line.pt)
            left = x + width if line.right else x
            room = width - width_of(line.term, line.pt) - 1.2 if line.term else width
            self.text(
                left, down, line.text, line.pt, bold=line.bold, width=room, align="right" if line.right else "left"
            )

    def gap(self, code: str, x: float, y: float) -> None:  # noqa: B027 - what is printed has no marks for gaps
        """The place of a particular that is not there: marked on the screen, left white in print."""

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle with its upper left corner at x, y."""
        self.rule(y + height / 2, x, x + width, height / DOT_MM)

    @abstractmethod
    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None: ...

    @abstractmethod
    def rule(self, y: float, x1: float, x2: float, dots: float) -> None:
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


class Measure(Pen):
    """Draws nothing, and refuses what would not fit."""

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        pass

    def rule(self, y: float, x1: float, x2: float, dots: float) -> None:
        """Nothing."""

    def symbol(self, x: float, y: float, size: float, symbol: Symbol) -> None:
        """Nothing."""

    def stroke(self, x: float, y: float, scale: float, stroke: Stroke) -> None:
        """Nothing."""

    def ring(self, x: float, y: float, radius: float) -> None:
        """Nothing."""


class PdfPen(Pen):
    """Draws into a page or a form object of a PDF, with the fonts embedded and cut to what is used."""

    def __init__(self, canvas: Canvas, height_mm: float) -> None:
        super().__init__()
        self.canvas, self.height_mm = canvas, height_mm

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        self.canvas.setFont(BOLD if bold else REGULAR, pt)
        self.canvas.drawString(x * mm, self._up(y), text)

    def rule(self, y: float, x1: float, x2: float, dots: float) -> None:
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
        self.canvas.setLineWidth(stroke.width_mm(scale) * mm)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        if stroke.bare:
            self.canvas.setFillGray(1)
        self.canvas.drawPath(path, stroke=1, fill=int(stroke.solid or stroke.bare))
        self.canvas.setFillGray(0)
        self.canvas.setLineCap(0)
        self.canvas.setLineJoin(0)

    def ring(self, x: float, y: float, radius: float) -> None:
        self.canvas.saveState()
        self.canvas.setLineWidth(2 * DOT_MM * mm)
        self.canvas.setDash(0.9 * mm, 0.7 * mm)
        self.canvas.circle(x * mm, self._up(y), radius * mm)
        self.canvas.restoreState()

    def _up(self, y: float) -> float:
        """PDF counts upwards, in points."""
        return (self.height_mm - y) * float(mm)
