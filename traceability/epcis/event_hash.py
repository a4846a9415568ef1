"""The CBV event hash: an event's identity, computed from what it says and not from how it is written.

Core Business Vocabulary 2.0, section 8.9 "Hash-based event identifiers". Two systems that write down the same event get
the same identifier, so that a repeated capture is recognised as a repetition. What is signed and sealed is not this
hash but the event's canonical bytes: several spellings of one event share one hash, as they should.

Events that we write, and their like from elsewhere, are covered; identifiers in EPC URN form are left as they stand.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from traceability.gs1.digital_link import DigitalLink, parse
from traceability.gs1.errors import InvalidIdentifier

Order = Mapping[str, "Order"]
"""Names in the order in which they are hashed, each with the order of what stands inside it."""


def _plain(*names: str) -> dict[str, Order]:
    return {name: {} for name in names}


_EPCS: Order = _plain("epc")
_QUANTITIES: Order = {"quantityElement": _plain("epcClass", "quantity", "uom")}
_METADATA = _plain(
    *("time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
)
_REPORT = _plain(
    *("type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time", "microorganism"),
    *("chemicalSubstance", "value", "component", "stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
    *("minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem"),
)
_EVENT: Order = {
    **_plain("eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID"),
    **dict.fromkeys(("epcList", "inputEPCList", "childEPCs"), _EPCS),
    **dict.fromkeys(("quantityList", "childQuantityList", "inputQuantityList"), _QUANTITIES),
    "outputEPCList": _EPCS,
    "outputQuantityList": _QUANTITIES,
    **_plain("action", "transformationID", "bizStep", "disposition"),
    "persistentDisposition": _plain("set", "unset"),
    "readPoint": _plain("id"),
    "bizLocation": _plain("id"),
    "bizTransactionList": {"bizTransaction": _plain("type", "bizTransaction")},
    "sourceList": {"source": _plain("type", "source")},
    "destinationList": {"destination": _plain("type", "destination")},
    "sensorElementList": {"sensorElement": {"sensorMetadata": _METADATA, "sensorReport": _REPORT}},
}
"""CBV 2.0 section 8.9.2, the canonical property order."""

_LISTS = {
    **dict.fromkeys(("epcList", "inputEPCList", "outputEPCList", "childEPCs"), "epc"),
    **dict.fromkeys(
        ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), "quantityElement"
    ),
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
    "sensorElementList": "sensorElement",
}
"""What the items of each list are called in the pre-hash string: JSON leaves that name out, XML does not."""

_VOCABULARIES = {
    "bizStep": "https://ref.gs1.org/cbv/BizStep-",
    "disposition": "https://ref.gs1.org/cbv/Disp-",
    "set": "https://ref.gs1.org/cbv/Disp-",
    "unset": "https://ref.gs1.org/cbv/Disp-",
}
_VOCABULARIES_OF_ITEMS = {
    "bizTransaction": {**_VOCABULARIES, "type": "https://ref.gs1.org/cbv/BTT-"},
    "source": {**_VOCABULARIES, "type": "https://ref.gs1.org/cbv/SDT-"},
    "destination": {**_VOCABULARIES, "type": "https://ref.gs1.org/cbv/SDT-"},
}
_VOCABULARIES_OF_SENSORS = {
    **_VOCABULARIES,
    "type": "https://gs1.org/voc/",
    "exception": "https://gs1.org/voc/",
    "component": "https://ref.gs1.org/cbv/Comp-",
}
_TIMES = {"eventTime", "time", "startTime", "endTime"}
_NOT_HASHED = {"@context", "type", "eventID", "recordTime", "errorDeclaration"}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_BEGINS_A_NUMBER = frozenset("+-0123456789")
_WEB = frozenset({"http", "https"})
_BARE_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def event_hash(event: Mapping[str, Any]) -> str:
    """The event's identifier, `ni:///sha-256;{64 hexadecimal digits}?ver=CBV2.0`."""
    return hash_of(prehash(event))


def hash_of(text: str) -> str:
    """The identifier of the event whose pre-hash string this is."""
    return f"ni:///sha-256;{sha256(text.encode()).hexdigest()}?ver=CBV2.0"


def prehash(event: Mapping[str, Any]) -> str:
    """The string that is hashed: what differs when two hashes differ can be read in it."""
    prefixes = _prefixes(event.get("@context"))
    hashed = {name: value for name, value in event.items() if name not in _NOT_HASHED}
    return f"eventType={event['type']}" + _in_order(hashed, _EVENT, _VOCABULARIES, prefixes)


def _in_order(members: Mapping[str, Any], order: Order, words: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """The known members of one object in their order, then its extensions sorted.

    `words` says, by member name, which vocabulary a bare word belongs to.
    """
    text = "".join(
        [_member(name, members[name], inner, words, prefixes) for name, inner in order.items() if name in members]
    )
    extensions = {name: value for name, value in members.items() if name not in order}
    return text + _sorted_members(extensions, prefixes) if extensions else text


def _member(name: str, value: Any, inner: Order, words: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    if name in _LISTS and inner:
        ((item_name, item_order),) = inner.items()
        items = sorted([_item(item_name, item, item_order, prefixes) for item in value])
        return name + "".join(items) if items else ""
    if isinstance(value, list):
        return "".join(sorted([_member(name, item, inner, words, prefixes) for item in value]))
    if isinstance(value, dict):
        within = _VOCABULARIES_OF_SENSORS if name == "sensorReport" else _VOCABULARIES
        return name + _in_order(value, inner, within, prefixes)
    text = _text(value, prefixes)
    if name in _TIMES:
        text = _utc(text)
    elif name in words and _BARE_WORD.fullmatch(text):
        text = words[name] + text
    return f"{name}={text}" if text else ""


def _item(name: str, item: Any, order: Order, prefixes: Mapping[str, str]) -> str:
    """One item of a list: a bare identifier, an object of known members, or a typed reference."""
    if not isinstance(item, dict):
        return f"{name}={_text(item, prefixes)}"
    if name in _VOCABULARIES_OF_ITEMS:
        return _in_order(item, order, _VOCABULARIES_OF_ITEMS[name], prefixes)
    return name + _in_order(item, order, _VOCABULARIES, prefixes)


def _sorted_members(members: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    """Extensions and ILMD: every member by its full name, sorted as text."""
    return "".join(sorted([text for name, value in members.items() for text in _extension(name, value, prefixes)]))


def _extension(name: str, value: Any, prefixes: Mapping[str, str]) -> Iterator[str]:
    prefix, colon, local = name.partition(":")
    full_name = f"{{{prefixes[prefix]}}}{local}" if colon and prefix in prefixes else name
    for item in value if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            yield full_name + _sorted_members(item, prefixes)
        else:
            text = _text(item, prefixes)
            yield f"{full_name}={text}" if text else full_name


def _prefixes(context: Any) -> dict[str, str]:
    """Prefixes that the event's own context defines: {"tyt": "https://ns.tianyang-trace.org/voc/"}."""
    parts = context if isinstance(context, list) else [context]
    return {
        prefix: address
        for part in parts
        if isinstance(part, Mapping)
        for prefix, address in part.items()
        if isinstance(address, str)
    }


def _text(value: Any, prefixes: Mapping[str, str]) -> str:
    """A value in its canonical form: prefixes written out, numbers without idle zeros, Digital Links canonical."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).strip()
    if text[:1] in _BEGINS_A_NUMBER and _NUMBER.fullmatch(text):
        return text if text.isdecimal() and text[0] != "0" else _number(text)
    if ":" not in text:
        return text
    prefix, _colon, local = text.partition(":")
    if prefix in prefixes:
        return prefixes[prefix] + local
    if prefix.lower() in _WEB and local.startswith("//"):
        return _finest_link(text)
    return text


def _number(text: str) -> str:
    """Exact, unlike a detour through floating point: an SSCC written as text keeps its 18 digits."""
    number = f"{Decimal(text):f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


@lru_cache(maxsize=1024)  # a batch of events names the same places over and over
def _finest_link(uri: str) -> str:
    """A Digital Link on id.gs1.org, without query and variant, and without lot where there is a serial number."""
    try:
        link = parse(uri)
    except InvalidIdentifier:
        return uri
    coarse = {"22", "10"} if link.get("21") else {"22"}
    if coarse.isdisjoint(ai for ai, _ in link.elements):
        return link.uri()
    return DigitalLink(tuple(element for element in link.elements if element[0] not in coarse)).uri()


def _utc(text: str) -> str:
    """A time in UTC with milliseconds, the fourth decimal rounded half up: 2026-06-15T22:40:00.000Z."""
    moment = datetime.fromisoformat(text).astimezone(UTC) + timedelta(microseconds=500)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
