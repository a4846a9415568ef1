"""From which share of a day's intake the board speaks of what is missing, from `data/`."""

from __future__ import annotations

from pathlib import Path

from traceability.lots.books.models import UnexplainedLimit
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Load or refresh the limits; returns how many rows the table was given."""
    rows = list(csv_rows(DATA / "unexplained_limits.csv"))
    for row in rows:
        UnexplainedLimit.objects.update_or_create(valid_from=row.pop("valid_from"), defaults=row)
    return {"limits of what is unexplained": len(rows)}
