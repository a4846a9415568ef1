"""The label of a pallet, 105 × 148 mm: a GS1 Logistic Label, whose number reads from five metres.

GS1 Logistic Label Guideline: the sender above, what the receiver reads in the middle, the SSCC in GS1-128 at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass

from traceability.labels.bar_codes import draw_bars
from traceability.labels.pen import Line, Pen
from traceability.labels.symbols import draw
from traceability.labels.words import words_in
from traceability.web.typesetting import broken

SIZE = (105.0, 148.0)
LEFT, RIGHT, MIDDLE = 5.0, 100.0, 52.5
QR = (71.125, 25.125, 28.875)
TERM, VALUE = 7.5, 15.0


@dataclass(frozen=True)
class PalletLabel:
    """What stands on a pallet. `number` of `total` in its batch; `spelled` is the SSCC in groups; `address` its QR."""

    sscc: str
    spelled: str
    address: str
    number: int
    total: int
    sender: str
    sender_address: str
    place: str
    receiver: str
    batch: str
    lots: tuple[str, ...]
    cartons: int
    net_weight: str
    packed_on: str
    language: str = "en"


def draw_pallet(pen: Pen, label: PalletLabel) -> None:
    """Draw one. Raises TextDoesNotFit, CodeIsTooLong or InvalidIdentifier."""
    _way(pen, label)
    pen.rule(20.0, LEFT, RIGHT, 8)
    width = pen.text(4.4, 53.0, str(label.number), 112, bold=True, width=44)
    pen.text(4.4 + width + 2, 53.0, f"/ {label.total}", 26, bold=True, width=QR[0] - width - 8)
    pen.symbol(*QR, draw(label.address))
    pen.rule(59.0, LEFT, RIGHT, 4)
    _facts(pen, label)
    pen.rule(92.0, LEFT, RIGHT, 4)
    draw_bars(pen, [("00", label.sscc)], centre=MIDDLE, top=102.875, height=33)
    pen.text(MIDDLE, 141.6, f"(00) {label.spelled}", 15, bold=True, align="centre", width=RIGHT - LEFT)


def _way(pen: Pen, label: PalletLabel) -> None:
    pen.text(LEFT, 9.0, label.sender, 12, bold=True, width=62)
    address = [Line(part, pt=8, whole=label.sender_address) for part in broken(label.sender_address, 8, 60)]
    pen.lines(LEFT, 12.8, address, width=60, bottom=17.4)
    right = 70.0
    pen.text(right, 9.0, f"→ {label.place}", 12, bold=True, width=RIGHT - right)
    pen.text(right, 12.8, label.receiver, 8, width=RIGHT - right)
    pen.text(right, 16.4, label.batch, 8, width=RIGHT - right)


def _facts(pen: Pen, label: PalletLabel) -> None:
    zh, words = words_in("zh"), words_in(label.language)
    pen.text(LEFT, 62.4, f"{zh['lot']} {words['lot']}", TERM)
    pen.text(LEFT, 75.6, " ".join(label.lots), 41, bold=True, width=RIGHT - LEFT)
    pen.rule(79.75, LEFT, RIGHT, 4)
    for x, width, key, value in (
        (LEFT, 26, "cartons", str(label.cartons)),
        (33, 32, "net", label.net_weight),
        (68, 32, "packed", label.packed_on),
    ):
        pen.text(x, 83.1, f"{zh[key]} {words[key]}", TERM, width=width)
        pen.text(x, 89.4, value, VALUE, bold=True, width=width)
