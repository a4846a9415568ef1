"""What lots are made of, and whose share is how large."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import at
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.models import Lot, LotInput
from traceability.lots.queries import (
    ancestors_of,
    descendants_of,
    lots_on_board,
    origins_of,
    origins_of_blend,
    pickings_of,
)
from traceability.lots.refusals import LotOverdrawn


@pytest.fixture
def season(cast, grow, carton):
    """Three pickings → one blend → a second blend with a fourth → cartons."""
    a, b, c, d = grow(400), grow(300, grower=cast.guoqiang), grow(50), grow(250)
    wei, place = cast.youan.person, cast.youan.place
    inputs = [(a, 100_001), (b, 100_000), (c, 33_333)]
    first = blend(inputs=inputs, place=place, loss_g=334, by=wei, at=at("2026-06-25"))
    second = blend(inputs=[(first, 200_000), (d, 100_000)], place=place, by=wei, at=at("2026-06-26"))
    packed = pack(lot=second, product=carton, cartons=50, loss_g=1_000, by=wei, at=at("2026-06-27"))
    return {"a": a, "b": b, "c": c, "d": d, "first": first, "second": second, "packed": packed}


def test_ancestors_are_found_over_three_levels(season):
    assert [lot.pk for lot in ancestors_of(season["packed"])] == [
        season[name].pk for name in ("a", "b", "c", "d", "first", "second")
    ]
    assert ancestors_of(season["a"]) == []


def test_descendants_are_found_over_three_levels(season):
    assert [lot.pk for lot in descendants_of(season["c"])] == [
        season[name].pk for name in ("first", "second", "packed")
    ]


def test_a_trace_is_one_query_either_way(season, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [lot.product.variety.species.name_en for lot in ancestors_of(season["packed"])] == ["mango"] * 6
    with django_assert_num_queries(1):
        assert len(descendants_of(season["a"])) == 3


def test_every_picking_of_a_family_is_told_once_with_its_place(season, cast):
    told = pickings_of([season["second"], season["d"]])
    assert [picking.lot_id for picking in told] == [season[name].pk for name in ("a", "b", "c", "d")]
    lan, guoqiang = cast.lan.village, cast.guoqiang.village
    assert [(picking.grower_pseudonym, picking.village_zh, picking.town_en) for picking in told[:2]] == [
        ("G7LAN", lan.name_zh, lan.township.name_en),
        ("G7GUO", guoqiang.name_zh, guoqiang.township.name_en),
    ]
    assert {(picking.picked_on, picking.allowed_from, picking.is_inside_interval) for picking in told} == {
        (date(2026, 6, 24), None, False)
    }


def test_shares_are_whole_grams_that_add_up(season):
    shares = {share.origin.lot_id: share.grams for share in origins_of(season["packed"])}
    assert sum(shares.values()) == season["packed"].weight_g == 250_000
    # a third is of d; of the other two thirds, a and b and c have theirs by what went in, the loss taken alike
    assert shares == {
        season["a"].pk: 71_429,
        season["b"].pk: 71_429,
        season["c"].pk: 23_809,
        season["d"].pk: 83_333,
    }


def test_shares_of_a_blend_not_yet_made_are_those_it_will_have(cast, napo, pohong):
    inputs = [(napo, 123_457), (pohong, 77_777)]
    before = [(share.origin.pk, share.grams) for share in origins_of_blend(inputs, loss_g=1_234)]
    made = blend(inputs=inputs, place=cast.youan.place, loss_g=1_234, by=cast.youan.person, at=at("2026-06-25"))
    assert [(share.origin.pk, share.grams) for share in origins_of(made)] == before


def test_a_received_lot_is_its_own_origin(napo):
    assert [(share.origin.lot_id, share.grams) for share in origins_of(napo)] == [(napo.pk, 400_000)]


def test_origins_cost_the_same_queries_for_any_depth(season, django_assert_num_queries):
    for name in ("first", "second", "packed"):
        with django_assert_num_queries(2):
            origins_of(season[name])


def test_the_board_offers_loose_fruit_made_here_first(season, cast):
    found = list(lots_on_board(cast.youan.organisation))
    assert [lot.pk for lot in found[:2]] == [season["second"].pk, season["first"].pk]
    assert season["packed"] not in found
    assert [lot.sources for lot in found[:2]] == [2, 3]


ACTS = st.lists(
    st.tuples(st.sampled_from(["blend", "split", "pack", "waste"]), st.integers(0, 9), st.integers(1, 60_000)),
    max_size=8,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_every_gram_is_accounted_for(cast, grow, carton, acts):
    wei, place = cast.youan.person, cast.youan.place
    lots = [grow(40), grow(30)]
    weighed_g = 70_000
    for hour, (act, choice, grams) in enumerate(acts):
        when = at("2026-06-25", f"{hour + 8:02d}:00")
        loose = [Lot.objects.get(pk=lot.pk) for lot in lots if not lot.is_packed]
        lot, other = loose[choice % len(loose)], loose[(choice + 1) % len(loose)]
        try:
            if act == "blend" and lot != other:
                lots.append(
                    blend(inputs=[(lot, grams), (other, grams)], place=place, loss_g=grams // 9, by=wei, at=when)
                )
            elif act == "split":
                lots += split(lot=lot, weights_g=[grams], by=wei, at=when)
            elif act == "pack":
                lots.append(
                    pack(lot=lot, product=carton, cartons=grams // 20_000 + 1, loss_g=grams % 99, by=wei, at=when)
                )
            elif act == "waste":
                waste(lot=lot, weight_g=grams, reason="Rot", by=wei, at=when)
        except LotOverdrawn:
            continue
    everything = [Lot.objects.get(pk=lot.pk) for lot in lots]
    lost_g = sum(lot.making.loss_g + sum(loss.weight_g for loss in lot.losses.all()) for lot in everything)
    assert sum(lot.remaining_g for lot in everything) + lost_g == weighed_g
    for lot in everything:
        used_g = sum(LotInput.objects.filter(parent=lot).values_list("weight_g", flat=True))
        assert lot.weight_g == lot.remaining_g + used_g + sum(loss.weight_g for loss in lot.losses.all())
        assert sum(share.grams for share in origins_of(lot)) == lot.weight_g
