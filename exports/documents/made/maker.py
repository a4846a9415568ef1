"""What every paper of ours is to whoever makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exports.documents.consignment import Consignment
from exports.documents.sheet import Sheet
from traceability.parties.models import Organisation
from traceability.web.tables.writing import csv_file

CSV, JSON_LD = "text/csv", "application/ld+json"
Rows = Iterable[Iterable[object]]


@dataclass(frozen=True)
class Maker:
    """A kind of paper: the facts it lacks, its sheet in the language in force, and its data without a language.

    `lacks` answers in words for people. `sheet` and `data` are asked only when it answers nothing; neither depends on
    the moment, so that the same batch gives the same bytes.
    """

    kind: str
    lacks: Callable[[Consignment], list[str]]
    sheet: Callable[[Consignment], Sheet]
    data: Callable[[Consignment], Mapping[str, bytes]]


def csv_data(rows: Callable[[Consignment], Rows]) -> Callable[[Consignment], dict[str, bytes]]:
    """The data of a paper whose data are one table."""
    return lambda consignment: {CSV: csv_file(rows(consignment))}


def lacks_cartons(consignment: Consignment) -> list[str]:
    """Nothing is said of a batch on whose pallets nothing stands."""
    return [] if consignment.cartons else [_("cartons on its pallets")]


def lacks_addresses(*firms: Organisation) -> list[str]:
    """Of firms that a paper must name with their addresses, those that have none."""
    return [_("the address of %(firm)s") % {"firm": firm} for firm in firms if not (firm.address or firm.address_latin)]
