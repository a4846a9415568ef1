"""What came out when batches were received, in one judgement each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from exports.models import ExportBatch
from exports.recalls import recalled_in
from exports.receiving.models import PalletReceipt
from traceability.lots.holding.models import HeldLot

Decision = PalletReceipt.Decision


@dataclass(frozen=True)
class Found:
    """Of one batch: how many pallets were refused, how many accepted otherwise than as sent, and its recalled lots."""

    refused: int = 0
    remarked: int = 0
    recalled: tuple[HeldLot, ...] = ()

    @property
    def state(self) -> str:
        """The sign beside a batch that was received: green only where everything was accepted as it was sent."""
        return "no" if self.refused or self.recalled else "warn" if self.remarked else "ok"


def found_of(batches: Sequence[ExportBatch]) -> dict[int, Found]:
    """By primary key, for every batch; two queries for any number of them."""
    refused = Q(decision=Decision.REFUSED)
    otherwise = ~Q(remarks="") | Q(cartons_counted__isnull=False) & ~Q(cartons_counted=F("cartons_sent"))
    receipts = PalletReceipt.objects.filter(pallet__batch__in=batches).order_by().values("pallet__batch")
    counted = receipts.annotate(refused=Count("pk", filter=refused), remarked=Count("pk", filter=~refused & otherwise))
    rows = {row["pallet__batch"]: (row["refused"], row["remarked"]) for row in counted}
    recalled = recalled_in(batches)
    return {batch.pk: Found(*rows.get(batch.pk, (0, 0)), tuple(recalled.get(batch.pk, ()))) for batch in batches}
