"""What is recorded of packed lots, and of what was done to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Promise:
    """The 承诺达标合格证 that stands for a lot."""

    number: str
    kind: str
    issued_on: date
    issuer: str
    contact: str
    is_mixture: bool


@dataclass(frozen=True)
class Lot:
    """A packed lot. `pickings`, `reports` and `handlings` are keys; `on_pallets` counts pallets of every batch."""

    key: int
    code: str
    species: str
    variety: str
    packer: str
    uscc: str
    packing_house: str
    packing_house_number: str
    units: int
    unit_g: int
    cartons: int
    on_pallets: int
    pickings: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    handlings: tuple[int, ...] = ()
    promise: Promise | None = None
    wholly: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By kind of treatment, the records that together cover all fruit of the lot."""
    sourceless: tuple[int, ...] = ()
    """Keys of what it was made of that goes back neither to other lots nor to a picking."""


@dataclass(frozen=True)
class Handling:
    """A treatment after harvest of a lot or of what it was made of."""

    key: int
    lot: int
    kind: str
    name_en: str
    name_zh: str
    needs_substance: bool
    substance: str
    dose: str
    began_on: date
    minutes: int
    low_c: Decimal | None
    has_log: bool
