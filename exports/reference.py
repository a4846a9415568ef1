"""The checks of a batch and their clauses: rows of `data/`, each with its source and confidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from exports.acts.judge_again import rules_were_changed
from exports.destinations import DATA, countries, country_name, local_now, reaches
from exports.models import Clause, Requirement
from exports.readiness.rules import fingerprint
from traceability.web.rows import csv_rows

__all__ = ["countries", "country_name", "load", "local_now", "reaches", "requirement_of"]


def load() -> dict[str, int]:
    """Load or refresh requirements and their clauses; returns how many rows there are of each.

    Reports keep the rules that they used, so a row may be put right here; what changes the law is a row with the next
    version number.
    """
    requirements = [requirement_of(row) for row in csv_rows(DATA / "requirements.csv")]
    clauses = [_clause(row) for row in csv_rows(DATA / "clauses.csv")]
    before = fingerprint()
    _bring(Requirement, requirements, ("code", "version"))
    _bring(Clause, clauses, ("requirement", "species", "subject", "position", "valid_from"))
    if fingerprint() != before:
        rules_were_changed()
    return {"requirements": len(requirements), "clauses": len(clauses)}


def requirement_of(row: Mapping[str, str]) -> Requirement:
    """A requirement as a row of a table writes it, not kept yet; what is no day, number or JSON raises ValueError."""
    return Requirement(
        position=int(row["position"]),
        version=int(row["version"]),
        parameters=json.loads(row["parameters"]),
        **{name: row[name] for name in _TEXTS},
        **_days(row),
    )


_TEXTS = (
    "code",
    "stage",
    "check_name",
    "species",
    "destination",
    "severity",
    "who",
    "title",
    "title_zh",
    "rule",
    "source",
    "confidence",
)


def _clause(row: Mapping[str, str]) -> Clause:
    texts = ("requirement", "species", "subject", "rule", "source", "confidence")
    return Clause(
        position=int(row["position"]),
        parameters=json.loads(row["parameters"]),
        **{name: row[name] for name in texts},
        **_days(row),
    )


def _days(row: Mapping[str, str]) -> dict[str, date | None]:
    return {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }


def _bring(model: type[Model], rows: Sequence[Any], keys: tuple[str, ...]) -> None:
    """Rows whose keys stand already are brought up to date, the others are added."""
    kept = [field.name for field in model._meta.fields if field.name not in ("id", *keys)]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=keys, update_fields=kept)
