"""Product name, CN code and botanical name in the combinations that TRACES takes: dated rows with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from traceability.lots.models import Product
from traceability.web.rows import csv_rows

ROWS = Path(__file__).parent.parent / "data" / "traces_commodities.csv"


@dataclass(frozen=True)
class Commodity:
    """What a line of a CHED-PP names: TRACES refuses a code with the name of another plant."""

    cn_code: str
    description: str
    botanical_name: str
    eppo_code: str
    is_provisional: bool


def commodity_of(product: Product, on: date) -> Commodity | None:
    """The row in force on a day for the variety, else that for its species; None where nobody entered one."""
    day, variety, species = on.isoformat(), product.variety_id, product.variety.species_id
    rows = [
        row
        for row in csv_rows(ROWS)
        if row["species"] == species
        and row["variety"] in ("", variety)
        and row["valid_from"] <= day
        and (not row["valid_to"] or day <= row["valid_to"])
    ]
    if not rows:
        return None
    row = max(rows, key=lambda one: (one["variety"], one["valid_from"]))
    return Commodity(
        cn_code=row["cn_code"],
        description=row["description"],
        botanical_name=row["botanical_name"],
        eppo_code=row["eppo_code"],
        is_provisional=row["confidence"] != "high",
    )
