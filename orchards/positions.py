"""Where a plot lies: what was handed in, and the same on WGS-84."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point

from orchards.coordinates import Crs, to_wgs84
from orchards.outlines import DECIMALS, in_china, is_swapped, outline_in_wgs84, polygon, read_outline
from orchards.refusals.land import (
    CrsIsUnknown,
    PositionIsMissing,
    PositionIsOutsideChina,
    PositionIsSwapped,
    PositionIsWrong,
)

LEAST_ACCURATE_M = 100_000.0


@dataclass(frozen=True)
class Position:
    """A point, and an outline where there is one, both WGS-84 (degrees); and the original of another system."""

    latitude: float
    longitude: float
    outline: dict[str, Any] | None
    accuracy_m: float | None
    source_crs: str
    source_geometry: dict[str, Any] | None

    def columns(self) -> dict[str, Any]:
        """The same as columns of Place, with the box around the outline."""
        box = polygon(self.outline).bounds if self.outline else (None, None, None, None)
        return vars(self) | dict(zip(("west", "south", "east", "north"), box, strict=True))


def position(
    *,
    latitude: float | None,
    longitude: float | None,
    outline: dict[str, Any] | None = None,
    source_crs: str = Crs.WGS84,
    accuracy_m: float | None = None,
) -> Position:
    """Read a position as it was handed in: a point, an outline (GeoJSON), or both, in degrees of `source_crs`.

    A point that is missing, or lies outside the outline, gives way to one inside. `accuracy_m` is what the receiver
    told of a point. Raises PositionIsWrong or OutlineIsWrong, or one of their kind.
    """
    if source_crs not in Crs.values:
        raise CrsIsUnknown(crs=source_crs[:20])
    point = _point(latitude, longitude)
    if point is None and outline is None:
        raise PositionIsMissing()
    source = read_outline(outline) if outline is not None else None
    drawn = outline_in_wgs84(source, source_crs) if source and source_crs != Crs.WGS84 else source
    here = to_wgs84(*point, source_crs) if point else None
    if drawn and (here is None or not polygon(drawn).covers(Point(*here))):
        inside = polygon(drawn).representative_point()
        here = (inside.x, inside.y)
    if here is None:
        raise PositionIsMissing()
    handed_in = source or {"type": "Point", "coordinates": list(point or ())}
    return Position(
        longitude=round(here[0], DECIMALS),
        latitude=round(here[1], DECIMALS),
        outline=drawn,
        accuracy_m=accuracy_m if accuracy_m is not None and 0 <= accuracy_m <= LEAST_ACCURATE_M else None,
        source_crs=source_crs,
        source_geometry=handed_in if source_crs != Crs.WGS84 else None,
    )


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Longitude and latitude, or None when neither was said."""
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise PositionIsWrong(latitude=latitude, longitude=longitude)
    if is_swapped(longitude, latitude):
        raise PositionIsSwapped(latitude=latitude, longitude=longitude)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise PositionIsWrong(latitude=latitude, longitude=longitude)
    if not in_china(longitude, latitude):
        raise PositionIsOutsideChina(latitude=latitude, longitude=longitude)
    return longitude, latitude
