"""Reference rows of the orchard: thresholds of plausibility and the intervals of pesticides."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from orchards.models import Pesticide, Threshold

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> dict[str, int]:
    """Bring the tables to what `data/` says; the same again changes nothing. Answers how many rows stand of each."""
    for row in _rows("plausibility.csv"):
        Threshold.objects.update_or_create(
            key=Threshold.Key(row.pop("key")), valid_from=row.pop("valid_from"), defaults=row
        )
    for row in _rows("pesticides.csv"):
        key = {name: row.pop(name) for name in ("crop", "substance", "formulation")}
        Pesticide.objects.update_or_create(defaults=row, **key)
    return {"thresholds": Threshold.objects.count(), "pesticides": Pesticide.objects.count()}


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
