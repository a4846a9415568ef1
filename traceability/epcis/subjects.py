"""What an event document is about: its identifiers, each with its role."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from traceability.epcis.models import EventSubject
from traceability.gs1.digital_link import ID_GS1_ORG

Role = EventSubject.Role

_OBJECTS = {
    "epcList": Role.EPC,
    "childEPCs": Role.CHILD,
    "inputEPCList": Role.INPUT,
    "outputEPCList": Role.OUTPUT,
}
_AMOUNTS = {
    "quantityList": Role.CLASS,
    "childQuantityList": Role.CHILD_CLASS,
    "inputQuantityList": Role.INPUT_CLASS,
    "outputQuantityList": Role.OUTPUT_CLASS,
}
_DOCUMENTS = f"{ID_GS1_ORG}/253/"


@dataclass(frozen=True)
class Subject:
    """An identifier as the event writes it, and as what the event names it."""

    identifier: str
    role: str


def subjects_of(event: Mapping[str, Any]) -> list[Subject]:
    """The identifiers of objects and lots, each once per role, in the order in which the event names them."""
    return list(dict.fromkeys(_all_subjects(event)))


def _all_subjects(event: Mapping[str, Any]) -> Iterator[Subject]:
    if parent := event.get("parentID"):
        yield Subject(parent, Role.PARENT)
    for member, role in _OBJECTS.items():
        yield from (Subject(uri, role) for uri in event.get(member, ()))
    for member, role in _AMOUNTS.items():
        yield from (Subject(element["epcClass"], role) for element in event.get(member, ()))
    # A certificate is a document with a key of its own: whoever has its number finds what was said of it.
    for uri in event.get("certificationInfo", ()):
        if uri.startswith(_DOCUMENTS):
            yield Subject(uri, Role.DOCUMENT)
    # A voyage is told of pallets; the lots on them stand beside, so that a lot finds its voyage.
    yield from (Subject(uri, Role.CLASS) for uri in event.get("tyt:lots", ()))
