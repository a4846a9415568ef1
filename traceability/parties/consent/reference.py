"""The words that growers are asked in, from `data/`. A new wording is a new row; an old one stays as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from traceability.parties.consent.models import Wording
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Add what is new; returns how many wordings there are."""
    known = set(Wording.objects.values_list("version", flat=True))
    rows = [row for row in csv_rows(DATA / "wordings.csv") if row["version"] not in known]
    Wording.objects.bulk_create(Wording(**row | {"valid_from": date.fromisoformat(row["valid_from"])}) for row in rows)
    return {"wordings of consents": len(known) + len(rows)}
