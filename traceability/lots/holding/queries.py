"""Which lots are stopped."""

from __future__ import annotations

from collections.abc import Iterable

from traceability.lots.holding.models import HeldLot, Hold
from traceability.lots.holding.refusals import LotIsHeld, LotIsRecalled
from traceability.lots.models import Lot
from traceability.lots.queries import rows_about

# "recall" comes behind "hold": a lot that both stop is told to be recalled.
_STOPPED = """
    SELECT h.kind, l.code, h.reason
    FROM holding_heldlot s JOIN holding_hold h ON h.id = s.hold_id JOIN lots_lot l ON l.id = s.lot_id
    WHERE s.is_open AND s.lot_id IN ({keys}) ORDER BY h.kind DESC, s.id LIMIT 1
"""


def holds_of(lots: Iterable[Lot]) -> dict[int, HeldLot]:
    """By primary key of the lot, what stops it now; a recall before a hold. One query."""
    found = HeldLot.objects.filter(lot__in=list(lots), is_open=True).select_related("hold", "lot").order_by("pk")
    # "hold" comes before "recall": what is written last stays.
    return {held.lot_id: held for held in sorted(found, key=lambda held: held.hold.kind)}


def check_not_recalled(lots: Iterable[Lot]) -> None:
    """Raises LotIsRecalled for the first lot that is called back: what buyers read may be said to anybody."""
    for held in holds_of(lots).values():
        if held.hold.is_recall:
            raise LotIsRecalled(code=held.lot.code, why=held.hold.reason)


def check_free(lots: Iterable[Lot]) -> None:
    """Raises LotIsRecalled or LotIsHeld for the first lot that is stopped, itself or by what it was made of."""
    for kind, code, why in rows_about(_STOPPED, lots):
        raise (LotIsRecalled if kind == Hold.Kind.RECALL else LotIsHeld)(code=code, why=why)
