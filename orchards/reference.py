"""Reference rows of the orchard: thresholds of plausibility and the intervals of pesticides."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from orchards.models import Pesticide, Threshold
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> dict[str, int]:
    """Bring the tables to what `data/` says; the same again changes nothing. Answers how many rows stand of each."""
    for row in csv_rows(DATA / "plausibility.csv"):
        Threshold.objects.update_or_create(
            key=Threshold.Key(row.pop("key")), valid_from=row.pop("valid_from"), defaults=row
        )
    for row in csv_rows(DATA / "pesticides.csv"):
        Pesticide.objects.update_or_create(
            crop=row.pop("crop"), substance=row.pop("substance"), formulation=row.pop("formulation"), defaults=row
        )
    return {"thresholds": Threshold.objects.count(), "pesticides": Pesticide.objects.count()}
