"""The European Commission's residue limits, as its data lake gives them (DG SANTE, pesticides API v3.0).

`pesticide-residues-mrls` and its download name a product by its code of Annex I to Regulation (EC) No 396/2005, which
is what we go by: names repeat. `mrl_lod` is * where the limit stands at the limit of determination.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from traceability.certification.importing.cells import Record, records_of

COLUMNS = ("product_code", "pesticide_residue_name", "mrl_value_only", "mrl_lod", "application_date")
NO_LIMIT_NEEDED = "no mrl required"
NO_LONGER, NOT_YET = "no longer applicable", "not yet applicable"
_MARKS = re.compile(r"\s*\((?:[A-Z]|\+|\*)\)")
"""Footnote letters behind a name: (F) fat soluble, (R) another definition for some products, (A) analytical."""


@dataclass(frozen=True)
class PublishedLimit:
    """One line: mg/kg, or None where no limit is needed (Annex IV)."""

    product_code: str
    substance: str
    definition: str
    limit_mg_kg: Decimal | None
    valid_from: date
    regulation: str


def read_limits(content: bytes, *, products: Collection[str], known: Collection[str]) -> list[PublishedLimit]:
    """The limits of our products that hold or will hold; every line is checked, also those of other products.

    `known` are the names of substances as our rows spell them. Raises OfficialTableIsWrong with row and column.
    """
    names = {name.casefold(): name for name in known}
    found: dict[tuple[str, str, date], PublishedLimit] = {}
    for record, limit in _limits(content, names):
        if limit.product_code not in products:
            continue
        key = limit.product_code, limit.substance, limit.valid_from
        same = found.setdefault(key, limit)
        if same.limit_mg_kg != limit.limit_mg_kg:
            words = _("%(substance)s has two limits from one day.") % {"substance": limit.substance}
            raise record.wrong("mrl_value_only", words)
    return list(found.values())


def _limits(content: bytes, names: dict[str, str]) -> Iterator[tuple[Record, PublishedLimit]]:
    for record in records_of(content, columns=COLUMNS):
        code = record.text("product_code")
        if not re.fullmatch(r"\d{7}", code):
            raise record.wrong(
                "product_code", _("“%(text)s” is no product code of seven digits.") % {"text": code[:40]}
            )
        definition = record.text("pesticide_residue_name", most=400)
        if _says_nothing(record):
            continue
        if record.cells.get("mrl_lod", "") not in {"", "*"}:
            raise record.wrong("mrl_lod", _("The mark is * or nothing."))
        exempt = record.text("mrl_value_only").casefold() == NO_LIMIT_NEEDED
        limit = PublishedLimit(
            product_code=code,
            substance=substance_of(definition, names),
            definition=definition,
            limit_mg_kg=None if exempt else record.amount("mrl_value_only"),
            valid_from=record.day("application_date", "%d/%m/%Y", "%Y-%m-%d"),
            regulation=record.cells.get("regulation_number", "")[:120],
        )
        if record.cells.get("applicability_text", "").casefold() != NO_LONGER:
            yield record, limit


def _says_nothing(record: Record) -> bool:
    """Some records name no amount, and some that are voted have no day yet: what stands then goes on."""
    has_amount = record.cells.get("mrl_value") or record.cells.get("mrl_value_only")
    is_undated = (
        not record.cells.get("application_date") and record.cells.get("applicability_text", "").casefold() == NOT_YET
    )
    return not has_amount or is_undated


def substance_of(definition: str, names: dict[str, str]) -> str:
    """The substance that a residue definition is about, spelt as our own rows spell it if they know it.

    "Chlorpyrifos (F)" is chlorpyrifos; "Carbendazim and benomyl (sum of …) (R)" counts for carbendazim, its first name.
    """
    whole = " ".join(_MARKS.sub("", definition).split())
    first = re.split(r" \(| and |, ", whole, maxsplit=1)[0]
    return names.get(whole.casefold()) or names.get(first.casefold()) or (whole if len(whole) <= 80 else first)[:80]
