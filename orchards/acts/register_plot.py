"""A piece of orchard gets its number, its place and what grows on it."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from django.db import transaction
from shapely.errors import ShapelyError
from shapely.geometry import shape

from orchards.models import Grower, Plot
from orchards.refusals import AreaIsWrong, OutlineIsWrong, PlotNumberIsTaken, PlotNumberIsWrong, PositionIsWrong
from traceability.lots.acts.register_product import register_product
from traceability.lots.models import Variety
from traceability.parties.acts.register import county_at, register_place
from traceability.parties.models import Membership, Place, User, Village
from traceability.parties.permissions import must_act_for

MOST_MU = Decimal(100_000)


@transaction.atomic
def register_plot(
    *,
    grower: Grower,
    number: str,
    variety: Variety,
    area_mu: Decimal | float | str,
    trees: int,
    latitude: float,
    longitude: float,
    village: Village,
    by: User,
    outline: dict[str, Any] | None = None,
) -> Plot:
    """Enter a plot at a point (degrees, WGS-84) or with its outline (GeoJSON Polygon); its county is found by position.

    A plot that lies in another county than the village is entered without a village: no page may claim one for it.
    The cooperative gets the trade item of the variety's loose fruit with it, so that picking never waits for a number.
    Raises NotYourOrganisation, PlotNumberIsWrong, PlotNumberIsTaken, AreaIsWrong, PositionIsWrong or OutlineIsWrong.
    """
    must_act_for(by, grower.cooperative, Membership.Role.CLERK)
    number, area = number.strip(), Decimal(str(area_mu)).quantize(Decimal("0.01"))
    if not 1 <= len(number) <= 10:
        raise PlotNumberIsWrong()
    if grower.plots.filter(number=number).exists():
        raise PlotNumberIsTaken(number=number)
    if not 0 < area <= MOST_MU:
        raise AreaIsWrong(area_mu=area_mu)
    _check_position(latitude, longitude, outline)
    # Land that a household works beyond the county line is not in its village, whatever the form says.
    here = county_at(latitude=latitude, longitude=longitude) == village.township.county
    place = register_place(
        kind=Place.Kind.PLOT,
        owner=grower.cooperative,
        name=f"{village.name_zh} {number}号地" if here else f"{number}号地",
        name_latin=f"{village.township.name_en}, plot {number}" if here else f"Plot {number}",
        latitude=latitude,
        longitude=longitude,
        village=village if here else None,
        outline=outline,
    )
    register_product(owner=grower.cooperative, variety=variety, by=by)
    return Plot.objects.create(place=place, grower=grower, number=number, variety=variety, area_mu=area, trees=trees)


def _check_position(latitude: float, longitude: float, outline: dict[str, Any] | None) -> None:
    on_earth = math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    if not on_earth:
        raise PositionIsWrong(latitude=latitude, longitude=longitude)
    if outline is None:
        return
    try:
        drawn = shape(outline)
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError) as problem:
        raise OutlineIsWrong() from problem
    if drawn.geom_type != "Polygon" or drawn.is_empty or not drawn.is_valid:
        raise OutlineIsWrong()
