"""What a batch needs beside its pallets before it may leave, told through the acts: nothing is missing afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from exports.acts.state import state
from exports.models import ExportBatch, PalletContent
from orchards.acts.register_orchards import register_orchards
from orchards.models import Plot
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.queries import families
from traceability.parties.acts.register import enter_customs_number
from traceability.parties.models import User

ORCHARDS, HOUSE = "4500GY017", "45GX0117"
"""Registrations with customs, invented."""
FREE_OF_FLIES = (
    "Regulation (EU) 2019/2072, Annex VII, point 61 (c): no signs of Tephritidae at the place of production "
    f"{ORCHARDS} since the beginning of the last complete cycle of vegetation."
)
FOR_CITRUS = (
    "Regulation (EU) 2019/2072, Annex VII, point 57: fruits are free from peduncles and leaves and the packaging bears "
    "an origin mark; point 58 (d): fruits disinfected, no symptoms of Xanthomonas citri; point 59: China is known to "
    "be free from Pseudocercospora angolensis; point 60 (c): free from Phyllosticta citricarpa; point 61 (c): free of "
    "Tephritidae."
)
SAID: Mapping[str, Mapping[str, Any]] = {
    "laboratory": {"measured": {"number": "CNAS L1234"}},
    "stickers": {"measured": {"material": "none"}},
    "wood-packaging": {"measured": {"mark": "CN-45-0321 HT"}},
    "ched-d-list": {"remark": "Annexes I and II of 18 February 2026 read: not listed"},
    "rasff": {"remark": "Nothing on fruit from Guangxi"},
    "spraying-books": {"remark": "Asked the growers: what is not in the books was not sprayed"},
    "treatments": {"remark": "The line washes with water alone"},
}
GOOD_MANGOES = {"fruits": "120", "defects_percent": "1.7", "decay_percent": "0"}
GOOD_ORANGES = {
    "fruits": "40",
    "juice_percent": "46",
    "sugar_acid": "12.4",
    "green_percent": "0",
    "smallest_mm": "72",
}
NO_LEAVES = {"remark": "Every tenth carton of the line was opened: no leaf, no stalk"}


def traps_read_before(first: date) -> str:
    """A day in each of the three months before the first picking."""
    months = [divmod(first.year * 12 + first.month - 1 - back, 12) for back in (3, 2, 1)]
    return " ".join(f"{year}-{month + 1:02d}-11" for year, month in months)


def declaration_for(species: str) -> str:
    """What the certificate of a fruit has to declare."""
    return FREE_OF_FLIES if species == "mango" else FOR_CITRUS


def customs_know(lot: Lot, by: User) -> None:
    """Its orchards and its packing house are registered; those that are already stay as they are."""
    origins = LotOrigin.objects.filter(lot__in=families([lot.pk])[lot.pk]).values("plot")
    plots = list(Plot.objects.filter(place__in=origins, registrations=None).order_by("pk"))
    if plots:
        number = (
            ORCHARDS if not Plot.objects.filter(registrations__number=ORCHARDS).exists() else f"{ORCHARDS}-{lot.pk}"
        )
        register_orchards(
            organisation=lot.owner, number=number, plots=plots, valid_from=date(2026, 1, 1), valid_to=None, by=by
        )
    if not lot.place.customs_number:
        enter_customs_number(place=lot.place, number=HOUSE, by=by)


def as_customs_wrote(batch: ExportBatch) -> dict[str, Any]:
    """What the phytosanitary certificate says of the goods, as they stand on the pallets."""
    contents = list(PalletContent.objects.filter(pallet__batch=batch).select_related("run__lot__product"))
    lots = {content.run.lot_id: content.run.lot for content in contents}
    family = {key for keys in families(lots).values() for key in keys}
    plots = Plot.objects.filter(place__in=LotOrigin.objects.filter(lot__in=family).values("plot"))
    sites = set(plots.exclude(registrations=None).values_list("registrations__number", flat=True))
    facts = {
        "channel": "paper",
        "packages": sum(content.cartons for content in contents),
        "net_weight_g": sum(content.weight_g for content in contents),
        "botanical_names": sorted({lot.product.variety.species.botanical_name for lot in lots.values()}),
        "site_codes": sorted(sites),
        "packing_house_codes": sorted({lot.place.customs_number for lot in lots.values()} - {""}),
    }
    return {name: value for name, value in facts.items() if value}


def say_everything(batch: ExportBatch, *, by: User, at: datetime, **other: Mapping[str, Any] | None) -> None:
    """Every statement that is asked for; `other` by topic says something else, None nothing, with `_` for `-`."""
    lots = Lot.objects.filter(label_runs__pallet_contents__pallet__batch=batch)
    fruit = set(lots.values_list("product__variety__species", flat=True))
    picked = LotOrigin.objects.filter(
        lot__in={key for keys in families(lots.values_list("pk", flat=True)).values() for key in keys}
    )
    first = min(picked.values_list("picked_on", flat=True), default=batch.leaves_on)
    said: dict[str, Mapping[str, Any]] = dict(SAID)
    said["orchard-watch"] = {"measured": {"read_on": traps_read_before(first)}}
    if fruit & {"orange", "mandarin"}:
        said |= {"citrus-quality": {"measured": GOOD_ORANGES}, "no-leaves": NO_LEAVES}
        said |= {"entry-price": {"measured": {"number": "C/2026/6120"}}} if "orange" in fruit else {}
    if "mango" in fruit:
        said["quality"] = {"measured": GOOD_MANGOES}
    said |= {topic.replace("_", "-"): more for topic, more in other.items() if more is not None}
    left_out = {topic.replace("_", "-") for topic, more in other.items() if more is None}
    for topic, words in said.items():
        if topic in left_out:
            continue
        state(batch=batch, topic=topic, by=by, at=at, **{"holds": True, **words})
