"""The faces of cartons' labels: all that the labels of a run share, drawn with any pen.

What is each label's own, the square code and the serial, is data on its layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from traceability.labels.faces.carton100 import draw_small
from traceability.labels.faces.carton150 import draw_tall
from traceability.labels.particulars import Particulars
from traceability.labels.pen import Measure, Pen

FACES: Mapping[str, Callable[[Pen, Particulars], None]] = {"carton-100": draw_small, "carton-150": draw_tall}
"""By `Layout.face`."""


def draw_shared(pen: Pen, label: Particulars) -> None:
    """Draw what every label of a run shares. Raises TextDoesNotFit."""
    FACES[label.layout.face](pen, label)


def must_fit(label: Particulars) -> None:
    """Raises TextDoesNotFit, naming the text, for a label that cannot be printed."""
    draw_shared(Measure(), label)
