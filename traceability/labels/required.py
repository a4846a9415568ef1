"""What must stand on a label, by kind of package, fruit and destination: dated rows, and whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traceability.certification.places import UNION, members_of_the_union
from traceability.labels.choices import destination_name
from traceability.labels.particulars import Particulars
from traceability.labels.refusals import ParticularsAreMissing
from traceability.labels.words import DATA, in_force
from traceability.web.rows import csv_rows

MUST, USUAL, MAY = "must", "usual", "may"
"""How much a row asks: nothing prints without it; it is named and prints; it is true where it stands."""


@dataclass(frozen=True)
class Asked:
    """A particular that a row asks for. `mend` says where it is entered, `url` leads there."""

    code: str
    title: str | Promise
    duty: str
    rule: str
    source: str
    provisional: bool
    there: bool
    mend: str | Promise = ""
    url: str = ""

    @property
    def stops(self) -> bool:
        """Nothing is printed without it."""
        return self.duty == MUST and not self.there


_OFFICE = _("Whoever keeps the site enters it with the organisation.")
_WORDS: Mapping[str, tuple[str | Promise, Callable[[Particulars], bool], str | Promise]] = {
    "language": (
        _("Words of the destination’s language"),
        lambda label: label.language_is_known,
        _("Nobody has entered the fixed words of this language. Have them entered, with their source."),
    ),
    "packer_name": (_("Packer’s name in Latin letters"), lambda label: bool(label.packer_latin), _OFFICE),
    "packer_address": (_("Packer’s address in Latin letters"), lambda label: bool(label.address_latin), _OFFICE),
    "packer_name_zh": (_("Packer’s name in Chinese"), lambda label: bool(label.packer_zh), _OFFICE),
    "packer_address_zh": (_("Packer’s address in Chinese"), lambda label: bool(label.address_zh), _OFFICE),
    "origin": (_("Country of origin"), lambda label: bool(label.words["china"]), ""),
    "origin_county": (
        _("County of origin"),
        lambda label: bool(label.origin_zh),
        _("Part of it grew outside the counties that are known here. Have the county entered."),
    ),
    "variety": (_("Variety"), lambda label: bool(label.variety_en), ""),
    "class": (_("Class"), lambda label: bool(label.quality_class), _("Grade the lot, then pack it as that class.")),
    "size": (_("Size"), lambda label: bool(label.size), _("Choose it below, as the sorting line was set.")),
    "agents": (_("Treatment after harvest"), lambda label: True, ""),
    "lot": (_("Lot"), lambda label: bool(label.lot), ""),
    "net_weight": (_("Net weight"), lambda label: bool(label.net_weight), ""),
    "packed_on": (_("Day of packing"), lambda label: bool(label.packed_on), ""),
    "orchard_numbers": (
        _("Orchard registration"),
        lambda label: bool(label.orchards) and not label.orchards_lacking,
        _("Enter the plots under a registration."),
    ),
    "packing_house_number": (
        _("Registration of the packing house"),
        lambda label: bool(label.packing_house),
        _("Type it below, as customs gave it."),
    ),
    "conformity": ("承诺达标合格证", lambda label: bool(label.promise), _("Issue it on the page of the lot.")),
    "code": (_("Square code"), lambda label: True, ""),
}
"""By particular of the rows: its name, whether a label has it, and where it is entered."""


def asked_of(label: Particulars, *, on: date, unit: str = "carton") -> list[Asked]:
    """What is asked of a label going to its destination on a day, what stops it first. Without one, all that the Union
    asks is asked, and nothing stops."""
    found: dict[str, Asked] = {}
    for row in in_force(csv_rows(DATA / "particulars.csv"), on):
        code = row["particular"]
        if row["unit"] == unit and code in _WORDS and code not in found and _concerns(row, label):
            found[code] = _asked(label, code, row)
    return sorted(found.values(), key=lambda one: (one.there, [MUST, USUAL, MAY].index(one.duty)))


def title_of(code: str) -> str:
    """What a particular is called in the reader's language."""
    return str(_WORDS[code][0])


def must_be_complete(label: Particulars, *, on: date) -> None:
    """Raises ParticularsAreMissing for a label that lacks what its destination does not let in without."""
    missing = [str(one.title) for one in asked_of(label, on=on) if one.stops]
    if missing:
        raise ParticularsAreMissing(missing=", ".join(missing), destination=destination_name(label.destination))


def _concerns(row: Mapping[str, str], label: Particulars) -> bool:
    if row["species"] and label.species not in row["species"].split():
        return False
    if row["destination"] == UNION:
        return not label.destination or label.destination in members_of_the_union()
    return not row["destination"] or row["destination"] == label.destination


def _asked(label: Particulars, code: str, row: Mapping[str, str]) -> Asked:
    title, is_there, mend = _WORDS[code]
    return Asked(
        code=code,
        title=title,
        duty=row["duty"] if label.destination or row["duty"] != MUST else USUAL,
        rule=row["rule"],
        source=row["source"],
        provisional=row["confidence"] != "high",
        there=is_there(label),
        mend=mend,
        url=label.orchards_url if code == "orchard_numbers" else "",
    )
