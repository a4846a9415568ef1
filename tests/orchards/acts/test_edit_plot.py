"""What is said of a plot can be put right; what happened on it stays."""

from __future__ import annotations

import pytest

from orchards.acts.edit_plot import edit_plot
from orchards.acts.retire_plot import retire_plot
from orchards.models import Plot
from orchards.refusals.land import OutlineIsWrong, PlotIsRetired, PlotNumberIsTaken
from tests.cast import Cast
from traceability.lots.models import Product, Variety
from traceability.parties.models import Place, User
from traceability.parties.refusals import NotYourOrganisation

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[106.8, 23.7], [106.81, 23.7], [106.81, 23.71], [106.8, 23.71], [106.8, 23.7]]],
}


def edit(cast: Cast, plot: Plot, **changes) -> Plot:
    body = {
        "number": "4",
        "variety": plot.variety,
        "area_mu": "1600",
        "trees": 300,
        "village": cast.lan.village,
        "outline": SQUARE,
        "by": cast.youan.person,
    }
    return edit_plot(plot=plot, **body | changes)


def test_a_plot_is_said_anew_and_keeps_its_identifier_and_its_records(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    harvest = cast.harvest(plot)
    before = (plot.place.uri, harvest.event.document, harvest.product)
    edit(cast, plot, number="4B", variety=Variety.objects.get(code="guifei"), outline=SQUARE)
    plot.refresh_from_db()
    harvest.refresh_from_db()
    assert (plot.number, plot.variety_id, plot.trees, str(plot.place)) == ("4B", "guifei", 300, "Napo, plot 4B")
    assert (plot.place.west, plot.place.north, plot.place.county_id) == (106.8, 23.71, "451003")
    assert (plot.place.uri, harvest.event.document, harvest.product) == before
    assert Product.objects.filter(owner=cast.youan.organisation).count() == 2


def test_moved_over_the_county_line_a_plot_loses_its_village(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    edit(cast, plot, outline=None, latitude=22.82, longitude=108.37)
    place = Place.objects.get(plot=plot)
    assert (place.village, place.township, place.county, place.outline, place.west) == (None, None, None, None, None)


def test_an_edit_that_is_refused_changes_nothing(cast: Cast, huang: User) -> None:
    plot, _other = cast.plot(cast.lan), cast.plot(cast.lan, "7")
    before = Plot.objects.values().get(pk=plot.pk)
    with pytest.raises(PlotNumberIsTaken):
        edit(cast, plot, number="7")
    with pytest.raises(OutlineIsWrong):
        edit(cast, plot, outline={"type": "Point"})
    with pytest.raises(NotYourOrganisation):
        edit(cast, plot, by=huang)
    with pytest.raises(NotYourOrganisation):
        edit(cast, plot, by=cast.lan.user)
    assert Plot.objects.values().get(pk=plot.pk) == before


def test_a_plot_that_was_given_up_is_not_edited(cast: Cast, wei: User) -> None:
    plot = retire_plot(plot=cast.plot(cast.lan), by=wei)
    with pytest.raises(PlotIsRetired):
        edit(cast, plot)
