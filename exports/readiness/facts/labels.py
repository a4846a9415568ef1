"""What stands on the labels of a batch, and on its fruit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Certificate:
    """A name printed on cartons, the species it is for, and the certificate that stands on the day of departure."""

    scheme: str
    name: str
    species: str
    standing: str


@dataclass(frozen=True)
class LabelRun:
    """A label run of which cartons stand on pallets of the batch."""

    key: int
    lot: int
    is_printed: bool
    void_on_pallet: str
    prints_name: bool
    certificate: Certificate | None
    destination: str
    size: str
    size_is_known: bool
    page_speaks: bool
    started_on: date
    leads_here: bool
    has_promise: bool
    cartons: int
    asked: int = 0
    """How many particulars the destination asks of such a label; none is nobody's entry, not a permission."""
    lacks: tuple[str, ...] = ()
    lacks_rule: str = ""
    lacks_source: str = ""
    unnamed_agents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sticker:
    """Whether a destination lets fruit carry stickers of the stated material."""

    material: str
    is_allowed: bool
    rule: str = ""
    source: str = ""
