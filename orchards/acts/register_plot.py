"""A piece of orchard gets its number, its place and what grows on it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from orchards.coordinates import Crs
from orchards.models import Grower, Plot
from orchards.positions import position
from orchards.refusals.land import AreaIsWrong, PlotNumberIsTaken, PlotNumberIsWrong
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
    village: Village,
    by: User,
    latitude: float | None = None,
    longitude: float | None = None,
    outline: dict[str, Any] | None = None,
    source_crs: str = Crs.WGS84,
    accuracy_m: float | None = None,
) -> Plot:
    """Enter a plot at a point (degrees) or with its outline (GeoJSON Polygon); its county is found by position.

    Coordinates of Gaode, Tencent or Baidu (`source_crs`) are converted and kept as they came. `accuracy_m` is what the
    receiver told of the point. A plot that lies in another county than the village is entered without a village: no
    page may claim one for it. The cooperative gets the trade item of the variety's loose fruit with it, so that picking
    never waits for a number.
    Raises NotYourOrganisation, PlotNumberIsWrong, PlotNumberIsTaken, AreaIsWrong, PositionIsWrong or OutlineIsWrong.
    """
    must_act_for(by, grower.cooperative, Membership.Role.CLERK)
    number, area = checked_number(grower, number), checked_area(area_mu)
    where = position(
        latitude=latitude, longitude=longitude, outline=outline, source_crs=source_crs, accuracy_m=accuracy_m
    )
    names = names_of(number, village, latitude=where.latitude, longitude=where.longitude)
    place = register_place(kind=Place.Kind.PLOT, owner=grower.cooperative, **names, **where.columns())
    register_product(owner=grower.cooperative, variety=variety, by=by)
    return Plot.objects.create(place=place, grower=grower, number=number, variety=variety, area_mu=area, trees=trees)


def checked_number(grower: Grower, number: str, *, but: Plot | None = None) -> str:
    """The grower's own number for a plot. Raises PlotNumberIsWrong or PlotNumberIsTaken (by another than `but`)."""
    number = number.strip()
    if not 1 <= len(number) <= 10:
        raise PlotNumberIsWrong()
    others = grower.plots.exclude(pk=but.pk) if but else grower.plots.all()
    if others.filter(number=number).exists():
        raise PlotNumberIsTaken(number=number)
    return number


def checked_area(area_mu: Decimal | float | str) -> Decimal:
    """亩, to the hundredth. Raises AreaIsWrong."""
    try:
        area = Decimal(str(area_mu)).quantize(Decimal("0.01"))
    except InvalidOperation as problem:
        raise AreaIsWrong(area_mu=str(area_mu)[:20]) from problem
    if not 0 < area <= MOST_MU:
        raise AreaIsWrong(area_mu=area_mu)
    return area


def names_of(number: str, village: Village | None, *, latitude: float, longitude: float) -> dict[str, Any]:
    """The names of a plot's place and its village, or neither where the plot is not in the village's county.

    Land that a household works beyond the county line is not in its village, whatever the form says.
    """
    if village is None or county_at(latitude=latitude, longitude=longitude) != village.township.county:
        return {"name": f"{number}号地", "name_latin": f"Plot {number}", "village": None}
    return {
        "name": f"{village.name_zh} {number}号地",
        "name_latin": f"{village.township.name_en}, plot {number}",
        "village": village,
    }
