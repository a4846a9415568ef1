"""Between which temperatures fruit should travel: dated rows of `data/`, each with its source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from traceability.web.rows import csv_rows

_FILE = Path(__file__).parent / "data" / "limits.csv"


@dataclass(frozen=True)
class Limits:
    """Degrees Celsius, with the rule that says so."""

    low_c: Decimal
    high_c: Decimal
    rule: str
    source: str
    is_provisional: bool


def limits_for(species: Collection[str], on: date) -> Limits | None:
    """What suits all fruit of a load on a day; None where a species has no row, or where no temperature suits all."""
    day = on.isoformat()
    rows = {
        row["species"]: row
        for row in _rows()
        if row["species"] in species and row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])
    }
    if not rows or set(rows) != set(species):
        return None
    low = max(Decimal(row["low_c"]) for row in rows.values())
    high = min(Decimal(row["high_c"]) for row in rows.values())
    if low > high:
        return None
    return Limits(
        low_c=low,
        high_c=high,
        rule="; ".join(row["rule"] for row in rows.values()),
        source="; ".join(row["source"] for row in rows.values()),
        is_provisional=any(row["confidence"] != "high" for row in rows.values()),
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv_rows(_FILE))
