"""The edge of a plot as somebody walks it: seven corners, no two plots alike."""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt
from random import Random
from typing import Any

CORNERS = 7
SQUARE_METRES_A_MU = 2000 / 3
METRES_A_DEGREE = 111_320


def edge(*, latitude: float, longitude: float, area_mu: float, dice: Random) -> dict[str, Any]:
    """A GeoJSON Polygon of about `area_mu` 亩 around a point."""
    reaches = [dice.uniform(0.85, 1.15) for _ in range(CORNERS)]
    step = 2 * pi / CORNERS
    # The area of the triangles between neighbouring corners, for a reach of one metre.
    unit = sin(step) / 2 * sum(reaches[n] * reaches[n - 1] for n in range(CORNERS))
    metres = sqrt(area_mu * SQUARE_METRES_A_MU / unit)
    ring = [
        [
            round(longitude + metres * reach * cos(n * step) / METRES_A_DEGREE / cos(radians(latitude)), 7),
            round(latitude + metres * reach * sin(n * step) / METRES_A_DEGREE, 7),
        ]
        for n, reach in enumerate(reaches)
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
