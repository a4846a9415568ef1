"""Which plots cover the same ground. Questions for the cooperative: outlines walked with a phone are off by metres."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from orchards.areas import area_mu
from orchards.models import Plot
from orchards.outlines import WIDEST, polygon
from traceability.parties.models import Organisation

LEAST_MU = Decimal("0.05")
"""Less than a footpath along one side: two outlines that only touch are nobody's question."""
MOST = 20


@dataclass(frozen=True)
class Overlap:
    """Ground that two outlines cover: the other plot, how much, and where (GeoJSON, WGS-84)."""

    plot: Plot
    mu: Decimal
    shape: dict[str, Any]
    is_own: bool
    """Of the same cooperative: only then may it be named."""


def overlaps_of(outline: dict[str, Any], *, cooperative: Organisation, but: Plot | None = None) -> list[Overlap]:
    """Plots in use that cover ground of the outline, largest share first, at most 20, in one query.

    The database hands over only those whose box meets the outline's box, by the index `outlines_by_their_box`: no
    outline is taller than WIDEST, so their southern edges lie in a narrow strip, however many plots there are.
    """
    drawn = polygon(outline)
    west, south, east, north = drawn.bounds
    rows = Plot.objects.filter(
        retired_at=None,
        place__south__range=(south - WIDEST, north),
        place__north__gte=south,
        place__west__lte=east,
        place__east__gte=west,
    ).select_related("place", "grower__user", "grower__cooperative")
    found = []
    for plot in rows.exclude(pk=but.pk) if but else rows:
        common = drawn.intersection(polygon(plot.place.outline or {}))
        mu = _mu(common)
        if mu >= LEAST_MU:
            is_own = plot.grower.cooperative_id == cooperative.pk
            found.append(Overlap(plot=plot, mu=mu, shape=mapping(common), is_own=is_own))
    return sorted(found, key=lambda overlap: -overlap.mu)[:MOST]


def _mu(common: BaseGeometry) -> Decimal:
    """亩 of all areas in an intersection; lines and points have none."""
    parts = [part for part in getattr(common, "geoms", [common]) if part.geom_type == "Polygon" and not part.is_empty]
    return sum((area_mu(mapping(part)) for part in parts), Decimal(0))
