"""What the cooperative is asked about a plot's outline. Questions, not verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orchards.areas import area_mu, percent_off
from orchards.models import Plot, Threshold
from orchards.overlaps import Overlap, overlaps_of
from orchards.thresholds import Thresholds


@dataclass(frozen=True)
class Land:
    """A plot as it is drawn: area, its difference to the stated one, and whose ground it shares."""

    drawn_mu: Decimal
    percent: Decimal
    asks: bool
    """The difference is above the threshold that holds on the day."""
    limit: Decimal
    overlaps: list[Overlap]


def land_of(plot: Plot, *, on: date) -> Land | None:
    """What the outline of a plot says, or None for a plot known by a point. Two queries."""
    if plot.place.outline is None:
        return None
    drawn = area_mu(plot.place.outline)
    percent = percent_off(drawn, plot.area_mu)
    limit = Thresholds().value(Threshold.Key.AREA_PERCENT, on=on)
    return Land(
        drawn_mu=drawn,
        percent=percent,
        asks=abs(percent) > limit,
        limit=limit,
        overlaps=overlaps_of(plot.place.outline, cooperative=plot.grower.cooperative, but=plot),
    )
