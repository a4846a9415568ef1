"""What the papers of a batch say, and what people have stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Paper:
    """A paper that counts: no newer one replaces it."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    declaration: str
    says: dict[str, Any]


@dataclass(frozen=True)
class Said:
    """The newest statement on a topic."""

    topic: str
    holds: bool
    remark: str
    measured: dict[str, Any]
    photo: str
    by: str
    on: date
    lots: tuple[int, ...] | None = None
    """Keys of the lots that stood on the pallets when it was said; None where that was not kept."""
