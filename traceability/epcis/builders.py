"""EPCIS 2.0 event documents, built so that they can only be well-formed.

    object_event(action="ADD", biz_step="creating_class_instance", disposition="active", at=picked_at,
                 quantities=[Quantity(lot.uri, grams=43_250)], read_point=plot.uri,
                 extensions={"tyt:variety": "guifei"})

What an act adds beyond the standard stands under our prefix `tyt:` (TYT), inside `extensions` or `ilmd`: text, numbers,
and lists or objects of them. A member that is None is left out: the unknown is not recorded. `acts/record.py` gives the
event its identifier and time of recording. Raises ValueError when a caller hands in what no event may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
TYT = "https://ns.tianyang-trace.org/voc/"
"""The namespace of our own words, prefix `tyt:`."""

Document = dict[str, Any]
Reference = tuple[str, str]
"""A type of CBV and a URI: ("testres", document), ("owning_party", organisation)."""


@dataclass(frozen=True)
class Quantity:
    """So much of a lot: `grams` of weight, or a `count` of pieces."""

    uri: str
    grams: int | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if (self.grams is None) == (self.count is None):
            raise ValueError("A quantity is either grams or a count.")
        if (self.grams or self.count or 0) < 0:
            raise ValueError("A quantity is never negative.")

    def element(self) -> Document:
        """As an EPCIS quantityElement: weight in kilograms (UN/ECE Rec. 20 code KGM), a count without unit."""
        if self.grams is None:
            return {"epcClass": self.uri, "quantity": self.count}
        return {"epcClass": self.uri, "quantity": kilograms(self.grams), "uom": "KGM"}


def temperature_element(
    began: datetime, ended: datetime, low: Decimal, high: Decimal, mean: Decimal | None = None
) -> Document:
    """Degrees Celsius over a time as an EPCIS sensorElement (EPCIS 2.0 section 7.3.6; CEL of UN/ECE Rec. 20)."""
    report = {"type": "Temperature", "minValue": float(low), "maxValue": float(high), "uom": "CEL"}
    if mean is not None:
        report["meanValue"] = float(mean)
    times = {"startTime": began.isoformat(timespec="milliseconds"), "endTime": ended.isoformat(timespec="milliseconds")}
    return {"sensorMetadata": times, "sensorReport": [report]}


class Facts(TypedDict, total=False):
    """What every event may say, whatever its type. `at` and `biz_step` are always needed."""

    at: datetime
    biz_step: str
    disposition: str
    read_point: str
    biz_location: str
    biz_transactions: Iterable[Reference]
    sources: Iterable[Reference]
    destinations: Iterable[Reference]
    certification_info: Iterable[str]
    sensor_elements: Iterable[Mapping[str, Any]]
    extensions: Mapping[str, Any]


def object_event(
    *,
    action: str,
    epcs: Iterable[str] = (),
    quantities: Iterable[Quantity] = (),
    ilmd: Mapping[str, Any] | None = None,
    **facts: Unpack[Facts],
) -> Document:
    """Something came to be (ADD), was seen (OBSERVE) or ceased to be (DELETE): single objects, or amounts of lots.

    `ilmd` says for good what a new lot is, and so belongs to ADD alone (EPCIS 2.0 section 7.4.1.2).
    """
    if ilmd and action != "ADD":
        raise ValueError("Only an event that adds objects may describe them in ilmd.")
    what = {"action": action, "epcList": list(epcs), "quantityList": _elements(quantities), "ilmd": _ours(ilmd or {})}
    if not (what["epcList"] or what["quantityList"]):
        raise ValueError("An object event names at least one object or lot.")
    return _event("ObjectEvent", what, facts)


def transformation_event(
    *,
    inputs: Iterable[Quantity | str],
    outputs: Iterable[Quantity | str],
    ilmd: Mapping[str, Any] | None = None,
    **facts: Unpack[Facts],
) -> Document:
    """Inputs were used up and outputs came of them. A plain URI is a single object, a Quantity an amount of a lot."""
    input_objects, input_amounts = _apart(inputs)
    output_objects, output_amounts = _apart(outputs)
    if not (input_objects or input_amounts) or not (output_objects or output_amounts):
        raise ValueError("A transformation has at least one input and one output.")
    what = {
        "inputEPCList": input_objects,
        "inputQuantityList": input_amounts,
        "outputEPCList": output_objects,
        "outputQuantityList": output_amounts,
        "ilmd": _ours(ilmd or {}),
    }
    return _event("TransformationEvent", what, facts)


def aggregation_event(
    *,
    action: str,
    parent: str,
    children: Iterable[str] = (),
    child_quantities: Iterable[Quantity] = (),
    **facts: Unpack[Facts],
) -> Document:
    """Children were put on a parent (ADD), seen on it (OBSERVE) or taken off (DELETE; without children: all)."""
    what = {
        "action": action,
        "parentID": parent,
        "childEPCs": list(children),
        "childQuantityList": _elements(child_quantities),
    }
    if action != "DELETE" and not (what["childEPCs"] or what["childQuantityList"]):
        raise ValueError("An aggregation names at least one child.")
    return _event("AggregationEvent", what, facts)


def kilograms(grams: int) -> int | float:
    """Grams as the shortest JSON number of kilograms: 12000 is 12, 43250 is 43.25."""
    return grams // 1000 if grams % 1000 == 0 else grams / 1000


def _event(event_type: str, what: Document, facts: Facts) -> Document:
    at = facts["at"]
    document: Document = {
        "@context": [EPCIS_CONTEXT, {"tyt": TYT}],
        "type": event_type,
        "eventTime": at.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": _offset(at),
        **what,
        "bizStep": facts["biz_step"],
        "disposition": facts.get("disposition", ""),
        "readPoint": _place(facts.get("read_point", "")),
        "bizLocation": _place(facts.get("biz_location", "")),
        "bizTransactionList": _references("bizTransaction", facts.get("biz_transactions", ())),
        "sourceList": _references("source", facts.get("sources", ())),
        "destinationList": _references("destination", facts.get("destinations", ())),
        "certificationInfo": list(facts.get("certification_info", ())),
        "sensorElementList": [dict(element) for element in facts.get("sensor_elements", ())],
        **_ours(facts.get("extensions", {})),
    }
    return {name: value for name, value in document.items() if value not in ("", [], {})}


def _offset(at: datetime) -> str:
    """The UTC offset as EPCIS writes it: +08:00."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("The time of an event carries the UTC offset of where it happened.")
    if offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14):
        raise ValueError(f"{offset} is no UTC offset of whole minutes within 14 hours.")
    minutes = int(abs(offset) / timedelta(minutes=1))
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _place(uri: str) -> Document:
    return {"id": uri} if uri else {}


def _references(member: str, references: Iterable[Reference]) -> list[Document]:
    return [{"type": kind, member: uri} for kind, uri in references]


def _elements(quantities: Iterable[Quantity]) -> list[Document]:
    return [quantity.element() for quantity in quantities]


def _apart(items: Iterable[Quantity | str]) -> tuple[list[str], list[Document]]:
    """Single objects, and amounts of lots."""
    objects: list[str] = []
    amounts: list[Document] = []
    for item in items:
        if isinstance(item, Quantity):
            amounts.append(item.element())
        else:
            objects.append(item)
    return objects, amounts


def _ours(members: Mapping[str, Any]) -> Document:
    """Members under our prefix, to any depth, without those that are None."""
    return {_name(name): _value(value) for name, value in members.items() if value is not None}


def _name(name: str) -> str:
    if not name.startswith("tyt:"):
        raise ValueError(f"A member of our own is named tyt:…; {name!r} is not.")
    return name


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _ours(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if isinstance(value, str | int | float):
        return value
    raise ValueError(f"An event holds text, numbers, lists and objects; {value!r} is none of them.")
