"""Letters of the one printed family as outlines: what a screen shows is what is printed, whatever fonts it has."""

from __future__ import annotations

from functools import cache
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from traceability.web.typesetting import FONTS


@cache
def outline(letter: str, *, bold: bool) -> str:
    """The path of an SVG for a letter in units of which an em has `em()`, y upwards; empty for a space."""
    _font, letters, glyphs = _face(bold=bold)
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}")
    glyphs[letters.get(ord(letter), ".notdef")].draw(pen)
    return str(pen.getCommands())


@cache
def em(*, bold: bool) -> int:
    """Units in an em."""
    return int(_face(bold=bold)[0]["head"].unitsPerEm)


@cache
def _face(*, bold: bool) -> tuple[Any, dict[int, str], Any]:
    font = TTFont(FONTS / ("NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"), lazy=True)
    return font, font.getBestCmap(), font.getGlyphSet()
