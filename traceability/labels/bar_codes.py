"""GS1-128 bars, as ReportLab encodes Code 128, for any pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.graphics.barcode.code128 import Code128

from traceability.gs1.element_strings import Element, element_string
from traceability.labels.layouts import DOT_MM
from traceability.labels.pen import Pen

MODULE_MM = 4 * DOT_MM
"""Width of the narrowest bar: 0.5 mm, within the 0.495 to 0.940 mm of GS1 Logistic Labels."""
QUIET_MODULES = 10
"""White on either side that ISO/IEC 15417 asks for."""


def bars_of(elements: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Where each dark bar begins and how wide it is, in modules. Raises InvalidIdentifier."""
    code = Code128(element_string(elements))
    code.validate()
    code.encode()
    place = 0
    for letter in code.decompose():
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            yield place, width
        place += width


def width_of(elements: Sequence[Element]) -> float:
    """How wide the symbol is, in mm, without its quiet zones."""
    return max(start + width for start, width in bars_of(elements)) * MODULE_MM


def draw_bars(pen: Pen, elements: Sequence[Element], *, centre: float, top: float, height: float) -> None:
    """A GS1-128 symbol in the middle of `centre`, on the dots of a printer of 203 dpi."""
    left = round((centre - width_of(elements) / 2) / DOT_MM) * DOT_MM
    for start, width in bars_of(elements):
        pen.bar(left + start * MODULE_MM, top, width * MODULE_MM, height)
