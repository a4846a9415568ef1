"""Positions as Chinese maps give them, brought to WGS-84.

Gaode and Tencent show GCJ-02, which moves every point of China by 100 to 700 m; Baidu shows BD-09, which moves GCJ-02
once more. Neither law is published by its author; the formulas are those that open implementations share
(https://github.com/googollee/eviltransform; https://github.com/wandergis/coordtransform for BD-09). Read on 2026-11-27
the packages on PyPI were either left alone since 2019 or, geocoordinates-rs, not yet stable: forty lines stand here.
The way back has no formula: it is found by iteration, to a ten-thousandth of a millimetre.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from django.db import models

LonLat = tuple[float, float]
A, EE = 6378245.0, 0.00669342162296594323
"""Semi-major axis (m) and squared eccentricity of Krasovsky's ellipsoid."""
BAIDU = pi * 3000 / 180
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
"""Outside this rectangle GCJ-02 moves nothing."""
CLOSE_ENOUGH = 1e-12
"""Degrees."""
ROUNDS = 30


class Crs(models.TextChoices):
    """The systems in which a position may be handed in."""

    WGS84 = "WGS-84", "WGS-84 (GPS)"
    GCJ02 = "GCJ-02", "GCJ-02 (高德 Gaode, 腾讯 Tencent)"
    BD09 = "BD-09", "BD-09 (百度 Baidu)"


def to_wgs84(lon: float, lat: float, crs: str) -> LonLat:
    """A position (degrees) of any of the systems, as WGS-84. Raises ValueError for a system that is not known."""
    match Crs(crs):
        case Crs.WGS84:
            return lon, lat
        case Crs.GCJ02:
            return _back(gcj02, lon, lat)
        case Crs.BD09:
            return _back(gcj02, *_back(bd09_of_gcj02, lon, lat))


def gcj02(lon: float, lat: float) -> LonLat:
    """A WGS-84 position as Gaode and Tencent show it."""
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    wave = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3 + (
        150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)
    ) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3 + (
        160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)
    ) * 2 / 3
    flat = 1 - EE * sin(radians(lat)) ** 2
    return (
        lon + east * 180 / (A / sqrt(flat) * cos(radians(lat)) * pi),
        lat + north * 180 / (A * (1 - EE) / (flat * sqrt(flat)) * pi),
    )


def bd09_of_gcj02(lon: float, lat: float) -> LonLat:
    """A GCJ-02 position as Baidu shows it."""
    reach = hypot(lon, lat) + 0.00002 * sin(lat * BAIDU)
    turn = atan2(lat, lon) + 0.000003 * cos(lon * BAIDU)
    return reach * cos(turn) + 0.0065, reach * sin(turn) + 0.006


def bd09(lon: float, lat: float) -> LonLat:
    """A WGS-84 position as Baidu shows it."""
    return bd09_of_gcj02(*gcj02(lon, lat))


def _back(moved: Callable[[float, float], LonLat], lon: float, lat: float) -> LonLat:
    """The position that `moved` brings to (lon, lat). The move hardly changes from place to place: a guess settles."""
    x, y = lon, lat
    for _round in range(ROUNDS):
        there_x, there_y = moved(x, y)
        x, y = x + lon - there_x, y + lat - there_y
        if max(abs(lon - there_x), abs(lat - there_y)) < CLOSE_ENOUGH:
            break
    return x, y
