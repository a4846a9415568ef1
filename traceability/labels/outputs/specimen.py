"""One label to try a printer with: our fonts, a ruler, a word that says what it is, and nothing that can be scanned."""

from __future__ import annotations

from PIL import Image

from traceability.labels.outputs import tspl, zpl
from traceability.labels.outputs.raster import RasterPen

SIDE_MM = 100.0
WORD = "SPECIMEN 样张"


def picture_of_specimen(name: str, dpi: int) -> Image.Image:
    """100 × 100 mm with the printer's name and lines of 2, 4 and 8 dots."""
    pen = RasterPen(SIDE_MM, SIDE_MM, dpi)
    pen.text(SIDE_MM / 2, 22, WORD, 34, bold=True, align="centre", width=90)
    pen.text(SIDE_MM / 2, 34, name, 16, align="centre", width=90)
    pen.text(SIDE_MM / 2, 44, "百色芒果不在此 · 杧果、脐橙、沃柑 · Ää Öö ß é", 10, align="centre", width=90)
    for number, dots in enumerate((2, 4, 8)):
        pen.rule(54 + 4 * number, 10, 90, dots)
    pen.text(SIDE_MM / 2, 76, "80 mm", 10, align="centre")
    pen.text(SIDE_MM / 2, 90, f"{dpi} dpi · {WORD}", 10, align="centre")
    return pen.image


def specimen(language: str, name: str, dpi: int) -> bytes:
    """The label in a printer's language, by the same commands as a run's."""
    picture = picture_of_specimen(name, dpi)
    return zpl.one(picture) if language == "zpl" else tspl.one(picture, SIDE_MM, SIDE_MM)
