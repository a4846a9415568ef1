"""What is recorded of the plots where the fruit grew, of their pickings and of what was sprayed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Spraying:
    """Which substances were put on a plot before a picking, and how many days before: by the lot or by the book."""

    substances: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Picking:
    """One grower's picking of one plot on one day.

    `sprayings` are those that weigh-in copied and those that the book of the plot has by now; none means that nobody
    recorded any, not that there was none. `allowed_from` is the latest day that any of them lets pick.
    """

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
    opening_is_provisional: bool = False


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
    plot: int = 0


@dataclass(frozen=True)
class SprayLimit:
    """What the destination allows of a substance that was sprayed: no entry is not a permission, an exemption is."""

    species: str
    substance: str
    is_entered: bool
    limit_mg_kg: Decimal | None
    rule: str
    source: str
    is_exempt: bool = False
