"""The kinds of handling, from `data/`."""

from __future__ import annotations

from pathlib import Path

from traceability.lots.handling.models import HandlingKind
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"
FLAGS = ("needs_substance", "needs_temperature", "suits_cartons")


def load() -> dict[str, int]:
    """Load or refresh the kinds; returns how many rows the table was given."""
    rows = list(csv_rows(DATA / "kinds.csv"))
    for row in rows:
        flags = {name: row[name] == "1" for name in FLAGS}
        told = {**row, **flags, "valid_to": row["valid_to"] or None}
        HandlingKind.objects.update_or_create(code=told.pop("code"), defaults=told)
    return {"handling kinds": len(rows)}
