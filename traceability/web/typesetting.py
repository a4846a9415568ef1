"""The one family that is printed, Noto Sans SC with Roboto's Latin, for every PDF: labels, cards, documents."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
NARROW_SPACES = "\u202f\u2009"


@cache
def register_fonts() -> None:
    """Make both weights known to ReportLab, once in a process."""
    for name, file in ((REGULAR, "NotoSansSC-Regular.ttf"), (BOLD, "NotoSansSC-Bold.ttf")):
        font = TTFont(name, FONTS / file)
        _know_narrow_spaces(font)
        pdfmetrics.registerFont(font)


def _know_narrow_spaces(font: TTFont) -> None:
    """French and others part thousands and marks with spaces that the family lacks: they get the plain one's glyph."""
    for space in NARROW_SPACES:
        font.face.charToGlyph[ord(space)] = font.face.charToGlyph[ord(" ")]
        font.face.charWidths[ord(space)] = font.face.charWidths[ord(" ")]


@lru_cache(maxsize=20_000)
def width_of(text: str, pt: float, *, bold: bool = False) -> float:
    """Width in mm. Tables say the same words over and over, so what was measured is remembered (some 5 MB at most)."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, pt) / mm)


def missing_from(text: str) -> str:
    """The characters of a text that the family does not have: they would be printed as nothing."""
    register_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(sorted({letter for letter in text if not letter.isspace() and ord(letter) not in glyphs}))


def broken(text: str, pt: float, width: float, *, bold: bool = False) -> list[str]:
    """Greedy lines of at most `width` mm: broken at spaces, and anywhere between Han characters."""
    if width_of(text.rstrip(), pt, bold=bold) <= width:
        return [text.strip()] if text.strip() else []
    pieces, word = [], ""
    for letter in text:
        if letter == " " or ord(letter) > 0x2E80:
            pieces.append(word + letter)
            word = ""
        else:
            word += letter
    lines = [""]
    for piece in [*pieces, word]:
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), pt, bold=bold) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]
