"""What weigh-in copies from the orchard onto a lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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
