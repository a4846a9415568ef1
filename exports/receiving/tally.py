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
    def remarked(self) -> int:
        """Pallets that were accepted with remarks."""
        return sum(bool(receipt.remarks) and not receipt.is_refused for receipt in self.receipts.values())

    @property
    def fewer(self) -> int:
        """Cartons that pallets had fewer than were sent on them; what others had more makes none of it good."""
        return sum(max(0, receipt.missing) for receipt in self.receipts.values())

    @property
    def more(self) -> int:
        """Cartons that pallets had more than were sent on them."""
        return sum(receipt.surplus for receipt in self.receipts.values())

    @property
    def uncounted(self) -> int:
        """Pallets that were decided about and on which nobody counted."""
        return sum(receipt.cartons_counted is None for receipt in self.receipts.values())

    @property
    def is_as_sent(self) -> bool:
        """True once every pallet is accepted without a remark, and no count differs."""
        return not (self.to_come or self.refused or self.remarked or self.fewer or self.more)


def tally_of(batch: ExportBatch, lines: Sequence[PalletLine]) -> Tally:
    """Two queries, whatever the number of pallets."""
    found = PalletReceipt.objects.filter(pallet__batch=batch).select_related("event").prefetch_related("photos")
    return Tally(len(lines), {receipt.pallet_id: receipt for receipt in found})
