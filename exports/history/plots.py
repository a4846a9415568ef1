"""Upstream: where the fruit of a history was picked, and downstream: who received it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from exports.history.subject import Subject
from exports.models import ExportBatch
from exports.receiving.models import PalletReceipt
from exports.views import page
from exports.words import whereabouts
from traceability.lots.models import Lot, LotOrigin
from traceability.parties.models import Village
from traceability.provenance.names import village_name


@dataclass(frozen=True)
class Picking:
    """One picking: the lot it became, who picked it by pseudonym, in which village, on which day."""

    lot: str
    grower: str
    village: str
    county: str
    picked_on: date
    weight_g: int


def pickings_of(subject: Subject) -> list[Picking]:
    """Of the whole family, by day. No name, no position: those are the growers' own, shown with their consent alone."""
    origins = LotOrigin.objects.filter(lot__in=[lot.pk for lot in subject.family])
    named = origins.select_related("lot", "village__township", "county").defer("county__outline")
    return [_picking(origin) for origin in named.order_by("picked_on", "pk")]


def _picking(origin: LotOrigin) -> Picking:
    village = _called(origin.village) if origin.village else ""
    county = str(origin.county) if origin.county else ""
    return Picking(origin.lot.code, origin.grower_pseudonym, village, county, origin.picked_on, origin.lot.weight_g)


def _called(village: Village) -> str:
    return ", ".join(map(str, [village_name(village.code, village.name_zh), village.township]))


@dataclass(frozen=True)
class Consignee:
    """Who received the pallets of a history, and what became of them."""

    name: str
    port: str
    where: str
    pallets: int
    accepted: int
    refused: int
    counted: int | None


def consignee_of(subject: Subject) -> Consignee:
    """The importer of the batch; two queries."""
    batch: ExportBatch = subject.batch
    receipts = PalletReceipt.objects.filter(pallet__in=[pallet.pk for pallet in subject.pallets])
    refused = receipts.filter(decision=PalletReceipt.Decision.REFUSED).count()
    decided = receipts.aggregate(counted=Sum("cartons_counted"))
    return Consignee(
        name=str(batch.importer),
        port=page.destination(batch),
        where=whereabouts(batch, page.movements_of(batch)),
        pallets=len(subject.pallets),
        accepted=receipts.count() - refused,
        refused=refused,
        counted=decided["counted"],
    )


def growers_of(lots: Sequence[Lot]) -> int:
    """How many people picked it."""
    return LotOrigin.objects.filter(lot__in=[lot.pk for lot in lots]).values("grower_pseudonym").distinct().count()
