"""What laboratories found, and the limits that hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Report:
    """A laboratory's report that covers fruit of the batch. `agents` are those that a rule names and it looked for."""

    key: int
    number: str
    laboratory: str
    sampled_on: date
    reported_on: date
    agents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A substance as a report has it; nothing found is below `loq_mg_kg`.

    Of those that some rule names; of all that was found where the spraying book of some picking is empty.
    """

    report: int
    substance: str
    found_mg_kg: Decimal | None
    loq_mg_kg: Decimal


@dataclass(frozen=True)
class Breach:
    """What a report says against a limit of `place`: over it, not known, or over a draft; as certification kept it."""

    report: int
    place: str
    ok: bool | None
    finding: dict[str, Any]


@dataclass(frozen=True)
class LimitsHere:
    """The limits of a place for a fruit on the day of arrival: of which substances, and whether all rows are sure."""

    species: str
    place: str
    substances: tuple[str, ...]
    provisional: bool
