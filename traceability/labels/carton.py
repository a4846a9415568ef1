"""A carton's label in its two halves: what all of a run share, and what is one label's own."""

from __future__ import annotations

from traceability.labels.faces import draw_shared as draw_carton
from traceability.labels.layouts import Layout
from traceability.labels.pen import Pen
from traceability.labels.symbols import Symbol

__all__ = ["draw_carton", "draw_own"]


def draw_own(pen: Pen, layout: Layout, symbol: Symbol, serial: str) -> None:
    """Draw what is one label's own: its square code, and its serial wherever the layout has it."""
    pen.symbol(layout.qr.x, layout.qr.y, layout.qr.width, symbol)
    for own in layout.own_texts:
        pen.text(own.x, own.y, own.words(serial), own.pt, bold=own.bold, align=own.align)
