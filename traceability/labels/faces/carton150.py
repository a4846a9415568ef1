"""The carton label of 100 × 150 mm: its drawing is the front of the box."""

from __future__ import annotations

from traceability.labels.artwork import LARGE
from traceability.labels.faces.parts import (
    LEFT,
    RIGHT,
    Facts,
    draw_artwork,
    draw_facts,
    draw_foot,
    draw_last_line,
    draw_registrations_row,
    draw_sign,
    draw_treatment,
)
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen

EDGE, BAR = 100.0, 53.2
FACTS = Facts(56.4, 60.7, 63.4, 66.4, 74.0, 72.4, 75.2, 76.9, 79.8, 84.1, 86.5, 89.8, 95.6, 97.7)
REGISTRATIONS, LAST = 140.4, 145.4


def draw_tall(pen: Pen, label: Particulars) -> None:
    """Draw all that every label of a run shares. Raises TextDoesNotFit."""
    if label.name_zh:
        _head_with_name(pen, label)
    else:
        pen.text(3.4, 16.4, label.fruit_zh, 42, bold=True, width=70)
        pen.text(LEFT, 26.5, label.fruit_en, 21, width=58)
    _artwork(pen, label)
    pen.rule(BAR, LEFT, RIGHT, 8)
    draw_facts(pen, label, FACTS)
    foot = draw_treatment(pen, label, FACTS.end, 9.4)
    draw_foot(pen, label, foot, REGISTRATIONS - 5, air=4.8, registrations=False)
    pen.rule(REGISTRATIONS - 3.2, LEFT, RIGHT, 2)
    draw_registrations_row(pen, label, REGISTRATIONS)
    draw_last_line(pen, label, LAST)


def _head_with_name(pen: Pen, label: Particulars) -> None:
    pen.text(3.4, 15.7, label.name_zh, 42, bold=True, width=62)
    pen.text(LEFT, 26.5, label.name_latin, 21, width=58)
    draw_sign(pen, LEFT, 32.8, 15)
    pen.text(LEFT, 50.4, label.credit_code, 6.5, bold=True)


def _artwork(pen: Pen, label: Particulars) -> None:
    art = LARGE.get(label.species)
    if art and art.bleeds:
        draw_artwork(pen, art, EDGE, 15.8, 35)
    else:
        draw_artwork(pen, art, RIGHT, 9, 43)
