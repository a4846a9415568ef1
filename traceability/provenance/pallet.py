"""What is recorded of a pallet."""

from __future__ import annotations

from dataclasses import dataclass

from traceability.epcis.queries import events_about
from traceability.gs1.digital_link import parse, sscc_uri
from traceability.gs1.errors import InvalidIdentifier
from traceability.provenance.names import Name, name_of, spots_of
from traceability.provenance.reading import Reading
from traceability.provenance.refusals import NothingKnown


@dataclass(frozen=True)
class OnPallet:
    """Cartons of one lot."""

    gtin: str
    lot: str
    cartons: int


@dataclass(frozen=True)
class PalletStory:
    """A logistic unit: who built it, what stands on it, which ways it went."""

    sscc: str
    built_by: Name
    contents: tuple[OnPallet, ...]
    departure: Reading | None
    arrival: Reading | None
    vessel: str
    from_port: str
    to_port: str
    events: tuple[Reading, ...]


def tell_pallet(sscc: str) -> PalletStory:
    """The pallet's story from its events. Raises NothingKnown."""
    try:
        readings = tuple(Reading(event) for event in events_about(sscc_uri(sscc)).filter(error_of=None, errors=None))
    except InvalidIdentifier as problem:
        raise NothingKnown(path=f"/00/{sscc}") from problem
    if not readings:
        raise NothingKnown(path=f"/00/{sscc}")
    built = next((reading for reading in readings if reading.document.get("parentID")), None)
    departure = next((reading for reading in readings if reading.says("voyage")), None)
    said = departure.says("voyage") if departure else {}
    ports = spots_of(port for port in (said.get("fromPort"), said.get("toPort")) if port)
    return PalletStory(
        sscc=sscc,
        built_by=name_of(built.recorder) if built else Name(),
        contents=_contents(built) if built else (),
        departure=departure,
        arrival=next((reading for reading in readings if reading.step == "arriving"), None),
        vessel=str(said.get("vessel", "")),
        from_port=str(ports[said["fromPort"]].name) if said.get("fromPort") in ports else "",
        to_port=str(ports[said["toPort"]].name) if said.get("toPort") in ports else "",
        events=readings,
    )


def _contents(built: Reading) -> tuple[OnPallet, ...]:
    found = []
    for element in built.document.get("childQuantityList", []):
        link = parse(element["epcClass"])
        found.append(OnPallet(link.key[1], link.get("10") or "", int(element.get("quantity", 0))))
    return tuple(found)
