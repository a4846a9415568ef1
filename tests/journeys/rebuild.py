"""What stands in the packing house, read from the events alone: no table of ours is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from traceability.epcis.models import Event

Document = dict[str, Any]


@dataclass
class RebuiltLot:
    """A lot as its events tell it. Grams; `inputs` by the URI of each source."""

    weight_g: int = 0
    remaining_g: int = 0
    units: int | None = None
    place: str = ""
    inputs: dict[str, int] = field(default_factory=dict)
    holds: int = 0
    is_recalled: bool = False


def rebuilt(events: Iterable[Event]) -> dict[str, RebuiltLot]:
    """By URI, every lot that was weighed in or made. `events` come in the order in which they were recorded."""
    lots: dict[str, RebuiltLot] = {}
    for document in _put_right([event.document for event in events]):
        if document["type"] == "TransformationEvent":
            _transform(lots, document)
        elif document["type"] == "ObjectEvent":
            _observe(lots, document)
    return lots


def _put_right(told: Sequence[Document]) -> Iterator[Document]:
    """What happened, each thing once: where something was declared wrong, what says it right stands in its place."""
    right = {document["eventID"]: document for document in told if "errorDeclaration" not in document}
    declared = [document for document in told if "errorDeclaration" in document]
    instead = {one["eventID"]: one["errorDeclaration"].get("correctiveEventIDs", []) for one in declared}
    later = {event_id for event_ids in instead.values() for event_id in event_ids}
    for event_id in right:
        found = [] if event_id in later else [event_id]
        while found and found[0] in instead:
            found = instead[found[0]]
        yield from (right[one] for one in found)


def _observe(lots: dict[str, RebuiltLot], document: Document) -> None:
    step = (document["action"], document["bizStep"], document.get("disposition"))
    place = document.get("bizLocation", {}).get("id", "")
    if document["bizStep"] == "stock_taking":
        _count(lots, document)
        return
    for uri, grams in _grams(document.get("quantityList", [])).items():
        if document["bizStep"] == "receiving":
            lots[uri] = RebuiltLot(grams, grams, place=place)
        elif uri not in lots:
            continue
        elif step == ("DELETE", "destroying", "destroyed"):
            lots[uri].remaining_g -= grams
        elif document.get("disposition") == "recalled":
            lots[uri].is_recalled = True
        elif document["bizStep"] == "holding":
            lots[uri].holds += 1
        elif "tyt:releases" in document:
            lots[uri].holds -= 1
        elif document["bizStep"] in {"storing", "arriving"}:
            lots[uri].place = place


def _count(lots: dict[str, RebuiltLot], document: Document) -> None:
    """What was missing is gone; what was too much stays out of the books. Cartons are counted by number."""
    [element] = document["quantityList"]
    found = lots[element["epcClass"]]
    found.remaining_g += min(0, int(Decimal(document["tyt:differenceKg"]) * 1000))


def _transform(lots: dict[str, RebuiltLot], document: Document) -> None:
    inputs, outputs = _grams(document["inputQuantityList"]), _grams(document["outputQuantityList"])
    for uri, grams in inputs.items():
        lots[uri].remaining_g -= grams
    place = document["bizLocation"]["id"]
    for uri, grams in outputs.items():
        units = document.get("ilmd", {}).get("tyt:cartons")
        lots[uri] = RebuiltLot(grams, grams, units, place, inputs=dict(inputs))
    if len(outputs) > 1:
        # Parts of one lot: each took its own weight, and what was lost on the way stands with the last.
        [source] = inputs
        for uri, grams in outputs.items():
            lots[uri].inputs = {source: grams}
        lots[list(outputs)[-1]].inputs[source] += int(Decimal(document["tyt:lossKg"]) * 1000)


def _grams(elements: Iterable[Document]) -> dict[str, int]:
    """Grams of each lot that is told in kilograms."""
    weighed = [element for element in elements if element.get("uom") == "KGM"]
    return {element["epcClass"]: int((Decimal(str(element["quantity"])) * 1000).to_integral()) for element in weighed}
