"""Size codes of fruit, as the standards have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from traceability.labels.refusals import SizeIsUnknown
from traceability.labels.words import DATA, in_force
from traceability.web.rows import csv_rows


@dataclass(frozen=True)
class Size:
    """A code of a standard and what it spans: 201–350 g, 81–92 mm."""

    code: str
    span: str
    standard: str


def sizes_of(species: str, on: date) -> list[Size]:
    """The sizes that fruit of a species may have on a day, in the standard's order."""
    rows = in_force(csv_rows(DATA / "sizes.csv"), on)
    return [Size(row["code"], _span(row), row["standard"]) for row in rows if row["species"] == species]


def size_of(species: str, code: str, on: date) -> Size:
    """The size of a code. Raises SizeIsUnknown."""
    known = {size.code: size for size in sizes_of(species, on)}
    if code not in known:
        raise SizeIsUnknown(size=code, fruit=species, sizes=", ".join(known))
    return known[code]


def _span(row: Mapping[str, str]) -> str:
    if not row["largest"]:
        return f"≥ {row['smallest']} {row['unit']}"
    return f"{row['smallest']}–{row['largest']} {row['unit']}"
