"""How far the receiving of a batch is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.models import ExportBatch
from exports.queries import PalletLine
from exports.receiving.models import PalletReceipt


@dataclass(frozen=True)
class Tally:
    """Receipts by primary key of the pallet, and what they add up to."""

    pallets: int
    receipts: Mapping[int, PalletReceipt]

    @property
    def decided(self) -> int:
        return len(self.receipts)

    @property
    def to_come(self) -> int:
        return self.pallets - self.decided

    @property
    def refused(self) -> int:
        return sum(receipt.is_refused for receipt in self.receipts.values())

    @property
    def missing(self) -> int:
        """Cartons fewer than sent, over all pallets; below zero when there were more."""
        return sum(receipt.missing for receipt in self.receipts.values())

    @property
    def surplus(self) -> int:
        """Cartons more than sent."""
        return max(0, -self.missing)


def tally_of(batch: ExportBatch, lines: Sequence[PalletLine]) -> Tally:
    """Two queries, whatever the number of pallets."""
    found = PalletReceipt.objects.filter(pallet__batch=batch).select_related("event").prefetch_related("photos")
    return Tally(len(lines), {receipt.pallet_id: receipt for receipt in found})
