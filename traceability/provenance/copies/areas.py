"""Countries: in which area a carton, or a phone that roams, gets about within a day, and where they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from traceability.web.language import own_name
from traceability.web.rows import csv_rows

DATA = Path(__file__).resolve().parent.parent / "data" / "countries.csv"


@dataclass(frozen=True)
class Country:
    """A row of the table. Degrees are those of its capital."""

    code: str
    area: str
    longitude: float
    latitude: float
    name_zh: str
    name_en: str

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


@cache
def countries() -> dict[str, Country]:
    """The countries of the table by ISO 3166-1 alpha-2 code."""
    return {
        row["code"]: Country(
            row["code"], row["area"], float(row["lon"]), float(row["lat"]), row["name_zh"], row["name_en"]
        )
        for row in csv_rows(DATA)
    }


def area_of(code: str) -> str:
    """The area of a country; a country that shares its day with no other is its own."""
    row = countries().get(code)
    return (row.area or code) if row else code


def name_of_country(code: str) -> str:
    """Its name in the reader's language; its code when the table has none."""
    return str(countries().get(code, code))
