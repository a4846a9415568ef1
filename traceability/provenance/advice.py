"""When to eat it: advice for each kind of fruit, as data with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from traceability.web.rows import csv_rows

LANGUAGES = ("en", "zh", "de", "fr", "nl", "es", "it")
_FILE = Path(__file__).parent / "data" / "advice.csv"


@dataclass(frozen=True)
class Advice:
    """A word and a sentence, in the reader's language."""

    when: str
    text: str
    source: str
    confidence: str


def advice_for(species: str) -> list[Advice]:
    """The rows of a species in the language of now, English where a language has none."""
    spoken = (get_language() or "en").partition("-")[0]
    column = spoken if spoken in LANGUAGES else "en"
    return [
        Advice(row[f"when_{column}"], row[f"text_{column}"], row["source"], row["confidence"])
        for row in _rows()
        if row["species"] == species
    ]


@cache
def _rows() -> list[dict[str, str]]:
    return list(csv_rows(_FILE))
