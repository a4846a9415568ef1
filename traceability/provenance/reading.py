"""An event as this room reads it: its public face, without prefixes and in our units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.epcis.words import biz_step_in_words
from traceability.gs1.digital_link import ID_GS1_ORG
from traceability.parties.models import Organisation

Facts = dict[str, Any]

_DOCUMENTS = f"{ID_GS1_ORG}/253/"

_IN_WORDS: dict[str, str | Promise] = {
    "harvest": _("Picked"),
    "receive": _("Weighed in"),
    "blend": _("Mixed"),
    "split": _("Divided"),
    "grade": _("Graded"),
    "pack": _("Packed"),
    "treat": _("Treated after harvest"),
    "store": _("Stored"),
    "move": _("Moved"),
    "promise": _("Conformity certificate issued"),
    "take_in": _("Conformity certificate received"),
    "inspect": _("Inspected for the name"),
    "certify": _("Certified"),
    "residues": _("Tested for residues"),
    "revoke": _("Certificate revoked"),
    "build_pallet": _("Put on a pallet"),
    "ship": _("Shipped"),
    "receive_consignment": _("Received by the importer"),
    "refuse_consignment": _("Refused by the importer"),
    "void labels": _("Labels made void"),
    "activate labels": _("Labels put on cartons"),
    "reprint labels": _("Labels printed once more"),
    "waste": _("Thrown away"),
    "recognise": _("A misprinted code recognised"),
    "report copied": _("A copied code reported"),
}


@dataclass(frozen=True)
class Reading:
    """One event. What kind it is shows from what it says, never from a table of our own."""

    event: Event

    @cached_property
    def document(self) -> Facts:
        """The public face, `tyt:` taken off its members at every depth."""
        plain: Facts = _plain(self.event.document)
        return plain

    @property
    def ilmd(self) -> Facts:
        """What the event says for good of the lot that it made."""
        return dict(self.document.get("ilmd", {}))

    def says(self, member: str) -> Facts:
        """A member of ours, empty when the event has none: says("certificate")["number"]."""
        return dict(self.document.get(member, {}))

    @cached_property
    def inputs(self) -> dict[str, int]:
        """Grams of each lot that went in."""
        return _grams(self.document.get("inputQuantityList", []))

    @cached_property
    def outputs(self) -> dict[str, int]:
        """Grams of each lot that came out."""
        return _grams(self.document.get("outputQuantityList", []))

    @cached_property
    def amounts(self) -> dict[str, int]:
        """Grams of each lot that it tells of and that was not made or used up here."""
        return _grams(self.document.get("quantityList", []))

    @cached_property
    def lots(self) -> frozenset[str]:
        """The lots that it is about: made, seen, or on a carrier; not what went into a making."""
        carried = {element["epcClass"] for element in self.document.get("childQuantityList", [])}
        return frozenset({*self.outputs, *self.amounts, *carried, *self.document.get("lots", [])})

    @property
    def objects(self) -> list[str]:
        """Single objects that it names: pallets."""
        parent = self.document.get("parentID")
        return [*([parent] if parent else []), *self.document.get("epcList", [])]

    @property
    def documents(self) -> list[str]:
        """The certificates that it tells of, by their URI (253)."""
        return [uri for uri in self.document.get("certificationInfo", []) if uri.startswith(_DOCUMENTS)]

    @property
    def step(self) -> str:
        return self.event.biz_step

    @property
    def place(self) -> str:
        """Where it happened, a place URI or nothing."""
        return self.event.read_point

    @property
    def recorder(self) -> Organisation:
        """Who answers for it."""
        return self.event.recorded_by

    @property
    def in_words(self) -> str:
        """What happened, in two or three words."""
        return str(_IN_WORDS.get(self.event.act) or biz_step_in_words(self.step))

    @property
    def day(self) -> date:
        """The day on the clock of where it happened."""
        return self.event.local_time.date()


def in_grams(kilograms: Any) -> int:
    """Kilograms as an event writes them, in grams."""
    return int((Decimal(str(kilograms)) * 1000).to_integral_value())


def _grams(elements: list[Facts]) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in elements:
        grams = in_grams(element.get("quantity", 0)) if element.get("uom") == "KGM" else 0
        found[element["epcClass"]] = found.get(element["epcClass"], 0) + grams
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name.removeprefix("tyt:"): _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
