"""The card of a crate, 105 × 74 mm: one for each crate, for years."""

from __future__ import annotations

from dataclasses import dataclass

from traceability.labels.pen import Pen
from traceability.labels.symbols import draw
from traceability.web.typesetting import width_of

SIZE = (105.0, 74.0)
QR = (72.125, 4.25, 28.875)
LEFT, FACTS_END = 4.2, 67.0


@dataclass(frozen=True)
class CrateCard:
    """What stands on a crate; `address` is what its square code says. In Chinese, as those who fill it read."""

    owner: str
    number: str
    tare: str
    holds: str
    phone: str
    address: str


def draw_crate(pen: Pen, card: CrateCard) -> None:
    """Draw one. Raises TextDoesNotFit or CodeIsTooLong."""
    pen.text(LEFT, 7.0, f"{card.owner} 周转筐", 9, bold=True, width=FACTS_END - LEFT)
    pen.text(LEFT - 0.6, 41.6, card.number, 76, bold=True, width=FACTS_END - LEFT)
    pen.rule(57.2, LEFT, FACTS_END, 2)
    for x, term, value in ((LEFT, "筐重", card.tare), (27.3, "装满约", card.holds)):
        pen.text(x, 60.1, term, 6.5)
        pen.text(x, 66.0, value, 15, bold=True, width=22)
    if card.phone:
        pen.text(50.3, 60.1, "捡到请打", 6.5)
        _phone(pen, card.phone, 50.3)
    pen.symbol(*QR, draw(card.address))
    pen.text(QR[0], 64.0, "先扫这里", 11, bold=True)
    pen.text(QR[0], 69.0, "再上秤", 11, bold=True)


def _phone(pen: Pen, phone: str, x: float) -> None:
    """A telephone number, in two lines after the area code where it is too wide for one."""
    room = FACTS_END - x
    code, dash, rest = phone.partition("-")
    if width_of(phone, 10, bold=True) <= room or not dash:
        pen.text(x, 65.0, phone, 10, bold=True, width=room)
        return
    pen.text(x, 64.0, f"{code}-", 10, bold=True, width=room)
    pen.text(x, 68.2, rest, 10, bold=True, width=room)
