"""What a statement can measure: the name under which it is kept, what people call it, and how it is read.

A requirement's parameters name measures: {"topic": "wood-packaging", "measures": ["mark"]}. A name that is not here is
read as text and shown as it is, so that a row can ask for something new.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST, MOST_DAYS = 120, 24


@dataclass(frozen=True)
class Measure:
    """`read` gives what is kept of what was typed, JSON; None when it cannot be that."""

    name: str
    label: str | Promise
    help: str | Promise
    read: Callable[[str], Any]


def _number(typed: str) -> str | None:
    try:
        value = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return format(value, "f") if value.is_finite() and 0 <= value < 100_000 else None


def _count(typed: str) -> str | None:
    typed = typed.strip()
    return typed if typed.isascii() and typed.isdigit() and 0 < int(typed) < 100_000 else None


def _text(typed: str) -> str | None:
    typed = " ".join(typed.split())
    return typed if 0 < len(typed) <= LONGEST else None


def _days(typed: str) -> list[str] | None:
    try:
        days = sorted({date.fromisoformat(one) for one in typed.replace(",", " ").split()})
    except ValueError:
        return None
    return [day.isoformat() for day in days] if 0 < len(days) <= MOST_DAYS else None


_ALL = (
    Measure("fruits", _("Fruit in the sample"), _("How many were looked at"), _count),
    Measure("juice_percent", _("Juice, percent of the weight"), _("The lowest of all samples"), _number),
    Measure("sugar_acid", _("Sugar to acid"), _("The lowest of all samples"), _number),
    Measure("green_percent", _("Green of the surface, %"), _("The highest of all samples"), _number),
    Measure("smallest_mm", _("Smallest fruit, mm"), _("Across its widest part"), _number),
    Measure("defects_percent", _("Below the minimum quality, %"), _("Of number or weight"), _number),
    Measure("decay_percent", _("Decayed, %"), _("Of number or weight"), _number),
    Measure("mark", _("Mark on the wood"), _("As burnt in: CN-45-0321 HT; “no wood” where there is none"), _text),
    Measure("material", _("Material of the stickers"), _("Its code; “none” where fruit carries no sticker"), _text),
    Measure("number", _("Number"), _("As the paper has it"), _text),
    Measure("read_on", _("Read on"), _("Every day, as 2026-05-11, with spaces between"), _days),
)
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _ALL}


def measure_of(name: str) -> Measure:
    """The measure of a name; one that is not known is text."""
    return MEASURES.get(name) or Measure(name, name, "", _text)
