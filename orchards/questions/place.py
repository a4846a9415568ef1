"""Was it picked where the plot lies?"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from math import cos, hypot, pi, radians, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely import affinity
from shapely.geometry import Point, shape

from orchards.doubts import Doubt
from orchards.models import Harvest, Plot
from orchards.questions.kinds import Kind
from orchards.thresholds import Key, Thresholds
from traceability.web.language import run_on
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
    return Doubt("warn", headline, _explained(harvest), Kind.FAR)


def _explained(harvest: Harvest) -> str:
    """How sure the phone was, and how long after the picking: who logs at home stands there."""
    told = []
    if harvest.accuracy_m:
        told.append(_("The phone was sure within %(m)s m.") % {"m": round(harvest.accuracy_m)})
    if harvest.stated_at and harvest.device_clock:
        hours = int((harvest.device_clock - harvest.stated_at) / timedelta(hours=1))
        if hours > 0:
            later = ngettext("Logged an hour after picking.", "Logged %(count)s hours after picking.", hours)
            told.append(later % {"count": hours})
    return run_on(*told)


def metres_from(plot: Plot, latitude: float, longitude: float) -> float:
    """Metres from a point (WGS-84) to the plot's outline, or to a circle of its area around its point."""
    place, east = plot.place, cos(radians(latitude))
    if place.outline:
        area = shape(place.outline)
        flat = affinity.scale(area, METRES_A_DEGREE * east, METRES_A_DEGREE, origin=(longitude, latitude))
        return float(flat.distance(Point(longitude, latitude)))
    metres = hypot((place.latitude - latitude), (place.longitude - longitude) * east) * METRES_A_DEGREE
    return max(0.0, metres - sqrt(float(plot.area_mu) * SQUARE_METRES_A_MU / pi))
