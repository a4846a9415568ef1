"""What the faces of cartons have in common: facts on the left of the square, the row of agents, the foot."""

from __future__ import annotations

from dataclasses import dataclass

from traceability.labels.artwork import CORNERS, Artwork
from traceability.labels.particulars import Particulars
from traceability.labels.pen import LEADING, Line, Pen
from traceability.labels.serials import LENGTH
from traceability.web.typesetting import broken, width_of

LEFT, RIGHT, FACTS_END, SECOND = 4.0, 96.0, 63.5, 48.5
FIRST_MM, SECOND_MM = 40.5, 47.5
"""How wide the two columns of the foot are."""
CLASS, SIZE, PACKED = 35.0, 50.0, 42.6
MIDDLE = 50.0
SMALL = 6.5
WIDEST_SERIAL = "W" * LENGTH


@dataclass(frozen=True)
class Facts:
    """Baselines and rules of the facts, in mm from the label's upper edge."""

    variety_term: float
    variety: float
    weight_rule: float
    weight_term: float
    weight: float
    size: float
    span: float
    origin_rule: float
    origin_term: float
    origin: float
    lot_rule: float
    lot_term: float
    lot: float
    end: float

    def lower(self, mm: float) -> Facts:
        """The same, so far down."""
        return Facts(*(value + mm for value in vars(self).values()))


def draw_artwork(pen: Pen, art: Artwork | None, right: float, top: float, height: float) -> None:
    """A drawing so high, its right edge at `right`."""
    if art is None:
        return
    scale = height / art.height
    for stroke in art.strokes:
        pen.stroke(right - art.width * scale, top, scale, stroke)


def draw_sign(pen: Pen, left: float, top: float, side: float) -> None:
    """The place where the official sign is set from its own file, a square of `side` mm."""
    for corner in CORNERS:
        pen.stroke(left, top, side / 15, corner)
    centre = left + side / 2
    pen.ring(centre, top + side / 2, side * 0.42)
    pen.text(centre, top + side * 0.47, "地理标志", SMALL, align="centre", width=side * 0.66)
    pen.text(centre, top + side * 0.47 + 2.6, "专用标志", SMALL, align="centre", width=side * 0.66)


def draw_facts(pen: Pen, label: Particulars, at: Facts) -> None:
    """Variety, net weight, class, size, country of origin, lot, day of packing, and the rule below them."""
    words = label.words
    pen.text(LEFT, at.variety_term, label.term("variety"), SMALL)
    pen.text(LEFT, at.variety, f"{label.variety_zh} {label.variety_en}", 10, bold=True, width=59)
    pen.rule(at.weight_rule, LEFT, FACTS_END, 2)
    pen.text(LEFT, at.weight_term, label.term("net_weight"), SMALL, width=CLASS - LEFT - 1)
    pen.text(LEFT, at.weight, label.net_weight, 22, bold=True, width=CLASS - LEFT - 2)
    _class_and_size(pen, label, at)
    pen.rule(at.origin_rule, LEFT, FACTS_END, 2)
    pen.text(LEFT, at.origin_term, label.term("origin"), SMALL)
    width = pen.text(LEFT, at.origin, f"中国 {words['china']}", 10, bold=True)
    if label.origin_zh:
        pen.text(LEFT + width + 1.6, at.origin, label.origin_zh, SMALL, width=FACTS_END - LEFT - width - 1.6)
    else:
        pen.gap("origin_county", LEFT + width + 1.6, at.origin)
    pen.rule(at.lot_rule, LEFT, FACTS_END, 2)
    pen.text(LEFT, at.lot_term, label.term("lot"), SMALL)
    pen.text(LEFT, at.lot, f"L {label.lot}", 15, bold=True, width=37)
    pen.text(PACKED, at.lot_term, label.term("packed"), SMALL, width=FACTS_END - PACKED)
    pen.text(PACKED, at.lot - 1.2, label.packed_on, 10, bold=True, width=FACTS_END - PACKED)
    pen.rule(at.end, LEFT, RIGHT, 4)


def _class_and_size(pen: Pen, label: Particulars, at: Facts) -> None:
    if label.quality_class:
        pen.text(CLASS, at.weight_term, label.term("class"), SMALL, width=SIZE - CLASS - 0.8)
        pen.text(CLASS, at.weight, label.quality_class, 22, bold=True, width=SIZE - CLASS - 1.5)
    else:
        pen.gap("class", CLASS, at.weight)
    if label.size:
        pen.text(SIZE, at.weight_term, label.term("size"), SMALL, width=FACTS_END - SIZE)
        pen.text(SIZE, at.size, label.size, 15, bold=True, width=FACTS_END - SIZE)
        pen.text(SIZE, at.span, label.size_span, SMALL, width=FACTS_END - SIZE)
    else:
        pen.gap("size", SIZE, at.size)


def draw_treatment(pen: Pen, label: Particulars, top: float, height: float) -> float:
    """What the fruit was treated with after harvest, below the rule at `top`; returns the last rule's place.

    Where nothing was used the row goes: "none" is never printed.
    """
    if not label.treated_with:
        return top
    for x, term, value, width in (
        (LEFT, "采后处理", label.treated_zh, SECOND - LEFT - 2),
        (SECOND, label.words["treated"], label.treated_with, SECOND_MM),
    ):
        pen.text(x, top + height * 0.37, term, SMALL, width=width)
        pen.text(x, top + height - 1.6, value, 8.5, bold=True, width=width)
    pen.rule(top + height, LEFT, RIGHT, 4)
    return top + height


def draw_foot(pen: Pen, label: Particulars, top: float, bottom: float, *, air: float, registrations: bool) -> None:
    """Who packed it and the promise, in two columns between the rule at `top`, with `air` below it, and `bottom`."""
    top += air
    first = top + 3.2
    pen.text(LEFT, top, label.packer_zh, 8, bold=True, width=FIRST_MM)
    lines = [Line(label.packer_latin, bold=True)] if label.packer_latin else []
    for text in (label.address_zh, label.address_latin, label.importer):
        lines += [Line(part, whole=text) for part in broken(text, SMALL, FIRST_MM)]
    if registrations:
        lines += _registrations(pen, label, first + len(lines) * LEADING + 0.6)
    pen.lines(LEFT, first, lines, width=FIRST_MM, bottom=bottom)
    if label.promise:
        pen.text(SECOND, top, "承诺达标合格证", 8, bold=True)
        pen.lines(SECOND, first, [Line(part) for part in label.promise], width=SECOND_MM, bottom=bottom)
    else:
        pen.gap("conformity", SECOND, top + 3.8)


def _registrations(pen: Pen, label: Particulars, y: float) -> list[Line]:
    """Orchards and packing house as customs has them, each number at the right edge."""
    lines = []
    if label.orchards:
        lines += _numbered(label.term("orchards"), " ".join(label.orchards))
    else:
        pen.gap("orchard_numbers", LEFT, y)
    if label.packing_house:
        lines += _numbered(label.term("packing_house"), label.packing_house)
    else:
        pen.gap("packing_house_number", LEFT, y + (len(lines) or 1.3) * LEADING)
    return lines


def _numbered(term: str, numbers: str) -> list[Line]:
    """Numbers beside their term, or below it where one of them is too long for that."""
    room = FIRST_MM - width_of(term, SMALL) - 3
    parts = broken(numbers, SMALL, room, bold=True)
    if max(width_of(part, SMALL, bold=True) for part in parts) > room:
        below = broken(numbers, SMALL, FIRST_MM, bold=True)
        return [Line(term), *(Line(part, bold=True, right=True, whole=numbers) for part in below)]
    terms = [term] + [""] * (len(parts) - 1)
    return [
        Line(part, bold=True, right=True, term=word, whole=numbers) for part, word in zip(parts, terms, strict=True)
    ]


def draw_registrations_row(pen: Pen, label: Particulars, y: float) -> None:
    """Orchards on the left and packing house on the right of one line."""
    end = RIGHT
    if label.packing_house:
        end -= pen.text(RIGHT, y, label.packing_house, SMALL, bold=True, align="right") + 1.6
        end -= pen.text(end, y, label.term("packing_house"), SMALL, align="right") + 3
    else:
        pen.gap("packing_house_number", SECOND + 20, y)
    if label.orchards:
        start = LEFT + pen.text(LEFT, y, label.term("orchards"), SMALL) + 1.6
        pen.text(start, y, " ".join(label.orchards), SMALL, bold=True, width=end - start)
    else:
        pen.gap("orchard_numbers", LEFT, y)


def draw_last_line(pen: Pen, label: Particulars, y: float) -> None:
    """(01) and (10) in figures; (21) stands beside them and is each label's own."""
    pen.rule(y - 3.0, LEFT, RIGHT, 4)
    first = pen.text(LEFT, y, f"(01) {label.gtin}", 7)
    free = min(MIDDLE - LEFT - first, RIGHT - MIDDLE - width_of(f"(21) {WIDEST_SERIAL}", 7)) - 1
    pen.text(MIDDLE, y, f"(10) {label.lot}", 7, align="centre", width=2 * free)
