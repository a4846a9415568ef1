"""What is said of a plot is put right. Its records and events stay as they were."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from orchards.acts.register_plot import checked_area, checked_number, names_of
from orchards.coordinates import Crs
from orchards.models import Plot
from orchards.positions import position
from orchards.refusals.land import PlotIsRetired
from traceability.lots.acts.register_product import register_product
from traceability.lots.models import Variety
from traceability.parties.acts.register import county_at
from traceability.parties.models import Membership, Place, User, Village
from traceability.parties.permissions import must_act_for


@transaction.atomic
def edit_plot(
    *,
    plot: Plot,
    number: str,
    variety: Variety,
    area_mu: Decimal | float | str,
    trees: int,
    by: User,
    village: Village | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    outline: dict[str, Any] | None = None,
    source_crs: str = Crs.WGS84,
    accuracy_m: float | None = None,
) -> Plot:
    """Say anew all that is said of a plot, as `register_plot` does. Its identifier (414 + 254) never changes.

    Without a point and an outline it stays where it is, and without a village in the one it has.
    What was harvested keeps the variety and place it was logged with: lots and events are not touched.
    Raises NotYourOrganisation, PlotIsRetired, and whatever `register_plot` raises.
    """
    must_act_for(by, plot.grower.cooperative, Membership.Role.CLERK)
    plot = Plot.objects.select_for_update(of=("self",)).with_names().get(pk=plot.pk)
    if plot.retired_at is not None:
        raise PlotIsRetired(plot=plot.number, day=timezone.localdate(plot.retired_at))
    number, area = checked_number(plot.grower, number, but=plot), checked_area(area_mu)
    columns: dict[str, Any] = {}
    if latitude is not None or longitude is not None or outline is not None:
        columns = position(
            latitude=latitude, longitude=longitude, outline=outline, source_crs=source_crs, accuracy_m=accuracy_m
        ).columns()
    _put_place(plot.place, columns, number, village or plot.place.village)
    register_product(owner=plot.grower.cooperative, variety=variety, by=by)
    plot.number, plot.variety, plot.area_mu, plot.trees = number, variety, area, trees
    plot.save()
    return plot


def _put_place(place: Place, columns: dict[str, Any], number: str, village: Village | None) -> None:
    for name, value in columns.items():
        setattr(place, name, value)
    for name, value in names_of(number, village, latitude=place.latitude, longitude=place.longitude).items():
        setattr(place, name, value)
    place.county = county_at(latitude=place.latitude, longitude=place.longitude)
    place.township = place.village.township if place.village else None
    place.save()
