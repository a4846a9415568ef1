"""A plot is given up: nothing picked after comes in, what was picked before does."""

from __future__ import annotations

from datetime import date

import pytest

from orchards.acts.register_orchards import register_orchards
from orchards.acts.retire_plot import retire_plot
from orchards.models import Plot
from orchards.refusals.land import PlotIsRetired, RetiredInTheFuture
from tests.cast import Cast, at
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def test_what_was_picked_before_is_logged_and_nothing_after(cast: Cast, wei: User) -> None:
    plot = retire_plot(plot=cast.plot(cast.lan), by=wei, at=at("2026-07-01"))
    before = cast.harvest(plot, "2026-06-30")
    with pytest.raises(PlotIsRetired):
        cast.harvest(plot, "2026-07-02")
    assert list(plot.harvests.all()) == [before]
    assert not Plot.objects.in_use().exists()


def test_its_periods_under_customs_registrations_end_with_its_last_day(cast: Cast, wei: User) -> None:
    plot = cast.plot(cast.lan)
    registration = register_orchards(
        organisation=cast.youan.organisation,
        number="4500GY001",
        plots=[plot],
        valid_from=date(2026, 1, 1),
        valid_to=date(2028, 12, 31),
        by=wei,
    )
    retire_plot(plot=plot, by=wei, at=at("2026-07-01"))
    assert registration.covers.on(date(2026, 7, 1)).exists()
    assert not registration.covers.on(date(2026, 7, 2)).exists()


def test_a_plot_is_given_up_once_by_its_cooperative_and_not_in_advance(cast: Cast, wei: User, huang: User) -> None:
    plot = cast.plot(cast.lan)
    for stranger in (huang, cast.lan.user):
        with pytest.raises(NotYourOrganisation):
            retire_plot(plot=plot, by=stranger)
    with pytest.raises(RetiredInTheFuture):
        retire_plot(plot=plot, by=wei, at=at("2999-01-01"))
    retire_plot(plot=plot, by=wei)
    with pytest.raises(PlotIsRetired):
        retire_plot(plot=plot, by=wei)
