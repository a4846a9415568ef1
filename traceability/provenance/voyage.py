"""The way of a lot from the packing house to where it was bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from traceability.gs1.digital_link import sscc_uri
from traceability.provenance.lineage import Lineage
from traceability.provenance.names import Spot
from traceability.provenance.reading import Reading


@dataclass(frozen=True)
class Voyage:
    """One shipment that carried fruit of the lot."""

    departure: Reading
    arrival: Reading | None
    receipt: Reading | None
    from_port: Spot | None
    to_port: Spot | None
    vessel: str
    destination: str
    """Country of consumption, ISO 3166-1 alpha-2."""
    left_on: date
    expected_on: date | None
    pallets: int
    pallet: int | None
    """Which of the pallets the scanned carton stands on; None when that is not recorded."""

    @property
    def arrived_on(self) -> date | None:
        """The day on which somebody recorded that it was there."""
        there = self.arrival or self.receipt
        return there.day if there else None

    @property
    def judged_on(self) -> date:
        """The day whose limits count: arrival, else the day it is expected, else departure."""
        return self.arrived_on or self.expected_on or self.left_on

    @property
    def at_sea(self) -> timedelta | None:
        return self.arrived_on - self.left_on if self.arrived_on else None

    @property
    def outcome(self) -> str:
        """How the importer took it: "received", "refused" or nothing yet."""
        return str(self.receipt.says("consignment").get("outcome", "")) if self.receipt else ""


def voyages_of(lineage: Lineage, spots: Mapping[str, Spot], sscc: str = "") -> tuple[Voyage, ...]:
    """The lot's shipments, oldest first; with the SSCC of a carton's pallet only the one that carried it.

    `spots` are the places of `ports_of`, as far as they are known.
    """
    departures = [reading for reading in lineage.readings if reading.says("voyage")]
    if sscc:
        departures = [reading for reading in departures if sscc_uri(sscc) in reading.objects]
    return tuple(_voyage(reading, lineage.readings, spots, sscc) for reading in departures)


def ports_of(lineage: Lineage) -> set[str]:
    """The URIs of all ports that the lot's shipments name."""
    said = (reading.says("voyage") for reading in lineage.readings)
    return {port for voyage in said for port in (voyage.get("fromPort"), voyage.get("toPort")) if port}


def _voyage(departure: Reading, readings: tuple[Reading, ...], spots: Mapping[str, Spot], sscc: str) -> Voyage:
    said = departure.says("voyage")
    pallets = departure.objects
    mine = sscc_uri(sscc) if sscc else ""
    carried = {mine} if mine else set(pallets)
    later = [r for r in readings if carried & set(r.objects) and r.event.event_time >= departure.event.event_time]
    expected = said.get("arrivesOn")
    return Voyage(
        departure=departure,
        arrival=next((reading for reading in later if reading.step == "arriving"), None),
        receipt=_receipt([reading for reading in later if reading.step == "receiving"]),
        from_port=spots.get(said.get("fromPort", "")),
        to_port=spots.get(said.get("toPort", "")),
        vessel=str(said.get("vessel", "")),
        destination=str(said.get("destination", "")),
        left_on=departure.day,
        expected_on=date.fromisoformat(expected) if expected else None,
        pallets=len(pallets),
        pallet=pallets.index(mine) + 1 if mine in pallets else None,
    )


def _receipt(found: list[Reading]) -> Reading | None:
    """Importers decide pallet by pallet: the shipment is refused when no pallet of it was taken."""
    taken = (reading for reading in found if reading.says("consignment").get("outcome") != "refused")
    return next(taken, found[0] if found else None)
