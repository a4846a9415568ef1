"""A lot is counted, and a difference is written down, never written over."""

from __future__ import annotations

from datetime import datetime

from traceability.lots.books.acts.take_stock import take_stock
from traceability.lots.books.models import StockCount
from traceability.lots.models import Lot
from traceability.parties.models import User


def count(*, lot: Lot, counted_g: int, note: str = "", by: User, at: datetime, seen_g: int | None = None) -> StockCount:
    """`counted_g` grams of the lot were there; of cartons, their number times their net weight.

    A stocktake of one lot: what it does and what it raises stands at `take_stock`. `seen_g` is what the books said when
    the counting began, if that is known.
    """
    seen = {} if seen_g is None else {lot.pk: seen_g}
    [made] = take_stock(counts=[(lot, counted_g)], note=note, by=by, at=at, seen_g=seen)
    return made
