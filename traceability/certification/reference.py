"""Schemes, their areas, varieties, opening days and thresholds, and residue limits, from `data/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from traceability.certification.changes import rules_changed
from traceability.certification.models import (
    GIScheme,
    OpeningDay,
    PlotYield,
    QualityThreshold,
    ResidueLimit,
    SamplingPlan,
    SchemeArea,
    SchemeVariety,
)
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"
PUBLISHED = "DG SANTE data lake"
"""How the source of limits begins that were taken from the Commission's own data."""
OFFICIAL: dict[type[Model], Q] = {
    ResidueLimit: Q(source__startswith=PUBLISHED),
    OpeningDay: Q(taken_in_at__isnull=False),
}
"""Rows that were taken in from their authority: what comes with the program does not overwrite them."""


@transaction.atomic
def load() -> dict[str, int]:
    """Bring the tables to what `data/` says; the same again changes nothing. Returns how many rows each was given."""
    schemes = [_row(row) for row in csv_rows(DATA / "schemes.csv")]
    for row in schemes:
        row |= {"species_id": row.pop("species"), "on_cartons": row["on_cartons"] == "1"}
        GIScheme.objects.update_or_create(code=row.pop("code"), defaults=row)
    given = {"schemes": len(schemes)}
    tables: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
        ("areas", SchemeArea, ("scheme_id", "county_id", "valid_from")),
        ("scheme_varieties", SchemeVariety, ("scheme_id", "variety_id", "valid_from")),
        ("opening_days", OpeningDay, ("scheme_id", "variety_id", "year")),
        ("thresholds", QualityThreshold, ("scheme_id", "variety_id", "measure", "valid_from")),
    )
    for name, model, keys in tables:
        # The four systems protect one name; the texts that were obtained serve for all until each one's own is known.
        given[name] = sum(_load(model, f"{name}.csv", keys, {"scheme_id": code}) for code in _schemes())
    keys = ("substance", "eu_product_code", "destination", "valid_from", "status")
    given["plot_yields"] = _load(PlotYield, "plot_yields.csv", ("species_id", "valid_from"), {})
    given["sampling_plans"] = _load(SamplingPlan, "sampling_plans.csv", ("purpose", "lot_from_g", "valid_from"), {})
    before = _limits()
    given["residue_limits"] = _load(ResidueLimit, "residue_limits.csv", keys, {})
    if _limits() != before:
        rules_changed.results()
    return given


def _limits() -> list[tuple[Any, ...]]:
    return list(ResidueLimit.objects.order_by("pk").values_list())


def _schemes() -> list[str]:
    return list(GIScheme.objects.order_by("code").values_list("code", flat=True))


def _load(model: type[Model], name: str, keys: tuple[str, ...], more: dict[str, Any]) -> int:
    """Rows whose `keys` stand already are brought up to date, the others are added; returns how many were read."""
    fields = {field.attname for field in model._meta.fields}
    standing = {
        tuple(str(getattr(old, key)) for key in keys): old
        for old in model._default_manager.filter(**more).exclude(OFFICIAL.get(model, Q(pk=None)))
    }
    new, changed = [], []
    rows = list(csv_rows(DATA / name))
    for row in rows:
        values = {(f"{key}_id" if f"{key}_id" in fields else key): value for key, value in _row(row).items()} | more
        old = standing.get(tuple(str(values[key]) for key in keys))
        if old is None:
            new.append(model(**values))
        elif any(str(getattr(old, key)) != str(value) for key, value in values.items()):
            for key, value in values.items():
                setattr(old, key, value)
            changed.append(old)
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, [name for name in fields if name != "id"])
    return len(rows)


def _row(row: dict[str, str]) -> dict[str, Any]:
    """An empty cell of a date or number is no value."""
    nothing = {"valid_to", "embryo_less_opens_on", "limit_mg_kg", "minimum", "maximum"}
    return {name: (None if name in nothing and value == "" else value) for name, value in row.items()}
