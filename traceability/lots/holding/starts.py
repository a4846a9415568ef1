"""Where a recall begins, and who has received fruit: rooms above answer without being imported.

@recall_start(order=20)
def from_test(user, text): ...
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from traceability.lots.models import Lot, LotOrigin
from traceability.lots.panels import Registry
from traceability.parties.models import User


@dataclass(frozen=True)
class Start:
    """What a recall begins with, in words, and the lots that come of it directly."""

    kind: str
    title: str
    lots: Sequence[Lot]


@dataclass(frozen=True)
class Receiver:
    """Somebody who received cartons of a lot: how many grams, by what, when, and in which state it is."""

    lot: Lot
    who: str
    where: str
    by: str
    cartons: int
    weight_g: int
    on: date | None
    state: str


recall_start: Registry[list[Start]] = Registry()
"""(user, text) -> what the text may name: a lot, a plot, a treatment, a test, a label."""
recall_receivers: Registry[list[Receiver]] = Registry()
"""(lots) -> who received them."""
recall_heard: Registry[None] = Registry()
"""(hold, lots) -> nothing; called once, in the transaction of the recall, to write down who must be told."""


@recall_start(order=0)
def from_lot(user: User, text: str) -> list[Start]:
    """A lot of one's own by its code, written or scanned."""
    lots = Lot.objects.filter(owner__in=user.organisations(), code=text.upper()).with_names()
    return [Start("lot", lot.code, [lot]) for lot in lots[:5]]


@recall_start(order=10)
def from_plot(user: User, text: str) -> list[Start]:
    """Everything that was weighed in of a plot, by the key of its place."""
    own = LotOrigin.objects.filter(lot__owner__in=user.organisations(), plot__extension=text.upper())
    origins = list(own.select_related("plot", "lot__product__variety__species", "lot__owner", "lot__place"))
    return [Start("plot", str(origins[0].plot), [origin.lot for origin in origins])] if origins else []
