"""The forms of the certificate and the boxes on them, from `data/`."""

from __future__ import annotations

from pathlib import Path

from traceability.lots.conformity.models import Basis, Form
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Load or refresh the forms; returns how many rows each table was given."""
    forms = list(csv_rows(DATA / "forms.csv"))
    for row in forms:
        Form.objects.update_or_create(
            code=row.pop("code"),
            defaults={**row, "valid_to": row["valid_to"] or None, "is_owed": row["is_owed"] == "1"},
        )
    bases = list(csv_rows(DATA / "bases.csv"))
    for row in bases:
        Basis.objects.update_or_create(form_id=row.pop("form"), code=row.pop("code"), defaults=row)
    return {"conformity forms": len(forms), "conformity bases": len(bases)}
