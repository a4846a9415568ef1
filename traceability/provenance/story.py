"""The story of a lot or of one of its cartons, told from recorded events alone.

Names of places, varieties and organisations are master data and come from the rooms below, and so does what growers
agreed to show of themselves; limits and schemes are the dated rows of certification. Nothing is taken from lots,
orchards or exports: what nobody recorded is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

from traceability.gs1.digital_link import lot_uri, parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.provenance.carton import Carton, Packing, carton_of, house_of, packing_of
from traceability.provenance.claim import NameClaim, claim_of
from traceability.provenance.issued import issued_as
from traceability.provenance.lineage import Lineage, lineage_of
from traceability.provenance.names import Name, Spot, spots_of, varieties_of, variety_name
from traceability.provenance.origin import Origin, origin_of
from traceability.provenance.people import People, people_of
from traceability.provenance.reading import Reading
from traceability.provenance.refusals import LotNotKnown
from traceability.provenance.registry.queries import lot_meant_by
from traceability.provenance.residues import Residues, residues_of
from traceability.provenance.voyage import Voyage, ports_of, voyages_of


@dataclass(frozen=True)
class Story:
    """Everything that a page, or a program, tells of a lot. Weights are grams, days local to where they passed."""

    gtin: str
    lot: str
    carton: Carton | None
    """None when no serial was asked for."""
    species: str
    species_name: Name
    varieties: tuple[Name, ...]
    origin: Origin
    people: People
    """Growers who agreed to be seen; of recalled fruit nobody."""
    packing: Packing | None
    house: Spot | None
    claim: NameClaim
    residues: Residues
    voyages: tuple[Voyage, ...]
    recall: Reading | None
    events: tuple[Reading, ...]
    line: frozenset[str]
    """The URIs of the lot and of all that it was made from: whatever is recorded of one of them belongs to it."""

    @property
    def voyage(self) -> Voyage | None:
        """The shipment that carried this carton; of a whole lot the last."""
        return self.voyages[-1] if self.voyages else None

    @property
    def promises(self) -> tuple[Reading, ...]:
        """The events that tell of a conformity certificate of this very lot (承诺达标合格证), by its address."""
        own = f"{lot_uri(self.gtin, self.code)}?"
        return tuple(
            reading
            for reading in self.events
            if any(uri.startswith(own) for uri in reading.document.get("certificationInfo", []))
        )

    @property
    def misprint(self) -> Reading | None:
        """The event by which this code, which is no lot's, was recognised as that of the lot that is told."""
        uri = lot_uri(self.gtin, self.lot)
        return next((reading for reading in self.events if reading.says("misprinted").get("code") == uri), None)

    @property
    def code(self) -> str:
        """The code of the lot that is told, whichever was scanned."""
        return self.meant or self.lot

    @property
    def meant(self) -> str:
        """The code of the lot that a misprinted one means."""
        return next((parse(uri).get("10") or "" for uri in self.misprint.amounts), "") if self.misprint else ""

    @property
    def temperature_known(self) -> bool:
        """True when a sensor's readings of the way were recorded."""
        return any("sensorElementList" in reading.document for reading in self.events)


def tell(gtin: str, lot: str, serial: str = "") -> Story:
    """The story of lot `lot` of product `gtin` and, with `serial`, of that carton.

    A serial that was never issued is told too: its state is "unknown". A fixed number of queries, whatever the length
    of the line. Raises LotNotKnown when nothing is recorded of the lot.
    """
    if not serial:
        return tell_of(gtin, lot, None)
    issued = issued_as(gtin, lot)
    return tell_of(gtin, lot, carton_of(issued.labels, serial, issued.doubted))


def tell_of(gtin: str, lot: str, carton: Carton | None) -> Story:
    """The same for a carton that was looked at already."""
    lineage = lineage_of_lot(gtin, lot)
    origin = origin_of(lineage)
    known = varieties_of(origin.varieties)
    varieties = [known[code] for code in origin.varieties if code in known]
    species = varieties[0].species if varieties else None
    house = house_of(lineage)
    spots = spots_of({*ports_of(lineage), *([house] if house else [])})
    voyages = voyages_of(lineage, spots, carton.pallet if carton else "")
    recall = recall_in(lineage)
    return Story(
        gtin=gtin,
        lot=lot,
        carton=carton,
        species=species.code if species else "",
        species_name=Name(species.name_zh, species.name_en) if species else Name(),
        varieties=tuple(map(variety_name, varieties)),
        origin=origin,
        people=people_of(lineage, origin) if recall is None else People(),
        packing=packing_of(lineage),
        house=spots.get(house),
        claim=claim_of(lineage, species.code if species else "", carton.run if carton else None),
        residues=residues_of(lineage, species.eu_product_code if species else "", voyages[-1] if voyages else None),
        voyages=voyages,
        recall=recall,
        events=lineage.readings,
        line=frozenset(lineage.parts),
    )


def lineage_of_lot(gtin: str, lot: str) -> Lineage:
    """What is recorded of a lot, by its code as printed: also by one that was recognised as misprinted.

    Raises LotNotKnown when nothing is.
    """
    try:
        uri = lot_uri(gtin, lot)
    except InvalidIdentifier as problem:
        raise LotNotKnown(code=lot) from problem
    lineage = lineage_of(uri)
    if not lineage.readings and (meant := lot_meant_by(gtin, lot)):
        lineage = lineage_of(meant.uri)
    if not lineage.readings:
        raise LotNotKnown(code=lot)
    return lineage


def recall_in(lineage: Lineage) -> Reading | None:
    """The last event that called the fruit back."""
    return next((r for r in reversed(lineage.readings) if r.event.disposition == "recalled"), None)
