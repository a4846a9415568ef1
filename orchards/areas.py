"""How large an outline is on the earth, and how that stands to what was stated."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from pyproj import Geod

M2_PER_MU = Decimal(2000) / 3
"""1 亩 is a fifteenth of a hectare."""


@cache
def _earth() -> Geod:
    return Geod(ellps="WGS84")


def area_m2(outline: dict[str, Any]) -> float:
    """Square metres of a GeoJSON Polygon (WGS-84) on the ellipsoid, its sides geodesics, holes taken out (Karney 2013).

    The ground of a slope is larger than this: land is measured as the map sees it, here and in the land register.
    """
    shell, *holes = (_ring_m2(ring) for ring in outline["coordinates"])
    return max(0.0, shell - sum(holes))


def area_mu(outline: dict[str, Any]) -> Decimal:
    """The same in 亩, to the hundredth."""
    return (Decimal(area_m2(outline)) / M2_PER_MU).quantize(Decimal("0.01"))


def percent_off(drawn_mu: Decimal, stated_mu: Decimal) -> Decimal:
    """By how many per cent of the stated area the drawn one is larger (or, below nothing, smaller), to the tenth."""
    return ((drawn_mu - stated_mu) / stated_mu * 100).quantize(Decimal("0.1"))


def hectares(mu: Decimal) -> Decimal:
    """亩 in hectares, to a square metre."""
    return (mu / 15).quantize(Decimal("0.0001"))


def _ring_m2(ring: list[list[float]]) -> float:
    area, _perimeter = _earth().polygon_area_perimeter([point[0] for point in ring], [point[1] for point in ring])
    return abs(float(area))
