"""How fruit leaves the house of its owner: the books of lots read it here."""

from __future__ import annotations

from django.db.models import F

from exports.models import Movement, PalletContent
from traceability.lots.books.sources import Source, leaving


@leaving(order=10)
def shipped() -> Source:
    """Cartons on pallets of batches that have left, at the time at which they left: what `acts/ship.py` draws."""
    return Source(
        "out",
        PalletContent.objects.filter(pallet__batch__movements__step=Movement.Step.SHIPPED),
        lot="run__lot",
        at="pallet__batch__movements__at",
        grams=(F("last") - F("first") + 1) * F("run__lot__product__unit_weight_g"),
    )
