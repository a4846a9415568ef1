"""The books: every gram that came in stands in one column of one row, on every day that is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from tests.stories import certified, labelled, shipped
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.books.acts.count import count
from traceability.lots.books.models import UnexplainedLimit
from traceability.lots.books.periods import Period, asked_period
from traceability.lots.books.queries import GRAMS, Books, Row, books_of, shortage_of
from traceability.lots.books.refusals import DayNotUnderstood, DaysAreReversed
from traceability.lots.models import Loss, Lot

if TYPE_CHECKING:
    from collections.abc import Callable

    from orchards.models import Plot
    from traceability.lots.models import Product

WAYS = ("product", "grower", "day")
SEASON = Period(date(2026, 1, 1), date(2026, 12, 31))


def days(first: str, last: str = "") -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def read(cast: Cast, by: str, period: Period = SEASON) -> Books:
    found = books_of(cast.youan.organisation, period, by)
    assert found.add_up, [(row.key, row.error_g) for row in found.rows]
    return found


def said(row: Row) -> dict[str, int]:
    """The columns that say something."""
    return {name: getattr(row, name) for name in GRAMS if getattr(row, name)}


@pytest.fixture
def week(cast: Cast, napo: Lot, pohong: Lot, carton: Product) -> dict[str, Lot]:
    """24 June: 400 kg of Lan and 300 kg of Guoqiang come in. 25: they are blended, 10 kg sorted out; 6 kg of Lan's are
    thrown away. 26: cartons, 5 kg sorted out. 27: a count misses 8 kg of the blend and one carton."""
    wei = cast.youan.person
    inputs = [(napo, 300_000), (pohong, 200_000)]
    mixed = blend(inputs=inputs, place=cast.youan.place, loss_g=10_000, by=wei, at=at("2026-06-25"))
    waste(lot=napo, weight_g=6_000, reason="Rot", by=wei, at=at("2026-06-25", "10:00"))
    packed = pack(lot=mixed, product=carton, cartons=40, loss_g=5_000, by=wei, at=at("2026-06-26"))
    count(lot=mixed, counted_g=277_000, by=wei, at=at("2026-06-27"))
    count(lot=packed, counted_g=195_000, by=wei, at=at("2026-06-27", "09:10"))
    return {"napo": napo, "pohong": pohong, "mixed": mixed, "packed": packed}


def test_by_product_every_step_stands_in_its_column(cast: Cast, week: dict[str, Lot]) -> None:
    loose, cartons = read(cast, "product").rows
    assert loose.key == week["mixed"].product
    assert said(loose) == {
        "weighed_in": 700_000,
        "made": 500_000,
        "used": 705_000,
        "sorted_out": 10_000,
        "wasted": 6_000,
        "unexplained": 8_000,
        "closing": 471_000,
    }
    assert said(cartons) == {"made": 205_000, "sorted_out": 5_000, "unexplained": 5_000, "closing": 195_000}


def test_what_goes_into_lots_comes_out_of_lots(cast: Cast, week: dict[str, Lot]) -> None:
    total = read(cast, "product").total
    assert total.made == total.used == 705_000
    assert total.closing == sum(lot.remaining_g for lot in Lot.objects.all()) == 666_000


def test_by_day_one_closes_with_what_the_next_opens_with(cast: Cast, week: dict[str, Lot]) -> None:
    rows = read(cast, "day").rows
    assert [(row.key.day, row.opening, row.closing) for row in rows] == [
        (24, 0, 700_000),
        (25, 700_000, 684_000),
        (26, 684_000, 679_000),
        (27, 679_000, 666_000),
    ]
    assert (rows[1].sorted_out, rows[1].wasted, rows[3].unexplained) == (10_000, 6_000, 13_000)


def test_a_past_day_is_what_it_was(cast: Cast, week: dict[str, Lot]) -> None:
    """Read on the 27th and later, the 25th closes with what was there on its evening."""
    for by in WAYS:
        of_day = read(cast, by, days("2026-06-25")).total
        assert (of_day.opening, of_day.closing) == (700_000, 684_000)
    loose = read(cast, "product", days("2026-06-25")).rows[0]
    assert said(loose) == {
        "opening": 700_000,
        "made": 500_000,
        "used": 500_000,
        "sorted_out": 10_000,
        "wasted": 6_000,
        "closing": 684_000,
    }


def test_a_day_begins_and_ends_at_local_midnight(cast: Cast, grow: Callable[..., Lot]) -> None:
    lot = grow(100)
    told = {"lot": lot, "weight_g": 1_000, "reason": "Rot", "by": cast.youan.person}
    waste(**told, at=at("2026-06-26", "00:00"))
    waste(**told, at=at("2026-06-26", "23:59"))
    assert read(cast, "day", days("2026-06-26")).total.wasted == 2_000
    assert read(cast, "day", days("2026-06-25")).total.wasted == 0
    assert read(cast, "day", days("2026-06-27")).total.wasted == 0


def test_by_grower_fruit_of_a_blend_is_shared_by_weight(cast: Cast, week: dict[str, Lot]) -> None:
    """Three fifths of the blend are Lan's, and of all that was sorted out, thrown away or missed of it."""
    guoqiang, lan = read(cast, "grower").rows
    assert (lan.key, guoqiang.key) == ("G7LAN", "G7GUO")
    assert said(lan) == {
        "weighed_in": 400_000,
        "sorted_out": 9_000,
        "wasted": 6_000,
        "unexplained": 7_800,
        "closing": 377_200,
    }
    assert said(guoqiang) == {"weighed_in": 300_000, "sorted_out": 6_000, "unexplained": 5_200, "closing": 288_800}


def test_what_was_shipped_left_on_its_day(cast: Cast) -> None:
    """20 cartons of 5 kg leave on 12 July at 21:10; two growers are in them, 62 to 38."""
    shipped(cast, labelled(cast, certified(cast), labels=20))
    assert read(cast, "day", days("2026-07-12")).total.out == 100_000
    assert read(cast, "day", days("2026-07-11")).total.out == 0
    assert {row.key: row.out for row in read(cast, "grower").rows} == {"G7LAN": 62_000, "G7GUO": 38_000}
    cartons = read(cast, "product").rows[-1]
    assert said(cartons) == {"made": 1_000_000, "sorted_out": 50_000, "out": 100_000, "closing": 850_000}


def test_before_it_leaves_a_pallet_is_in_stock(cast: Cast) -> None:
    shipped(cast, labelled(cast, certified(cast), labels=20))
    assert read(cast, "product", days("2026-07-10")).total.closing == 950_000


def test_another_cooperative_has_books_of_its_own(cast: Cast, week: dict[str, Lot]) -> None:
    for by in WAYS:
        assert books_of(cast.other_cooperative.organisation, SEASON, by).is_empty


def test_books_in_which_grams_were_lost_do_not_add_up(cast: Cast, week: dict[str, Lot]) -> None:
    """Stock that vanishes without an act shows on every page, in every row that holds it."""
    Lot.objects.filter(pk=week["pohong"].pk).update(remaining_g=90_000)
    for by in WAYS:
        found = books_of(cast.youan.organisation, SEASON, by)
        assert not found.add_up
        assert found.total.error_g == -10_000
    assert [row.key for row in books_of(cast.youan.organisation, SEASON, "grower").rows if not row.adds_up] == ["G7GUO"]


@pytest.mark.parametrize("by", WAYS)
def test_the_books_cost_the_same_queries_for_any_number_of_lots(
    cast: Cast, week: dict[str, Lot], grow: Callable[..., Lot], by: str
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        read(cast, by)
    lots = [grow(10 + number, day=f"2026-06-{number + 10}") for number in range(12)]
    for lot in lots[:6]:
        split(lot=lot, weights_g=[1_000, 2_000], by=cast.youan.person, at=at("2026-06-28"))
    with CaptureQueriesContext(connection) as many:
        read(cast, by)
    assert len(many) == len(few) <= 16


@pytest.fixture
def plots(cast: Cast) -> list[Plot]:
    """One of Lan's and one of Guoqiang's, which stand before the first example and after the last."""
    return [cast.plot(cast.lan), cast.plot(cast.guoqiang)]


Step = tuple[str, int, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(["receive", "blend", "split", "waste", "count", "pack"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(1, 99_999),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_after_any_sequence_of_acts_the_books_add_up(
    cast: Cast, plots: list[Plot], carton: Product, steps: list[Step]
) -> None:
    """Each evening that is asked for, in each of the three ways, and together they say the same."""
    with transaction.atomic():
        told(cast, plots, carton, steps)
        evening = date(2026, 6, 24) + timedelta(len(steps) // 2)
        for period in (SEASON, Period(date(2026, 1, 1), evening), Period(evening, evening)):
            totals = []
            for by in WAYS:
                found = read(cast, by, period)
                assert all(getattr(row, name) >= 0 for row in found.rows for name in GRAMS), found.rows
                sums = [
                    sum(getattr(row, name) for row in found.rows) for name in ("weighed_in", "wasted", "unexplained")
                ]
                totals.append((found.total.opening, found.total.closing, found.total.sorted_out, *sums))
            assert len(set(totals)) == 1, totals
        losses = sum(loss.weight_g for loss in Loss.objects.all())
        assert read(cast, "product").total.wasted == losses
        transaction.set_rollback(True)


def told(cast: Cast, plots: list[Plot], carton: Product, steps: list[Step]) -> None:
    """One act a day, as far as there is fruit for it."""
    wei, place = cast.youan.person, cast.youan.place
    for plot, grams in zip(plots, (90_001, 70_003), strict=True):
        cast.lot(plot, "2026-06-24", grams)
    for number, (act, one, other, grams) in enumerate(steps):
        day = (date(2026, 6, 25) + timedelta(number)).isoformat()
        here: dict[str, Any] = {"by": wei, "at": at(day, "17:00")}
        loose = list(Lot.objects.filter(units=None).in_stock().order_by("pk"))
        lot = loose[one % len(loose)] if loose else None
        if act == "receive" or lot is None:
            cast.lot(plots[one % 2], day, 10_000 + grams)
            continue
        part = 1 + grams % lot.remaining_g
        if act == "waste":
            waste(lot=lot, weight_g=part, reason="Rot", **here)
        elif act == "count":
            count(lot=lot, counted_g=part - 1 if one % 3 else part + 100_000, **here)
        elif act == "split":
            split(lot=lot, weights_g=[part], **here)
        elif act == "blend" and (mate := loose[other % len(loose)]) != lot:
            inputs = [(lot, part), (mate, 1 + grams % mate.remaining_g)]
            loss = grams % sum(each for _, each in inputs)
            blend(inputs=inputs, place=place, loss_g=loss, **here)
        elif act == "pack" and lot.remaining_g >= 5_000:
            cartons = lot.remaining_g // 5_000
            pack(lot=lot, product=carton, cartons=cartons, loss_g=lot.remaining_g % 5_000, **here)


# Which days


TODAY = date(2026, 6, 24)


@pytest.mark.parametrize(
    ("asked", "name", "first", "last"),
    [
        ({}, "season", "2026-01-01", "2026-06-24"),
        ({"for": "today"}, "today", "2026-06-24", "2026-06-24"),
        ({"for": "week"}, "week", "2026-06-22", "2026-06-24"),
        ({"for": "ever"}, "season", "2026-01-01", "2026-06-24"),
        ({"from": "2026-06-01"}, "", "2026-06-01", "2026-06-24"),
        ({"to": "2026-06-03"}, "", "2026-06-03", "2026-06-03"),
        ({"from": "2026-06-01", "to": "2026-06-03"}, "", "2026-06-01", "2026-06-03"),
        ({"from": "2026-07-01"}, "", "2026-07-01", "2026-07-01"),
    ],
)
def test_which_days_are_asked_for(asked: dict[str, str], name: str, first: str, last: str) -> None:
    assert asked_period(asked, TODAY) == (name, days(first, last))


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-06-31", "0001-01-01", "9999-12-31", "\x00"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(DayNotUnderstood):
        asked_period({"from": text}, TODAY)


def test_days_the_wrong_way_round_are_said() -> None:
    with pytest.raises(DaysAreReversed, match="cannot end on 1 June 2026 before they begin on 3 June 2026"):
        asked_period({"from": "2026-06-03", "to": "2026-06-01"}, TODAY)


# What the board asks


def test_one_hundredth_of_the_days_intake_may_be_missing(cast: Cast, napo: Lot) -> None:
    """Choice of the project, books/data/unexplained_limits.csv: 4 kg of 400 kg are no more than 1 %."""
    evening = at("2026-06-24", "18:00")
    count(lot=napo, counted_g=396_000, by=cast.youan.person, at=evening)
    assert not shortage_of(cast.youan.organisation).is_too_much
    count(lot=napo, counted_g=395_999, by=cast.youan.person, at=evening + timedelta(minutes=1))
    found = shortage_of(cast.youan.organisation)
    assert (found.is_too_much, found.unexplained_g, found.weighed_in_g) == (True, 4_001, 400_000)


def test_of_a_day_on_which_nothing_came_in_any_gram_is_too_much(cast: Cast, napo: Lot) -> None:
    count(lot=napo, counted_g=400_000, by=cast.youan.person, at=at("2026-06-25"))
    assert not shortage_of(cast.youan.organisation).is_too_much
    count(lot=napo, counted_g=399_999, by=cast.youan.person, at=at("2026-06-25", "10:00"))
    assert shortage_of(cast.youan.organisation).is_too_much


def test_the_limit_is_the_one_in_force_on_the_day(cast: Cast, napo: Lot) -> None:
    UnexplainedLimit.objects.create(percent=5, valid_from=date(2026, 6, 24), source="test", confidence="low")
    count(lot=napo, counted_g=385_000, by=cast.youan.person, at=at("2026-06-24", "18:00"))
    assert not shortage_of(cast.youan.organisation).is_too_much


def test_the_next_count_ends_what_the_board_says(cast: Cast, napo: Lot) -> None:
    count(lot=napo, counted_g=300_000, by=cast.youan.person, at=at("2026-06-24", "18:00"))
    count(lot=napo, counted_g=300_000, by=cast.youan.person, at=at("2026-06-26"))
    assert not shortage_of(cast.youan.organisation).is_too_much


def test_before_the_first_count_nothing_is_said(cast: Cast, napo: Lot) -> None:
    assert shortage_of(cast.youan.organisation) is None
