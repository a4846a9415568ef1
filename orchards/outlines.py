"""The outline of a plot as somebody hands it in: GeoJSON (RFC 7946) read strictly, and said clearly what is wrong."""

from __future__ import annotations

import math
import re
from typing import Any

from shapely import Polygon
from shapely.validation import explain_validity

from orchards.coordinates import to_wgs84
from orchards.refusals.land import (
    CoordinateIsWrong,
    CoordinatesAreSwapped,
    OutlineCrossesItself,
    OutlineHasTooManyPoints,
    OutlineIsNotOnePolygon,
    OutlineIsOutsideChina,
    OutlineIsTooLarge,
    RingIsTooShort,
)

Ring = list[list[float]]
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
"""China, generously: no coordinate of a plot can be outside."""
MOST_POINTS = 2_000
WIDEST = 0.1
"""Degrees, about 10 km. No plot is as wide, and the search for overlaps rests on it."""
DECIMALS = 7
"""A centimetre: what is finer is noise."""


def read_outline(document: Any) -> dict[str, Any]:
    """The one Polygon in a GeoJSON document (Polygon, Feature or FeatureCollection), altitudes left out.

    Rings that were left open are closed. Raises one of the subclasses of OutlineIsWrong, which names the coordinate.
    """
    rings = [_ring(ring, number) for number, ring in enumerate(_rings(_polygon(document)))]
    if sum(map(len, rings)) > MOST_POINTS:
        raise OutlineHasTooManyPoints(count=sum(map(len, rings)), most=MOST_POINTS)
    outline = {"type": "Polygon", "coordinates": rings}
    drawn = Polygon(rings[0], rings[1:])
    if not drawn.is_valid or drawn.area == 0:
        raise OutlineCrossesItself(where=_where(explain_validity(drawn), rings))
    west, south, east, north = drawn.bounds
    if max(east - west, north - south) > WIDEST:
        raise OutlineIsTooLarge()
    return outline


def outline_in_wgs84(outline: dict[str, Any], crs: str) -> dict[str, Any]:
    """An outline of another system of coordinates, point by point."""
    rings = [
        [[round(part, DECIMALS) for part in to_wgs84(lon, lat, crs)] for lon, lat in ring]
        for ring in outline["coordinates"]
    ]
    return {"type": "Polygon", "coordinates": rings}


def polygon(outline: dict[str, Any]) -> Polygon:
    """A stored outline for calculation. Holes count."""
    shell, *holes = outline["coordinates"]
    return Polygon(shell, holes)


def is_swapped(lon: float, lat: float) -> bool:
    """Outside China as it stands, inside with both numbers changed over."""
    return not in_china(lon, lat) and in_china(lat, lon)


def in_china(lon: float, lat: float) -> bool:
    """Whether degrees can be those of a plot at all."""
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def _polygon(document: Any) -> dict[str, Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise OutlineIsNotOnePolygon(
                found=f"FeatureCollection ({len(features) if isinstance(features, list) else 0})"
            )
        return _polygon(features[0])
    if kind == "Feature":
        return _polygon(document.get("geometry"))
    if kind == "MultiPolygon" and isinstance(document.get("coordinates"), list) and len(document["coordinates"]) == 1:
        return {"type": "Polygon", "coordinates": document["coordinates"][0]}
    if kind != "Polygon":
        raise OutlineIsNotOnePolygon(found=str(kind or "?")[:40])
    return dict(document)


def _rings(found: dict[str, Any]) -> list[Any]:
    rings = found.get("coordinates")
    if not isinstance(rings, list) or not rings:
        raise OutlineIsNotOnePolygon(found="Polygon, coordinates: ?")
    return rings


def _ring(points: Any, number: int) -> Ring:
    if not isinstance(points, list):
        raise RingIsTooShort(ring=number + 1, count=0)
    ring = [_point(point, number + 1, index + 1) for index, point in enumerate(points[: MOST_POINTS + 2])]
    if ring and ring[0] != ring[-1]:
        ring.append(list(ring[0]))
    if len({tuple(point) for point in ring}) < 3:
        raise RingIsTooShort(ring=number + 1, count=len({tuple(point) for point in ring}))
    return ring


def _point(point: Any, ring: int, index: int) -> list[float]:
    """Longitude and latitude to the centimetre; an altitude behind them is left out."""
    numbers = point[:2] if isinstance(point, list) and 2 <= len(point) <= 4 else []
    if len(numbers) != 2 or not all(_is_number(number) for number in numbers):
        raise CoordinateIsWrong(index=index, ring=ring, written=str(point)[:40])
    lon, lat = (round(float(number), DECIMALS) for number in numbers)
    if is_swapped(lon, lat):
        raise CoordinatesAreSwapped(index=index, ring=ring, lon=lon, lat=lat)
    if not in_china(lon, lat):
        raise OutlineIsOutsideChina(index=index, ring=ring, lon=lon, lat=lat)
    return [lon, lat]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _where(reason: str, rings: list[Ring]) -> str:
    """Longitude and latitude of the spot that shapely names, as "Self-intersection[106.81 23.7]"."""
    found = re.search(r"\[(-?[\d.e+-]+) (-?[\d.e+-]+)\]", reason)
    lon, lat = (float(found[1]), float(found[2])) if found else rings[0][0]
    return f"{lon:.5f}, {lat:.5f}"
