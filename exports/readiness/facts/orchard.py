"""What is recorded of the plots where the fruit grew, of their pickings and of what was sprayed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Spraying:
    """What weigh-in copied: which substances stood on a plot before a picking, and how many days before."""

    substances: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Picking:
    """One grower's picking of one plot on one day."""

    key: int
    code: str
    plot: int
    plot_number: str
    variety: str
    grower: str
    village: str
    county: str
    is_located: bool
    source_crs: str
    picked_on: date
    allowed_from: date | None
    opens_on: date | None
    opening_source: str
    logged_g: int
    weighed_g: int
    registrations: tuple[str, ...]
    sprayings: tuple[Spraying, ...]

    @property
    def last_sprayed(self) -> int | None:
        """Days between the last spraying and the picking."""
        return min((one.days for one in self.sprayings), default=None)


@dataclass(frozen=True)
class SprayGap:
    """A line of the spraying book that lacks something."""

    plot_number: str
    product: str
    applied_on: date
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Yield:
    """Grams that a plot gave in the season, its 亩, and the most that is believed of one."""

    plot_number: str
    season_g: int
    area_mu: Decimal
    most_kg_per_mu: Decimal
    source: str


@dataclass(frozen=True)
class SprayLimit:
    """What the destination allows of a substance that was sprayed: no entry is not a permission."""

    species: str
    substance: str
    is_entered: bool
    limit_mg_kg: Decimal | None
    rule: str
    source: str
