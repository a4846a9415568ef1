"""Who has received cartons of a lot: the answer to a recall."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from exports.models import ExportBatch, PalletContent
from exports.models.batch import BEFORE_LEAVING
from exports.news import Kind, tell
from traceability.lots.holding.models import HeldLot, Hold
from traceability.lots.holding.starts import Receiver, recall_heard, recall_receivers
from traceability.lots.models import Lot


@recall_receivers(order=10)
def on_pallets(lots: Sequence[Lot]) -> list[Receiver]:
    """Cartons of these lots on pallets of batches that have left, one line a batch; one query.

    Regulation (EC) No 178/2002 Art. 18(3): to whom it was supplied.
    """
    contents = PalletContent.objects.filter(run__lot__in=list(lots)).exclude(pallet__batch__state__in=BEFORE_LEAVING)
    found: dict[tuple[int, int], tuple[Lot, ExportBatch, int]] = {}
    shown = ("run__lot__product", "pallet__batch__importer", "pallet__batch__exporter", "pallet__batch__to_port")
    for content in contents.select_related(*shown).order_by("pallet__batch", "pk"):
        lot, batch = content.run.lot, content.pallet.batch
        cartons = found.get((batch.pk, lot.pk), (lot, batch, 0))[2] + content.last - content.first + 1
        found[batch.pk, lot.pk] = lot, batch, cartons
    return [
        Receiver(
            lot=lot,
            who=batch.importer.name_latin,
            where=str(batch.to_port),
            by=f"{batch.exporter.name_latin}, {batch.code}",
            cartons=cartons,
            weight_g=cartons * (lot.product.unit_weight_g or 0),
            on=batch.leaves_on,
            state=batch.get_state_display(),
        )
        for lot, batch, cartons in found.values()
    ]


@recall_heard(order=10)
def tell_importers(hold: Hold, lots: Sequence[Lot]) -> None:
    """Every importer who has or awaits cartons of these lots hears which of its batches and lots it is about.

    Regulation (EC) No 178/2002 Art. 19(1): whoever has imported such food is told at once.
    """
    contents = PalletContent.objects.filter(run__lot__in=list(lots))
    codes: dict[int, set[str]] = {}
    for content in contents.select_related("run__lot", "pallet"):
        codes.setdefault(content.pallet.batch_id, set()).add(content.run.lot.code)
    for batch in ExportBatch.objects.filter(pk__in=codes).with_names().order_by("pk"):
        facts = {"lots": sorted(codes[batch.pk]), "reason": hold.reason, "event": hold.event.event_id}
        tell(Kind.RECALLED, batch, **facts)


def recalled_in(batches: Sequence[ExportBatch]) -> dict[int, list[HeldLot]]:
    """By primary key of the batch, the lots on its pallets that are called back; one query."""
    found: dict[int, list[HeldLot]] = {}
    held = HeldLot.objects.filter(is_open=True, hold__kind=Hold.Kind.RECALL)
    on_board = held.filter(lot__label_runs__pallet_contents__pallet__batch__in=[batch.pk for batch in batches])
    named = on_board.annotate(batch=F("lot__label_runs__pallet_contents__pallet__batch")).select_related("hold", "lot")
    for one in named.distinct().order_by("pk"):
        found.setdefault(one.batch, []).append(one)
    return found
