"""The countries that fruit goes to: names, clocks, and which rules reach them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, gettext

from traceability.certification.places import UNION, members_of_the_union
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


@cache
def countries() -> dict[str, dict[str, str]]:
    """Names and time zones of the countries that fruit goes to, by country code (ISO 3166-1 alpha-2)."""
    return {row["code"]: row for row in csv_rows(DATA / "countries.csv")}


def country_name(code: str) -> str:
    """A country in the reader's language; its code where we know no name."""
    row = countries().get(code)
    if row is None:
        return code
    return row["name_zh"] if (get_language() or "").startswith("zh") else gettext(row["name"])


def local_now(country: str) -> datetime:
    """This moment on the clock of a country that we know; elsewhere on the server's."""
    row = countries().get(country)
    return timezone.localtime(timezone=ZoneInfo(row["zone"]) if row else None)


def reaches(rule_destination: str, destination: str) -> bool:
    """True when a rule written for `rule_destination` ("" everywhere, "EU" the Union) holds in a country."""
    if rule_destination == UNION:
        return destination in members_of_the_union()
    return rule_destination in ("", destination)
