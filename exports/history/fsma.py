"""The electronic sortable spreadsheet of 21 CFR 1.1455(c)(3)(ii): key data elements of all critical tracking events.

One row for each lot at each event, so that any column sorts. Mangoes stand on the Food Traceability List (tropical tree
fruits), oranges do not; the sheet is the same. A grower's name and a plot's position are told to nobody without
consent: farm and field carry the identifiers under which the cooperative keeps both. Which column answers which clause
stands in data/fsma204.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from django.utils import translation

from exports.history.subject import Subject
from exports.models import Movement, PalletContent
from exports.receiving.models import PalletReceipt
from traceability.epcis.models import Event
from traceability.lots.models import Lot, LotInput, Making
from traceability.lots.queries import families
from traceability.parties.models import Organisation, Place
from traceability.provenance.origin import is_picking
from traceability.provenance.reading import Reading

Row = dict[str, str]
HARVESTING, COOLING, PACKING = "Harvesting", "Cooling before initial packing", "Initial packing"
SHIPPING, RECEIVING = "Shipping", "Receiving"
RULES = {
    HARVESTING: "21 CFR 1.1325(a)",
    COOLING: "21 CFR 1.1325(b)",
    PACKING: "21 CFR 1.1330(a)",
    SHIPPING: "21 CFR 1.1340(a)",
    RECEIVING: "21 CFR 1.1345(a)",
}
COOLS = frozenset({"precool", "cold"})
"""Kinds of handling that bring fruit down to a temperature (lots/handling/data/kinds.csv)."""


@cache
def columns() -> list[tuple[str, str]]:
    """Keys and headings, in order."""
    with (Path(__file__).parent / "data" / "fsma204.csv").open(encoding="utf-8", newline="") as file:
        return [(row["key"], row["heading"]) for row in csv.DictReader(file)]


def table(subject: Subject, events: Sequence[Event]) -> list[list[str]]:
    """Headings, then the rows in order of date; in English, whoever asks: an authority reads it."""
    with translation.override("en"):
        found = list(_rows(subject, events))
    rows = sorted(found, key=lambda row: (row["date"], list(RULES).index(row["cte"]), row["tlc"]))
    keys = [key for key, _heading in columns()]
    return [[heading for _key, heading in columns()], *([row.get(key, "") for key in keys] for row in rows)]


def _rows(subject: Subject, events: Sequence[Event]) -> Iterator[Row]:
    wrong = {event.error_of_id for event in events if event.error_of_id}
    readings = [Reading(event) for event in events if event.error_of_id is None and event.pk not in wrong]
    yield from _grown(subject, readings)
    for lot in subject.family:
        if lot.making.act == Making.Act.PACK:
            yield _packed(lot, subject)
    yield from _shipped(subject)
    yield from _received(subject)


def _grown(subject: Subject, readings: Sequence[Reading]) -> Iterator[Row]:
    """What was picked, and what was cooled before it was packed."""
    by_uri = {lot.uri: lot for lot in subject.family}
    for reading in readings:
        cools = reading.document.get("handling") in COOLS
        for uri, grams in reading.amounts.items():
            lot = by_uri.get(uri)
            if lot is None or not (is_picking(reading) or (cools and not lot.is_packed)):
                continue
            cte = HARVESTING if is_picking(reading) else COOLING
            row = _row(cte, lot, reading.day.isoformat(), reading.event) | _field(lot)
            known = _where(lot.place) if cte == COOLING else _on_the_farm(lot)
            yield row | _weight(grams) | known | {"recipient": _firm(lot.owner, lot.place)}


def _packed(lot: Lot, subject: Subject) -> Row:
    grown = _pickings(lot, subject)
    own = LotInput.objects.filter(child=lot).values_list("weight_g", flat=True)
    event = lot.making.event
    row = _row(PACKING, lot, lot.making.local_time.date().isoformat(), event) | _where(lot.place)
    return row | {
        "quantity": str(lot.units or ""),
        "unit": "carton",
        "farm": "; ".join(dict.fromkeys(_farm(each) for each in grown)),
        "field": "; ".join(dict.fromkeys(each.origin.plot.uri for each in grown)),
        "harvester": "; ".join(dict.fromkeys(str(each.owner.name_latin) for each in grown)),
        "harvested": "; ".join(sorted({each.origin.picked_on.isoformat() for each in grown})),
        "received": "; ".join(sorted({each.making.local_time.date().isoformat() for each in grown})),
        "received_quantity": f"{sum(own) / 1000:.3f} kg" if own else "",
    }


def _shipped(subject: Subject) -> Iterator[Row]:
    batch = subject.batch
    for movement in batch.movements.filter(step=Movement.Step.SHIPPED).select_related("event"):
        for lot, cartons in _cartons(subject).items():
            row = _row(SHIPPING, lot, movement.event.local_time.date().isoformat(), movement.event)
            yield (
                row
                | _where(batch.from_port)
                | _cartons_cell(cartons)
                | _papers(subject)
                | {"recipient": _firm(batch.importer, batch.to_port)}
            )


def _received(subject: Subject) -> Iterator[Row]:
    batch = subject.batch
    receipts = PalletReceipt.objects.filter(pallet__in=list(subject.pallets)).select_related("event", "pallet")
    for receipt in receipts.exclude(decision=PalletReceipt.Decision.REFUSED).order_by("pk"):
        cartons = _cartons(subject, receipt.pallet_id)
        for lot, sent in cartons.items():
            one = len(cartons) == 1 and receipt.cartons_counted is not None and subject.kind != "carton"
            count = receipt.cartons_counted if one else sent
            row = _row(RECEIVING, lot, receipt.event.local_time.date().isoformat(), receipt.event)
            yield (
                row
                | _where(batch.to_port)
                | _cartons_cell(count or 0)
                | _papers(subject)
                | {"previous": _firm(batch.exporter, batch.from_port)}
            )


def _row(cte: str, lot: Lot, date: str, event: Event) -> Row:
    """What every row says of its lot. The lot code with its GTIN is the traceability lot code (AI 01 + 10)."""
    product = lot.product
    packed = f"{product.unit_weight_g / 1000:g} kg carton" if product.unit_weight_g else "loose, in crates"
    quality = f", class {product.quality_class}" if product.quality_class else ""
    return {
        "cte": cte,
        "rule": RULES[cte],
        "tlc": f"(01){product.gtin}(10){lot.code}",
        "tlc_source": _firm(lot.owner, lot.place),
        "commodity": product.species.name_en.capitalize(),
        "variety": product.variety.name_en,
        "product": f"{product.variety.name_en}, {packed}{quality}",
        "date": date,
        "event": event.event_id,
    }


def _weight(grams: int) -> Row:
    return {"quantity": f"{grams / 1000:.3f}", "unit": "kg"}


def _cartons_cell(count: int) -> Row:
    return {"quantity": str(count), "unit": "carton"}


def _where(place: Place) -> Row:
    return {"place": f"{place.name_latin or place.name}, {place.country}", "place_id": place.uri}


def _firm(organisation: Organisation, place: Place | None = None) -> str:
    parts = [organisation.name_latin, place.name_latin or place.name if place else "", f"GLN {organisation.gln}"]
    return ", ".join(part for part in parts if part)


def _field(lot: Lot) -> Row:
    if not hasattr(lot, "origin"):
        return {}
    day = lot.origin.picked_on.isoformat()
    plot = lot.origin.plot.uri
    return {"farm": _farm(lot), "field": plot, "harvester": str(lot.owner.name_latin), "harvested": day}


def _on_the_farm(lot: Lot) -> Row:
    return {"place": _farm(lot), "place_id": lot.origin.plot.uri} if hasattr(lot, "origin") else {}


def _farm(lot: Lot) -> str:
    """The grower's pseudonym and village: whose farm it is, the cooperative tells those who may know."""
    village = lot.origin.village
    return ", ".join([f"Grower {lot.origin.grower_pseudonym}", *([village.township.name_en] if village else [])])


def _pickings(lot: Lot, subject: Subject) -> list[Lot]:
    keys = families([lot.pk])[lot.pk]
    return [each for each in subject.family if each.pk in keys and hasattr(each, "origin")]


def _cartons(subject: Subject, pallet: int | None = None) -> dict[Lot, int]:
    """Cartons of each lot, on all pallets of the subject or on one."""
    lots = {lot.pk: lot for lot in subject.family}
    if subject.kind == "carton":
        return {lots[subject.lots[0].pk]: 1}
    pallets = [pallet] if pallet else [each.pk for each in subject.pallets]
    found: dict[Lot, int] = {}
    for content in PalletContent.objects.filter(pallet__in=pallets).select_related("run").order_by("pk"):
        lot = lots[content.run.lot_id]
        found[lot] = found.get(lot, 0) + content.cartons
    return found


def _papers(subject: Subject) -> Row:
    papers = subject.batch.documents.in_force().order_by("pk")
    named = [(str(document.get_kind_display()), document.number) for document in papers]
    kinds, numbers = zip(("Export batch", subject.batch.code), *named, strict=True)
    return {"document_type": "; ".join(kinds), "document": "; ".join(numbers)}
