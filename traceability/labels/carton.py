"""The carton label of 100 × 100 mm: everything but the square code and the serial, which differ from label to label."""

from __future__ import annotations

from reportlab.lib.units import mm

from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen

LEFT, RIGHT, FACTS_END, SECOND = 4.0, 96.0, 63.5, 48.5
FRUIT = (
    "14 -6 31 1 39 18 47 40 40 64 21 78 13 84 1 88 -7 85 -12 83 -11 78 "
    "-14 73 -18 68 -23 61 -26 50 -31 33 -27 16 -18 7 -13 2 -6 1 0 0"
)
LEAF = "20 -15 60 -17 98 4 62 18 22 15 0 0"
ORANGE = "22 0 40 18 40 40 40 62 22 80 0 80 -22 80 -40 62 -40 40 -40 18 -22 0 0 0"


def draw_carton(pen: Pen, label: Particulars) -> None:
    """Draw all that every label of a run shares. Raises TextDoesNotFit."""
    shift = label.layout.qr.y - 25.1
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
    pen.curve(57, 8.2, 0.125, (0, 0), FRUIT)
    pen.curve(57.2, 8.2, 0.075, (0, 0), " ".join(_mirrored(LEAF)), fill=1)
    canvas = pen.canvas
    canvas.saveState()
    canvas.setLineWidth(0.25 * mm)
    canvas.setDash(0.9 * mm, 0.7 * mm)
    canvas.circle(84 * mm, (label.layout.height_mm - 9.4) * mm, 5.6 * mm)
    canvas.restoreState()
    pen.text(84, 9.0, "地理标志", 6.5, align="centre")
    pen.text(84, 11.8, "专用标志", 6.5, align="centre")
    pen.text(84, 18.4, label.credit_code, 6.5, bold=True, align="centre")


def _head(pen: Pen, label: Particulars) -> None:
    width = pen.text(3.6, 12.4, label.fruit_zh, 27, bold=True, width=40)
    pen.text(3.6 + width + 3, 12.4, label.fruit_en, 23, width=34)
    if label.layout.has_name or label.fruit_zh == "芒果":
        pen.curve(88, 5.2, 0.11, (0, 0), FRUIT)
        pen.curve(88.2, 5.2, 0.06, (0, 0), " ".join(_mirrored(LEAF)), fill=1)
    else:
        pen.curve(88, 4.6, 0.12, (0, 0), ORANGE)


def _mirrored(numbers: str) -> list[str]:
    """A drawing turned to the left."""
    return [str(-float(n)) if position % 2 == 0 else n for position, n in enumerate(numbers.split())]


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
    pen.text(LEFT, 73.0 + shift, label.address_zh, 6.5, width=42)
    pen.text(LEFT, 76.2 + shift, label.address_latin, 6.5, width=42)
    pen.text(SECOND, 66.3 + shift, "承诺达标合格证", 8, bold=True)
    for number, line in enumerate(label.promise):
        pen.text(SECOND, 69.8 + shift + 3.15 * number, line, 6.5, width=47.5)
    pen.rule(92.4, LEFT, RIGHT, 4)
    pen.text(LEFT, 95.4, f"(01) {label.gtin}", 7)
    pen.text(50, 95.4, f"(10) {label.lot}", 7, align="centre")
