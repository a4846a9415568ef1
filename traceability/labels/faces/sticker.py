"""A sticker for one fruit, 38 × 24 mm."""

from __future__ import annotations

from dataclasses import dataclass

from traceability.labels.layouts import DOT_MM
from traceability.labels.pen import Pen
from traceability.labels.symbols import MODULES, draw

SIZE = (38.0, 24.0)
QR_MM = MODULES * 3 * DOT_MM
"""Three dots a module: read from a hand's breadth."""


@dataclass(frozen=True)
class Sticker:
    """What stands on it; there is no place for a protected name."""

    fruit: str
    variety_zh: str
    variety_latin: str
    origin: str
    lot: str
    address: str


def draw_sticker(pen: Pen, sticker: Sticker) -> None:
    """Draw one. Raises TextDoesNotFit or CodeIsTooLong."""
    left, width = 2.0, SIZE[0] - QR_MM - 2 - 2 - 2
    pen.text(left, 5.2, sticker.fruit, 8, bold=True, width=width)
    pen.text(left, 8.6, sticker.variety_zh, 6.5, width=width)
    pen.text(left, 11.6, sticker.variety_latin, 6.5, width=width)
    pen.text(left, 16.0, sticker.origin, 6.5, bold=True, width=width)
    pen.text(left, 21.0, f"L {sticker.lot}", 6.5, width=width)
    pen.symbol(SIZE[0] - QR_MM - 2, (SIZE[1] - QR_MM) / 2, QR_MM, draw(sticker.address))
