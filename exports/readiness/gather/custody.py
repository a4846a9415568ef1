"""One step back and one step forward of every lot; and a recall of one carton, practised by the real queries."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.db.models import F, Sum

from exports.models import ExportBatch, Pallet, PalletContent
from exports.readiness.facts import Custody
from exports.readiness.gather.cartons import Cartons
from exports.readiness.gather.kinship import Kinship
from traceability.labels import keys
from traceability.labels.models import LabelRun
from traceability.labels.queries import label_of
from traceability.labels.serials import serial_of
from traceability.lots.keys import among
from traceability.lots.models import Lot
from traceability.lots.queries import descendant_keys
from traceability.web.prepared import PreparedRows

_unmade = PreparedRows(lambda lots: Lot.objects.filter(pk__in=lots, making=None).values_list("pk", "code"), among([-1]))


def custody_of(batch: ExportBatch, cartons: Cartons, kin: Kinship, grown: Set[int]) -> Custody:
    """Which lots have no event or no origin, and what a recall of the first lot of the batch would reach.

    `grown` are the keys of lots that were picked.
    """
    told_by_none = dict(_unmade(kin.everyone))
    rootless = kin.family - kin.parents.keys() - grown
    codes = told_by_none | (dict(Lot.objects.filter(pk__in=rootless).values_list("pk", "code")) if rootless else {})
    first = min(cartons.lots)
    return Custody(
        events=len(kin.family) - len(told_by_none) + Pallet.objects.filter(batch=batch).count(),
        gaps=tuple(code for _key, code in sorted(codes.items())),
        **_practised(batch, cartons, kin, first),
    )


def _practised(batch: ExportBatch, cartons: Cartons, kin: Kinship, lot: int) -> dict[str, Any]:
    """From the code on a carton to its lot, back to every picking in it, on to every lot that holds some, to pallets.

    Regulation (EC) No 178/2002, Articles 18 and 19: what would have to be called back, and from whom. The code is read
    as a scan would read it.
    """
    row = next(row for row in cartons.runs if row["run__lot"] == lot)
    gtin, serial = row["run__gtin"], serial_of(row["run__first_index"], keys.key(row["run__key_number"]))
    known = LabelRun.objects.select_related("lot__product").only("first_index", "lot__product__gtin")
    found = label_of(serial, known, gtin=gtin, lot_code=row["run__lot_code"])
    run = found[0] if found else None
    sources = kin.kin[lot] if run and run.pk == row["run"] and run.lot.product.gtin == gtin else set()
    affected = sources | set(descendant_keys(*sources))
    rows = (
        PalletContent.objects.filter(run__lot__in=affected)
        .values_list("pallet__batch", "pallet__batch__code")
        .annotate(count=Sum(F("last") - F("first") + 1))
        .order_by("pallet__batch__code")
    )
    reached = list(rows)
    here = sum(count for key, _code, count in reached if key == batch.pk)
    expected = sum(one.cartons for key, one in cartons.lots.items() if kin.kin[key] & sources)
    return {
        "recall_lot": cartons.lots[lot].code,
        "recall_lots": len(affected),
        "recall_cartons": sum(count for _key, _code, count in reached),
        "recall_batches": tuple(code for _key, code, _count in reached),
        "recall_finds_all": here == expected and here > 0,
    }
