"""What weigh-in copies from the orchard onto a lot, and what is read of it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from traceability.parties.models import County, Place, Village


@dataclass(frozen=True)
class OriginFacts:
    """One grower's picking of one plot on one day, as claims need to know it. Weights are grams."""

    plot: Place
    plot_number: str
    village: Village | None
    county: County | None
    grower_pseudonym: str
    picked_on: date
    logged_g: int
    embryo_less: bool = False
    treatments: list[dict[str, Any]] = field(default_factory=list)
    allowed_from: date | None = None
    area_mu: Decimal | None = None


@dataclass(frozen=True)
class Picking:
    """One grower's picking inside a lot, as far as checks and conformity certificates tell of it.

    `village` and `town` are empty where the village is not known, `county` outside the known counties.
    """

    lot_id: int
    lot_code: str
    grower_pseudonym: str
    picked_on: date
    allowed_from: date | None
    village_zh: str | None
    town_zh: str | None
    town_en: str | None
    county_zh: str | None
    county_en: str | None

    @property
    def is_inside_interval(self) -> bool:
        """True when it was picked before a pre-harvest interval had run out."""
        return self.allowed_from is not None and self.picked_on < self.allowed_from
