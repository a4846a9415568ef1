"""The carton label of 100 × 100 mm."""

from __future__ import annotations

from traceability.labels.artwork import ARTWORK
from traceability.labels.faces.parts import (
    LEFT,
    RIGHT,
    Facts,
    draw_artwork,
    draw_facts,
    draw_foot,
    draw_last_line,
    draw_sign,
    draw_treatment,
)
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Pen

QR_TOP = 25.125
"""Where the square stands below the tall head; all below the head moves with it."""
BAR = 21.0
FACTS = Facts(24.2, 28.5, 30.5, 33.3, 40.5, 38.9, 41.6, 43.2, 46.0, 50.3, 52.2, 55.0, 60.8, 62.5)
FOOT_END, LAST = 91.2, 95.4


def draw_small(pen: Pen, label: Particulars) -> None:
    """Draw all that every label of a run shares. Raises TextDoesNotFit."""
    shift = label.layout.qr.y - QR_TOP
    if label.name_zh:
        _head_with_name(pen, label)
    else:
        _head(pen, label)
    pen.rule(BAR + shift, LEFT, RIGHT, 8)
    facts = FACTS.lower(shift)
    draw_facts(pen, label, facts)
    foot = draw_treatment(pen, label, facts.end, 8.1)
    draw_foot(pen, label, foot, FOOT_END, air=3.8, registrations=True)
    draw_last_line(pen, label, LAST)


def _head_with_name(pen: Pen, label: Particulars) -> None:
    pen.text(3.4, 11.1, label.name_zh, 27, bold=True, width=44)
    pen.text(LEFT, 17.6, label.name_latin, 14, width=44)
    draw_artwork(pen, ARTWORK.get(label.species), 62.6, 4, 15.6)
    draw_sign(pen, 77.4, 4, 12.4)
    pen.text(RIGHT, 18.9, label.credit_code, 6.5, bold=True, align="right")


def _head(pen: Pen, label: Particulars) -> None:
    width = pen.text(3.4, 12.2, label.fruit_zh, 27, bold=True, width=34)
    pen.text(3.4 + width + 3, 12.0, label.fruit_en, 23, width=82 - 3.4 - width)
    draw_artwork(pen, ARTWORK.get(label.species), RIGHT, 4, 10.6)
