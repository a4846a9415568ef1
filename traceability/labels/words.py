"""The fixed words of labels in Chinese and the languages of destinations, as dated rows with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "de", "fr", "nl", "es", "it")
"""Those whose words are known; the language of trade first."""


def in_force(rows: Iterable[Mapping[str, str]], on: date) -> Iterator[Mapping[str, str]]:
    """The rows that hold on a day; both days of a row are included, and an empty end is open."""
    day = on.isoformat()
    return (row for row in rows if row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"]))


def language_for(destination: str, on: date) -> str:
    """The language that is understood in a destination; "" where nobody entered one, English for no destination."""
    if not destination:
        return LANGUAGES[0]
    rows = in_force(csv_rows(DATA / "languages.csv"), on)
    return next((row["language"] for row in rows if row["destination"] == destination), "")


def destinations(on: date) -> list[str]:
    """Where labels of ours are understood, by code of the country."""
    return sorted({row["destination"] for row in in_force(csv_rows(DATA / "languages.csv"), on)})


@cache
def words_in(language: str) -> Mapping[str, str]:
    """The fixed words by key, in one of LANGUAGES or "zh"."""
    return {row["key"]: row[language] for row in csv_rows(DATA / "words.csv")}


@cache
def _agents(language: str) -> Mapping[str, str]:
    return {row["code"].casefold(): row[language] for row in csv_rows(DATA / "agents.csv")}


def agent_in(language: str, substance: str) -> str:
    """The official name of what fruit was treated with; as it was entered, where no row knows it."""
    return _agents(language).get(substance.strip().casefold(), substance)
