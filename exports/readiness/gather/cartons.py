"""What stands on the pallets of a batch: lots, label runs, and how many cartons of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Sum

from exports.models import ExportBatch, PalletContent
from exports.readiness.facts import Species
from traceability.labels.models import LabelSpan
from traceability.lots.keys import among
from traceability.lots.models import Lot
from traceability.lots.models import Species as SpeciesRow
from traceability.parties.models import Organisation, Place
from traceability.web.prepared import PreparedRows


@dataclass(frozen=True)
class PackedLot:
    """A lot on the pallets, as far as the first queries tell."""

    key: int
    code: str
    variety: str
    variety_name: str
    species: str
    unit_g: int
    units: int
    quality_class: str
    packed_on: date
    packer: Organisation
    place: Place
    cartons: int
    on_pallets: int


@dataclass(frozen=True)
class Cartons:
    """Lots and species by key, rows of runs, and the pallet on which a void label of a run stands."""

    lots: dict[int, PackedLot]
    species: dict[str, Species]
    runs: list[dict[str, Any]]
    cartons_of_run: Counter[int]
    voids: dict[int, str]


_RUN = (
    "run",
    "run__lot",
    "run__job__state",
    "run__layout",
    "run__destination",
    "run__size",
    "run__origin",
    "run__started_at__date",
    "run__gtin",
    "run__lot_code",
    "run__first_index",
    "run__key_number",
    "run__importer__name_latin",
    "run__certificate__scheme",
    "run__certificate__scheme__name_en",
    "run__certificate__scheme__species",
)
_LOT = (
    "pk",
    "code",
    "units",
    "owner",
    "place",
    "product__variety",
    "product__variety__name_en",
    "product__variety__species",
    "product__unit_weight_g",
    "product__quality_class",
    "making__made_at",
    "making__made_offset",
)


_contents = PreparedRows(
    lambda batch: (
        PalletContent.objects.filter(pallet__batch=batch)
        .order_by("pallet", "pk")
        .values("first", "last", "pallet__sscc", *_RUN)
    ),
    -1,
)
_packed = PreparedRows(lambda lots: Lot.objects.filter(pk__in=lots).order_by("pk").values(*_LOT), among([-1]))
_elsewhere = PreparedRows(
    lambda lots, batch: (
        PalletContent.objects.filter(run__lot__in=lots)
        .exclude(pallet__batch=batch)
        .values_list("run__lot")
        .annotate(count=Sum(F("last") - F("first") + 1))
    ),
    among([-1]),
    -2,
)
_void = PreparedRows(
    lambda runs: LabelSpan.objects.filter(run__in=runs, state=LabelSpan.State.VOID).values_list("run", "first", "last"),
    among([-1]),
)


def cartons_of(batch: ExportBatch) -> Cartons:
    """What stands on the pallets: seven queries at most."""
    contents = _contents(batch.pk)
    of_lot: Counter[int] = Counter()
    of_run: Counter[int] = Counter()
    for row in contents:
        count = row["last"] - row["first"] + 1
        of_lot[row["run__lot"]] += count
        of_run[row["run"]] += count
    if not contents:
        return Cartons({}, {}, [], of_run, {})
    lots = _lots(of_lot, batch)
    kinds = SpeciesRow.objects.in_bulk({lot.species for lot in lots.values()})
    return Cartons(
        lots=lots,
        species={
            code: Species(code, row.name_en, row.name_zh, row.botanical_name, row.cn_code, row.eu_product_code)
            for code, row in sorted(kinds.items())
        },
        runs=list({row["run"]: row for row in contents}.values()),
        cartons_of_run=of_run,
        voids=_voids(contents),
    )


def _lots(of_lot: Counter[int], batch: ExportBatch) -> dict[int, PackedLot]:
    keys = among(of_lot)
    rows, elsewhere = _packed(keys), dict(_elsewhere(keys, batch.pk))
    owners = Organisation.objects.in_bulk({row["owner"] for row in rows})
    places = Place.objects.in_bulk({row["place"] for row in rows})
    return {
        row["pk"]: PackedLot(
            key=row["pk"],
            code=row["code"],
            variety=row["product__variety"],
            variety_name=row["product__variety__name_en"],
            species=row["product__variety__species"],
            unit_g=row["product__unit_weight_g"] or 0,
            units=row["units"] or 0,
            quality_class=row["product__quality_class"],
            packed_on=(row["making__made_at"] + timedelta(minutes=row["making__made_offset"])).date(),
            packer=owners[row["owner"]],
            place=places[row["place"]],
            cartons=of_lot[row["pk"]],
            on_pallets=of_lot[row["pk"]] + elsewhere.get(row["pk"], 0),
        )
        for row in rows
    }


def _voids(contents: list[dict[str, Any]]) -> dict[int, str]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for run, first, last in _void(among({row["run"] for row in contents})):
        spans.setdefault(run, []).append((first, last))
    return {
        row["run"]: row["pallet__sscc"]
        for row in contents
        if any(first <= row["last"] and last >= row["first"] for first, last in spans.get(row["run"], ()))
    }
