"""Species and varieties, from `data/`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.db.models import Model

from traceability.lots.models import Species, Variety
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Load or refresh the fruit that the chain knows; returns how many rows each table was given."""
    species = [Species(**row) for row in csv_rows(DATA / "species.csv")]
    varieties = [Variety(species_id=row.pop("species"), **row) for row in csv_rows(DATA / "varieties.csv")]
    _refresh(Species, species)
    _refresh(Variety, varieties)
    return {"species": len(species), "varieties": len(varieties)}


def _refresh(model: type[Model], objects: Sequence[Model]) -> None:
    fields = [field.name for field in model._meta.fields if field.name != "code"]
    model._default_manager.bulk_create(objects, update_conflicts=True, unique_fields=["code"], update_fields=fields)
