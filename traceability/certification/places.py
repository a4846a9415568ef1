"""Destinations of fruit by their codes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import gettext, gettext_noop

from traceability.web.rows import csv_rows

MEMBERS = Path(__file__).parent / "data" / "eu_members.csv"
UNION = "EU"


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in csv_rows(MEMBERS)} | {UNION: gettext_noop("European Union")}


def place_name(code: str) -> str:
    """A destination in words, in the reader's language: EU, or a member state by ISO 3166-1 alpha-2."""
    return gettext(_names()[code]) if code in _names() else code


@cache
def members_of_the_union() -> frozenset[str]:
    """Country codes (ISO 3166-1 alpha-2) in which the Union's residue limits hold."""
    return frozenset(code for code in _names() if code != UNION)
