"""What is recorded of the batch itself, and of what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language


@dataclass(frozen=True)
class Batch:
    """The batch itself. Limits are judged where it is eaten, on the day of arrival."""

    code: str
    exporter: str
    importer: str
    destination: str
    leaves_on: date
    arrives_on: date
    container: str
    seal: str
    rules_here: int
    """How many rules are written for the destination or its Union."""


@dataclass(frozen=True)
class Species:
    """A kind of fruit, with the codes that are its own."""

    code: str
    name_en: str
    name_zh: str
    botanical_name: str
    cn_code: str
    eu_code: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en


@dataclass(frozen=True)
class Custody:
    """Whether every lot goes back and forward by events; and what a recall of one carton would find, by real query."""

    events: int
    gaps: tuple[str, ...]
    recall_lot: str = ""
    recall_lots: int = 0
    recall_cartons: int = 0
    recall_batches: tuple[str, ...] = ()
    recall_finds_all: bool = False
