"""A sticker for one fruit, 38 × 24 mm."""

from __future__ import annotations

from dataclasses import dataclass

from traceability.labels.layouts import DOT_MM
from traceability.labels.pen import Pen
from traceability.labels.symbols import MODULES, draw

SIZE = (38.0, 24.0)
QR_MM = MODULES * 4 * DOT_MM
"""Four dots a module: read from a hand's breadth."""


@dataclass(frozen=True)
class Sticker:
    """What stands on it; there is no place for a protected name."""

    fruit: str
    variety: str
    origin: str
    lot: str
    address: str


def draw_sticker(pen: Pen, sticker: Sticker) -> None:
    """Draw one. Raises TextDoesNotFit or CodeIsTooLong."""
    left, width = 2.0, SIZE[0] - QR_MM - 2 - 2 - 2
    pen.text(left, 6.0, sticker.fruit, 8, bold=True, width=width)
    pen.text(left, 10.0, sticker.variety, 6.5, width=width)
    pen.text(left, 14.0, sticker.origin, 6.5, bold=True, width=width)
    pen.text(left, 20.0, f"L {sticker.lot}", 6.5, width=width)
    pen.symbol(SIZE[0] - QR_MM - 2, (SIZE[1] - QR_MM) / 2, QR_MM, draw(sticker.address))
