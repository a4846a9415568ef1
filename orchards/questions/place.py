"""Was it picked where the plot lies?"""

from __future__ import annotations

from decimal import Decimal
from math import cos, hypot, pi, radians, sqrt

from django.utils.translation import gettext as _
from shapely import affinity
from shapely.geometry import Point, shape

from orchards.doubts import Doubt
from orchards.models import Harvest, Plot
from orchards.questions.kinds import Kind
from orchards.thresholds import Key, Thresholds
from traceability.web.numbers import localised

METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km: right within half a percent, which no phone notices."""
SQUARE_METRES_A_MU = 2000 / 3


def far_from_plot(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """The phone was further from the plot than it can be by its own and the plot's accuracy."""
    if harvest.latitude is None or harvest.longitude is None:
        return None
    away = metres_from(harvest.plot, harvest.latitude, harvest.longitude)
    unsure = (harvest.accuracy_m or 0) + (harvest.plot.place.accuracy_m or 0)
    if away - unsure <= thresholds.value(Key.FAR_M, on=harvest.picked_on):
        return None
    where = (
        _("%(km)s km") % {"km": localised(Decimal(f"{away / 1000:.1f}"))}
        if away >= 1000
        else _("%(m)s m") % {"m": round(away)}
    )
    headline = _("Logged %(distance)s from the plot.") % {"distance": where}
    accuracy = _("The phone was sure within %(m)s m.") % {"m": round(harvest.accuracy_m)} if harvest.accuracy_m else ""
    return Doubt("warn", headline, accuracy, Kind.FAR)


def metres_from(plot: Plot, latitude: float, longitude: float) -> float:
    """Metres from a point (WGS-84) to the plot's outline, or to a circle of its area around its point."""
    place, east = plot.place, cos(radians(latitude))
    if place.outline:
        area = shape(place.outline)
        flat = affinity.scale(area, METRES_A_DEGREE * east, METRES_A_DEGREE, origin=(longitude, latitude))
        return float(flat.distance(Point(longitude, latitude)))
    metres = hypot((place.latitude - latitude), (place.longitude - longitude) * east) * METRES_A_DEGREE
    return max(0.0, metres - sqrt(float(plot.area_mu) * SQUARE_METRES_A_MU / pi))
