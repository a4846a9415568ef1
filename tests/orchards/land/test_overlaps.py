"""Two plots on the same ground are asked about; who owns the other one is said within the cooperative alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orchards.acts.register_grower import register_grower
from orchards.acts.register_plot import register_plot
from orchards.acts.retire_plot import retire_plot
from orchards.land_doubts import land_of
from orchards.models import Grower, Plot
from tests.cast import Cast
from traceability.lots.models import Variety
from traceability.parties.acts.register import register_person
from traceability.parties.models import User

TODAY = date(2026, 11, 27)


def square(west: float, south: float = 23.7, side: float = 0.001) -> dict[str, Any]:
    """About 100 m by 110 m: 17 mu."""
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def drawn(grower: Grower, number: str, outline: dict[str, Any], by: User, area_mu: str = "17") -> Plot:
    return register_plot(
        grower=grower,
        number=number,
        variety=Variety.objects.get(code="tainong-1"),
        area_mu=area_mu,
        trees=400,
        village=grower.village,
        outline=outline,
        by=by,
    )


def test_a_difference_above_the_threshold_is_a_question(cast: Cast, wei: User) -> None:
    right = land_of(drawn(cast.lan, "1", square(106.8), wei), on=TODAY)
    wrong = land_of(drawn(cast.lan, "2", square(106.9), wei, area_mu="12"), on=TODAY)
    assert right
    assert wrong
    assert Decimal(16) < right.drawn_mu < Decimal(18)
    assert (right.asks, wrong.asks) == (False, True)
    assert wrong.percent > wrong.limit
    assert land_of(cast.plot(cast.guoqiang), on=TODAY) is None


def test_ground_that_two_plots_cover_is_shown_to_both(cast: Cast, wei: User) -> None:
    mine = drawn(cast.lan, "1", square(106.8), wei)
    other = drawn(cast.guoqiang, "7", square(106.8005), wei)
    drawn(cast.guoqiang, "8", square(106.8015), wei)
    land = land_of(mine, on=TODAY)
    assert land
    (overlap,) = land.overlaps
    assert (overlap.plot, overlap.is_own) == (other, True)
    assert overlap.mu == pytest.approx(land.drawn_mu / 2, rel=Decimal("0.01"))
    retire_plot(plot=other, by=wei)
    assert land_of(mine, on=TODAY).overlaps == []  # type: ignore[union-attr]


def test_a_plot_of_another_cooperative_is_met_and_not_named(cast: Cast, wei: User, huang: User) -> None:
    stranger = register_grower(
        cooperative=cast.other_cooperative.organisation,
        user=register_person(name="陆明"),
        village=cast.village("451003101"),
        by=huang,
    )
    drawn(stranger, "1", square(106.8005), huang)
    land = land_of(drawn(cast.lan, "1", square(106.8), wei), on=TODAY)
    assert land
    assert [overlap.is_own for overlap in land.overlaps] == [False]


@pytest.mark.parametrize("count", [1, 12])
def test_however_many_neighbours_there_are_it_is_two_questions_to_the_database(
    cast: Cast, wei: User, count: int, django_assert_num_queries: Any
) -> None:
    mine = drawn(cast.lan, "1", square(106.8), wei)
    for number in range(count):
        drawn(cast.guoqiang, str(number), square(106.8005 + number / 100_000), wei)
    plot = Plot.objects.with_names().get(pk=mine.pk)
    with django_assert_num_queries(2):
        land = land_of(plot, on=TODAY)
    assert land
    assert len(land.overlaps) == count
