"""The checks of a batch, and the countries it goes to: rows of `data/`, each with its source and confidence."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from exports.models import Requirement
from traceability.certification.places import UNION, members_of_the_union
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


@cache
def countries() -> dict[str, dict[str, str]]:
    """Names and time zones of the countries that fruit goes to, by country code (ISO 3166-1 alpha-2)."""
    return {row["code"]: row for row in csv_rows(DATA / "countries.csv")}


def country_name(code: str) -> str:
    """A country in the reader's language; its code where we know no name."""
    column = "name_zh" if (get_language() or "").startswith("zh") else "name"
    return countries().get(code, {}).get(column, code)


def local_now(country: str) -> datetime:
    """This moment on the clock of a country that we know; elsewhere on the server's."""
    row = countries().get(country)
    return timezone.localtime(timezone=ZoneInfo(row["zone"]) if row else None)


def reaches(rule_destination: str, destination: str) -> bool:
    """True when a rule written for `rule_destination` ("" everywhere, "EU" the Union) holds in a country."""
    if rule_destination == UNION:
        return destination in members_of_the_union()
    return rule_destination in ("", destination)


def load() -> dict[str, int]:
    """Load or refresh the requirements; returns how many there are.

    A version that a report has used stays as it was judged: change a rule by a row with the next version number.
    """
    requirements = [
        Requirement(
            code=row["code"],
            position=int(row["position"]),
            version=int(row["version"]),
            stage=row["stage"],
            check_name=row["check_name"],
            species=row["species"],
            destination=row["destination"],
            severity=row["severity"],
            title=row["title"],
            title_zh=row["title_zh"],
            rule=row["rule"],
            parameters=json.loads(row["parameters"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in csv_rows(DATA / "requirements.csv")
    ]
    kept = [field.name for field in Requirement._meta.fields if field.name not in ("id", "code", "version")]
    Requirement.objects.bulk_create(
        requirements, update_conflicts=True, unique_fields=["code", "version"], update_fields=kept
    )
    return {"requirements": len(requirements)}
