"""What stands on the carton, and whether its serial was ever given to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from traceability.labels.known import KnownLabels
from traceability.labels.serials import normalised
from traceability.provenance.lineage import Lineage
from traceability.provenance.names import Name, name_of
from traceability.provenance.reading import Reading, in_grams
from traceability.provenance.words import address_of

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Packing:
    """How the lot was packed, from its making."""

    reading: Reading
    cartons: int
    unit_weight_g: int
    quality_class: str
    packed_on: date
    packer: Name
    packer_address: Name


@dataclass(frozen=True)
class Carton:
    """The scanned carton: its serial and what became of the code."""

    serial: str
    state: str
    """issued, waiting (issued, and nobody said that its label is on a carton), void or unknown."""
    run: int | None
    """The first serial index of its label run, as the printing event names it."""
    pallet: str
    """SSCC of the pallet it was put on, or nothing."""
    is_doubted: bool = False
    """Its code was seen where one carton cannot have been, and nobody has found another reason."""
    copied: str = ""
    """What its owner says of copies of its code, or nothing."""


def carton_of(labels: KnownLabels, serial: str, doubted: Mapping[str, str] = NONE) -> Carton:
    """What the serial is, and the pallet that the carton stands on; `doubted` are serials of its lot, as
    `copies.queries.doubted_of` says."""
    verdict, serial = labels.verify(serial), normalised(serial) or serial
    return Carton(serial, verdict.state, verdict.run, verdict.sscc, serial in doubted, doubted.get(serial, ""))


def packing_of(lineage: Lineage) -> Packing | None:
    """The making that put the lot into cartons; None while it is loose fruit."""
    reading = lineage.makings.get(lineage.lot)
    if reading is None or "cartons" not in reading.ilmd:
        return None
    said, packer = reading.ilmd, reading.recorder
    packed_on = said.get("packedOn")
    return Packing(
        reading=reading,
        cartons=int(said["cartons"]),
        unit_weight_g=in_grams(said.get("unitWeightKg", 0)),
        quality_class=str(said.get("qualityClass", "")),
        packed_on=date.fromisoformat(packed_on) if packed_on else reading.day,
        packer=name_of(packer),
        packer_address=address_of(packer),
    )


def house_of(lineage: Lineage) -> str:
    """Where the lot was packed; while it is loose, where its fruit was last taken in. A place URI, or nothing."""
    making = lineage.makings.get(lineage.lot)
    places = [making.place] if making else []
    places += [r.place for r in reversed(lineage.readings) if r.step == "receiving" and not r.says("consignment")]
    return next((place for place in places if place), "")
