"""The carton label of 100 × 100 mm: everything but the square code and the serial, which differ from label to label."""

from __future__ import annotations

from traceability.labels.artwork import ARTWORK
from traceability.labels.layouts import Layout
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen
from traceability.labels.symbols import Symbol

LEFT, RIGHT, FACTS_END, SECOND = 4.0, 96.0, 63.5, 48.5
LEADING = 3.15
QR_TOP = 25.125
"""Where the square stands below the tall head; all below the head moves with it."""


def draw_carton(pen: Pen, label: Particulars) -> None:
    """Draw all that every label of a run shares. Raises TextDoesNotFit."""
    shift = label.layout.qr.y - QR_TOP
    if label.layout.has_name:
        _head_with_name(pen, label)
    else:
        _head(pen, label)
    pen.rule(21.3 + shift, LEFT, RIGHT, 8)
    _facts(pen, label, shift)
    _foot(pen, label, shift)


def _head_with_name(pen: Pen, label: Particulars) -> None:
    pen.text(3.6, 11.4, label.name_zh, 27, bold=True, width=44)
    pen.text(LEFT, 17.7, label.name_latin, 14, width=44)
    _fruit(pen, label, 51, 5.2, 0.115)
    pen.ring(84, 9.4, 5.6)
    pen.text(84, 9.0, "地理标志", 6.5, align="centre")
    pen.text(84, 11.8, "专用标志", 6.5, align="centre")
    pen.text(RIGHT, 18.4, label.credit_code, 6.5, bold=True, align="right")


def _head(pen: Pen, label: Particulars) -> None:
    width = pen.text(3.6, 12.4, label.fruit_zh, 27, bold=True, width=40)
    pen.text(3.6 + width + 3, 12.4, label.fruit_en, 23, width=34)
    _fruit(pen, label, 84, 4.4, 0.105)


def _fruit(pen: Pen, label: Particulars, x: float, y: float, scale: float) -> None:
    for stroke in ARTWORK.get(label.species, ()):
        pen.stroke(x, y, scale, stroke)


def _facts(pen: Pen, label: Particulars, shift: float) -> None:
    def term(x: float, y: float, text: str) -> None:
        pen.text(x, y + shift, text, 6.5)

    term(LEFT, 24.3, "品种 Variety")
    pen.text(LEFT, 28.7 + shift, f"{label.variety_zh} {label.variety_en}", 10, bold=True, width=59)
    pen.rule(30.5 + shift, LEFT, FACTS_END, 2)
    term(LEFT, 33.4, "净含量 Net weight")
    pen.text(LEFT, 41.2 + shift, label.net_weight, 22, bold=True, width=32)
    if label.quality_class:
        term(38, 33.4, "等级 Class")
        pen.text(38, 41.2 + shift, label.quality_class, 22, bold=True, width=14)
    pen.rule(43.2 + shift, LEFT, FACTS_END, 2)
    term(LEFT, 46.1, "原产国 Country of origin")
    width = pen.text(LEFT, 50.4 + shift, "中国 China", 10, bold=True)
    pen.text(LEFT + width + 2, 50.4 + shift, label.origin_zh, 6.5, width=34)
    pen.rule(52.2 + shift, LEFT, FACTS_END, 2)
    term(LEFT, 55.0, "批号 Lot")
    pen.text(LEFT, 60.4 + shift, f"L {label.lot}", 15, bold=True, width=37)
    term(42.6, 55.0, "包装 Packed")
    pen.text(42.6, 60.2 + shift, label.packed_on, 10, bold=True, width=21)
    pen.rule(62.3 + shift, LEFT, RIGHT, 4)


def _foot(pen: Pen, label: Particulars, shift: float) -> None:
    pen.text(LEFT, 66.3 + shift, label.packer_zh, 8, bold=True, width=42)
    pen.text(LEFT, 69.8 + shift, label.packer_latin, 6.5, bold=True, width=42)
    after = pen.block(LEFT, 73.0 + shift, label.address_zh, 6.5, width=42, lines=2, leading=LEADING)
    pen.block(LEFT, after, label.address_latin, 6.5, width=42, lines=3, leading=LEADING)
    pen.text(SECOND, 66.3 + shift, "承诺达标合格证", 8, bold=True)
    for number, line in enumerate(label.promise):
        pen.text(SECOND, 69.8 + shift + LEADING * number, line, 6.5, width=47.5)
    if label.treated_with:
        pen.text(LEFT, 91.2, f"采后处理 Treated after harvest with: {label.treated_with}", 6.5, width=RIGHT - LEFT)
    pen.rule(92.4, LEFT, RIGHT, 4)
    pen.text(LEFT, 95.4, f"(01) {label.gtin}", 7)
    pen.text(50, 95.4, f"(10) {label.lot}", 7, align="centre")


def draw_own(pen: Pen, layout: Layout, symbol: Symbol, serial: str) -> None:
    """Draw what is one label's own: its square code, and its serial wherever the layout has it."""
    pen.symbol(layout.qr.x, layout.qr.y, layout.qr.width, symbol)
    for own in layout.own_texts:
        pen.text(own.x, own.y, own.words(serial), own.pt, bold=own.bold, align=own.align)
