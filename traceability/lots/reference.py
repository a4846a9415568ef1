"""Species and varieties, from `data/`."""

from __future__ import annotations

from pathlib import Path

from traceability.lots.models import Species, Variety
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Load or refresh the fruit that the chain knows; returns how many rows each table was given."""
    species = [Species(**row) for row in csv_rows(DATA / "species.csv")]
    varieties = [Variety(species_id=row.pop("species"), **row) for row in csv_rows(DATA / "varieties.csv")]
    for model, objects in ((Species, species), (Variety, varieties)):
        fields = [field.name for field in model._meta.fields if field.name != "code"]
        model._default_manager.bulk_create(objects, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return {"species": len(species), "varieties": len(varieties)}
