"""A label as the dots of a head: drawn once for a run, with our own fonts, so that Chinese prints on any printer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import floor

from PIL import Image, ImageDraw, ImageFont

from traceability.labels.artwork import Stroke
from traceability.labels.carton import draw_carton
from traceability.labels.layouts import DOT_MM, Box
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen
from traceability.labels.symbols import MODULES, Symbol
from traceability.web.typesetting import FONTS, width_of

INCH_MM = 25.4
DOTS_A_MM = {203: 8.0, 300: 300 / INCH_MM}
"""A head of "203 dpi" has 8 dots a millimetre, 203.2 an inch."""
INVERTED = bytes(255 - value for value in range(256))
"""Pillow has white dots as 1, a head has black ones; TSPL is of Pillow's mind."""
HALF = 0.5 + 1e-6
"""Half a dot, and more than a sum of floats can be off: whoever adds up the same widths comes to the same dot."""
STEPS = 24
"""Straight pieces that a curve of the artwork is drawn with."""
FINDER = 7
"""Modules of a finder pattern (ISO/IEC 18004, 6.3.3)."""


@cache
def font_of(pt: float, dots: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Our font at so many points, on a head of so many dots a millimetre."""
    name = "NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"
    size = pt / 72 * INCH_MM * dots
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


class RasterPen(Pen):
    """Draws into one bit a dot. Every glyph stands where print has it, to the dot."""

    def __init__(self, width_mm: float, height_mm: float, dpi: int) -> None:
        super().__init__()
        self.dots = DOTS_A_MM[dpi]
        self.image = Image.new("1", (self.at(width_mm), self.at(height_mm)), 1)
        self._draw = ImageDraw.Draw(self.image)
        self._draw.fontmode = "1"

    def at(self, mm: float) -> int:
        """The dot nearest to so many millimetres."""
        return floor(mm * self.dots + HALF)

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        font, natural = font_of(pt, self.dots, bold=bold), width_of(text, pt, bold=bold)
        stretch = width / natural if natural else 1
        for number, letter in enumerate(text):
            left = x + width_of(text[:number], pt, bold=bold) * stretch
            self._draw.text((self.at(left), self.at(y)), letter, fill=0, font=font, anchor="ls")

    def rule(self, y: float, x1: float, x2: float, dots: float) -> None:
        thick = max(1, self.at(dots * DOT_MM))
        top = self.at(y) - thick // 2
        self._draw.rectangle((self.at(x1), top, self.at(x2) - 1, top + thick - 1), fill=0)

    def symbol(self, x: float, y: float, size: float, symbol: Symbol) -> None:
        """Whole dots a module, centred in its box: a printer's head can burn no part of a dot."""
        place = SymbolPlace.of(Box(x, y, size, size), self.dots)
        for line, row in enumerate(symbol.rows()):
            for column, dark in enumerate(row):
                if dark:
                    self._module(place, line, column)

    def _module(self, place: SymbolPlace, line: int, column: int) -> None:
        left, top = place.left + column * place.module, place.top + line * place.module
        self._draw.rectangle((left, top, left + place.module - 1, top + place.module - 1), fill=0)

    def finders(self, place: SymbolPlace) -> None:
        """The three finder patterns of a square code, which are the same on every label."""
        far = MODULES - FINDER
        for line, column in ((0, 0), (0, far), (far, 0)):
            for ring, dark in ((0, 0), (1, 1), (2, 0)):
                first, last = ring * place.module, (FINDER - ring) * place.module - 1
                left, top = place.left + column * place.module, place.top + line * place.module
                self._draw.rectangle((left + first, top + first, left + last, top + last), fill=dark)

    def stroke(self, x: float, y: float, scale: float, stroke: Stroke) -> None:
        points = [((x + a * scale) * self.dots, (y + b * scale) * self.dots) for a, b in stroke.points]
        path = [points[0]]
        for n in range(1, len(points), 3):
            b, c, d = points[n : n + 3]
            start = path[-1]
            path += [_bezier(start, b, c, d, step / STEPS) for step in range(1, STEPS + 1)]
        if stroke.closed:
            path.append(points[0])
        if stroke.solid or stroke.bare:
            self._draw.polygon(path, fill=int(stroke.bare))
        self._draw.line(path, fill=0, width=self.at(stroke.width_mm(scale)), joint="curve")

    def ring(self, x: float, y: float, radius: float) -> None:
        box = [self.at(x - radius), self.at(y - radius), self.at(x + radius), self.at(y + radius)]
        dashes = round(2 * 3.14159 * radius / 1.6)
        for number in range(dashes):
            start = 360 * number / dashes
            self._draw.arc(box, start, start + 360 * 0.56 / dashes, fill=0, width=self.at(2 * DOT_MM))


Point = tuple[float, float]


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    s = 1 - t
    x, y = (s**3 * p + 3 * s * s * t * q + 3 * s * t * t * r + t**3 * e for p, q, r, e in zip(a, b, c, d, strict=True))
    return x, y


@dataclass(frozen=True)
class SymbolPlace:
    """Where a square code stands on the head, in dots, and how many dots a module has."""

    left: int
    top: int
    module: int

    @classmethod
    def of(cls, box: Box, dots: float) -> SymbolPlace:
        """The whole number of dots a module that comes nearest to the size of the box, centred in it.

        7 dots at 203 dpi are 0.875 mm; at 300 dpi 10 are 0.847 mm, nearer to it than 11.
        """
        module = round(box.width / MODULES * dots)
        spare = (box.width * dots - module * MODULES) / 2
        return cls(round(box.x * dots + spare), round(box.y * dots + spare), module)

    @property
    def row_bytes(self) -> int:
        """Bytes of one row of dots."""
        return (MODULES * self.module + 7) // 8


def shared_of(label: Particulars, dpi: int) -> Image.Image:
    """All that the labels of a run share, and the finder patterns of their square codes.

    The finders stand here and nowhere else: where a printer has lost this picture (it was switched off and the rest of
    the stream reached it afterwards), it prints a code that no scanner reads. A label without its words cannot pass.
    """
    layout = label.layout
    pen = RasterPen(layout.width_mm, layout.height_mm, dpi)
    draw_carton(pen, label)
    pen.finders(SymbolPlace.of(layout.qr, pen.dots))
    return pen.image
