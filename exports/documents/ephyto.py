"""Electronic phytosanitary certificates (ePhyto): the UN/CEFACT SPSCertificate XML of ISPM 12, Appendix 1, read.

Such a file comes from strangers, by mail: no document type, no entity, nothing outside the file is followed, and it is
small. What is read are the facts that a batch can be compared with; the file itself is kept as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from exports.containers import compact, is_container_number
from exports.refusals import EphytoIsNotIssued, XmlDeclaresEntities, XmlIsNoEphyto, XmlIsTooLarge

MOST_BYTES = 1024 * 1024
"""Certificates have tens of kilobytes."""
_NAMESPACE = "urn:un:unece:uncefact:data:standard:SPSCertificate:"
_PHYTOSANITARY = frozenset({"851", "657"})
"""UN/EDIFACT 1001: phytosanitary certificate, and that for re-export."""
_ISSUED = frozenset({"70", "39"})
"""UN/EDIFACT 4405: issued, approved; a withdrawn one counts for nothing."""
_GRAMS = {"KGM": 1_000, "GRM": 1, "TNE": 1_000_000}
_BOXES = frozenset({"CT", "BX", "CS"})
"""UN/ECE Recommendation 21: carton, box, case."""
_REPLACEMENT = "ADRPN"


@dataclass(frozen=True)
class Ephyto:
    """What a certificate says; `facts` as `Document.facts` holds them."""

    number: str
    issuer: str
    issued_on: date
    additional_declaration: str
    facts: dict[str, Any]


def looks_like_xml(content: bytes) -> bool:
    """True for what begins as XML, in UTF-8 or UTF-16, with its mark or without."""
    return content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def read_ephyto(content: bytes) -> Ephyto:
    """Raises XmlIsTooLarge, XmlDeclaresEntities, XmlIsNoEphyto or EphytoIsNotIssued."""
    if len(content) > MOST_BYTES:
        raise XmlIsTooLarge
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise XmlDeclaresEntities from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise XmlIsNoEphyto from problem
    if not root.tag.startswith(f"{{{_NAMESPACE}") or _name(root) != "SPSCertificate":
        raise XmlIsNoEphyto
    return _read(root)


def _read(root: Element) -> Ephyto:
    document, consignment = _first(root, "SPSExchangedDocument"), _first(root, "SPSConsignment")
    if document is None or consignment is None or _text(document, "TypeCode") not in _PHYTOSANITARY:
        raise XmlIsNoEphyto
    number, issued_on = _text(document, "ID"), _day(_first(document, "IssueDateTime"))
    if not number or issued_on is None:
        raise XmlIsNoEphyto
    if (status := _text(document, "StatusCode")) not in _ISSUED:
        raise EphytoIsNotIssued(number=number[:60], status=status[:10])
    issuer = _first(document, "IssuerSPSParty")
    return Ephyto(
        number=number[:60],
        issuer=_text(issuer, "Name")[:120] if issuer is not None else "",
        issued_on=issued_on,
        additional_declaration="\n".join(dict.fromkeys(_declarations(root)))[:2000],
        facts=_facts(consignment),
    )


def _facts(consignment: Element) -> dict[str, Any]:
    """Only what every line of the certificate says: half a sum is none."""
    lines = [line for line in _all(consignment, "IncludedSPSTradeLineItem") if _text(line, "SequenceNumeric") != "0"]
    facts: dict[str, Any] = {"channel": "ephyto"}
    names = [" ".join((name.text or "").split()) for line in lines for name in _all(line, "ScientificName")]
    if any(names):
        facts["botanical_names"] = list(dict.fromkeys(name[:120] for name in names if name))
    for fact, found in (("net_weight_g", map(_net_g, lines)), ("packages", map(_packages, lines))):
        if total := _sum(found):
            facts[fact] = total
    containers = {compact(_text(one, "ID")) for one in _all(consignment, "UtilizedSPSTransportEquipment")}
    if len(containers) == 1 and is_container_number(only := containers.pop()):
        facts["container"] = only
    return facts


def _net_g(line: Element) -> int | None:
    measure = _first(line, "NetWeightMeasure")
    grams = _GRAMS.get(measure.get("unitCode", ""), 0) if measure is not None else 0
    weight = _decimal(measure.text if measure is not None else "")
    return int(weight * grams) if weight and grams and weight * grams == int(weight * grams) else None


def _packages(line: Element) -> int | None:
    """Boxes where the line counts boxes; otherwise the one kind of packages that it names."""
    packages = _all(line, "PhysicalSPSPackage")
    boxes = [package for package in packages if _text(package, "TypeCode") in _BOXES]
    chosen = boxes or packages
    count = _decimal(_text(chosen[0], "ItemQuantity")) if len(chosen) == 1 else None
    return int(count) if count and count == int(count) else None


def _sum(found: Iterable[int | None]) -> int | None:
    amounts = list(found)
    whole = [amount for amount in amounts if amount is not None]
    return sum(whole) if whole and len(whole) == len(amounts) else None


def _declarations(root: Element) -> Iterator[str]:
    """Notes whose subject is an additional declaration of the IPPC's list: it begins with AD."""
    for note in (*_all(root, "IncludedSPSNote"), *_all(root, "AdditionalInformationSPSNote")):
        subject = _text(note, "Subject") or _text(note, "SubjectCode")
        if subject.startswith("AD") and subject != _REPLACEMENT:
            yield from (said for content in _all(note, "Content") if (said := " ".join((content.text or "").split())))


def _day(moment: Element | None) -> date | None:
    text = "".join(moment.itertext()).strip() if moment is not None else ""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number < 10**12 else None


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if _name(one) == name]


def _first(element: Element, name: str) -> Element | None:
    return next((one for one in element if _name(one) == name), None)


def _text(element: Element, name: str) -> str:
    found = _first(element, name)
    return " ".join((found.text or "").split()) if found is not None else ""
