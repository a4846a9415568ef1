"""The label on a screen, at true size: the same drawing as the print file, with the same letters."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import escape

from traceability.gs1.digital_link import qr_text
from traceability.labels.artwork import Stroke
from traceability.labels.carton import draw_carton, draw_own
from traceability.labels.layouts import DOT_MM
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen
from traceability.labels.serials import ALPHABET, LENGTH
from traceability.labels.symbols import Symbol, draw, mask_for
from traceability.web.outlines import em, outline
from traceability.web.typesetting import width_of

PT_MM = 25.4 / 72
SAMPLE_SERIAL = ALPHABET[0] * LENGTH


class SvgPen(Pen):
    """Letters are outlines of the printed family, where print has them. No style, no script."""

    def __init__(self, owed: Collection[str] = ()) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.letters: dict[str, str] = {}
        self.owed = owed

    def gap(self, code: str, x: float, y: float) -> None:
        """A black square with a question mark where a particular is owed and is not there."""
        if code not in self.owed:
            return
        self.bar(x, y - 3, 6.5, 3.6)
        self.parts.append('<g fill="#fff">')
        self.text(x + 3.25 - width_of("?", 9, bold=True) / 2, y - 0.1, "?", 9, bold=True)
        self.parts.append("</g>")

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        scale, natural = pt * PT_MM / em(bold=bold), width_of(text, pt, bold=bold)
        stretch = width / natural if natural else 1
        letters = [
            f'<use href="#{self._letter(letter, bold=bold)}" x="{width_of(text[:number], pt, bold=bold) / scale:.0f}"/>'
            for number, letter in enumerate(text)
            if not letter.isspace()
        ]
        self.parts.append(
            f'<g aria-label="{escape(text)}" '
            f'transform="matrix({scale * stretch:.6f} 0 0 {-scale:.6f} {x:.2f} {y:.2f})">{"".join(letters)}</g>'
        )

    def _letter(self, letter: str, *, bold: bool) -> str:
        """The name under which the picture has the letter's outline."""
        name = f"{'b' if bold else 'r'}{ord(letter):x}"
        self.letters[name] = outline(letter, bold=bold)
        return name

    def drawn(self) -> str:
        """Everything that was drawn, each letter's outline once."""
        letters = "".join(f'<path id="{name}" d="{path}"/>' for name, path in self.letters.items())
        return f"<defs>{letters}</defs>{''.join(self.parts)}"

    def rule(self, y: float, x1: float, x2: float, dots: float) -> None:
        self.parts.append(f'<path d="M{x1} {y:g}H{x2}" stroke="#000" stroke-width="{dots * DOT_MM:g}"/>')

    def symbol(self, x: float, y: float, size: float, symbol: Symbol) -> None:
        rows = symbol.rows()
        module = size / len(rows)
        squares = [
            f"M{column} {line}h1v1h-1z" for line, row in enumerate(rows) for column, dark in enumerate(row) if dark
        ]
        self.parts.append(
            f'<path transform="translate({x} {y})scale({module})" shape-rendering="crispEdges" d="{"".join(squares)}"/>'
        )

    def stroke(self, x: float, y: float, scale: float, stroke: Stroke) -> None:
        (a, b), *rest = [(x + a * scale, y + b * scale) for a, b in stroke.points]
        curves = " ".join(f"{a:.2f} {b:.2f}" for a, b in rest)
        fill = "#000" if stroke.solid else "#fff" if stroke.bare else "none"
        self.parts.append(
            f'<path d="M{a:.2f} {b:.2f}C{curves}{"Z" if stroke.closed else ""}" fill="{fill}" stroke="#000" '
            f'stroke-width="{stroke.width_mm(scale):.3f}" stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def ring(self, x: float, y: float, radius: float) -> None:
        self.parts.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="#000" stroke-width="{2 * DOT_MM}" '
            'stroke-dasharray="0.9 0.7"/>'
        )


def picture_of(label: Particulars, origin: str, owed: Collection[str] = ()) -> str:
    """One label as an SVG file, 100 mm of the screen for 100 mm of paper. Raises TextDoesNotFit or CodeIsTooLong.

    Its serial is of zeros: nothing is reserved by looking. What is owed and is not there is marked in its place.
    """
    pen = SvgPen(owed)
    draw_carton(pen, label)
    text = qr_text(origin, label.gtin, label.lot, SAMPLE_SERIAL)
    draw_own(pen, label.layout, draw(text, mask_for(text.removesuffix(SAMPLE_SERIAL))), SAMPLE_SERIAL)
    width, height = f"{label.layout.width_mm:g}", f"{label.layout.height_mm:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" '
        f'lang="zh-Hans" fill="#000"><path fill="#fff" d="M0 0H{width}V{height}H0Z"/>{pen.drawn()}</svg>'
    )
