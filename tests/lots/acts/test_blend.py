"""Fruit of several lots becomes one."""

from __future__ import annotations

import pytest

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.blend import blend
from traceability.lots.models import Lot, LotInput
from traceability.lots.refusals import (
    BlendOfSpecies,
    BlendOfVarieties,
    LossIsTooLarge,
    LotInsideInterval,
    LotIsPacked,
    LotOfSomebodyElse,
    LotOverdrawn,
    NotAPlaceOfYours,
    NothingToBlend,
    SameLotTwice,
    TimeNeedsOffset,
    UsedBeforeMade,
    WeightIsWrong,
)
from traceability.parties.refusals import NotYourOrganisation

EVENING = at("2026-06-24", "18:00")


def the_blend(cast, inputs, **changes):
    return blend(**{"inputs": inputs, "place": cast.youan.place, "by": cast.youan.person, "at": EVENING} | changes)


def test_blend_takes_grams_of_each_and_makes_one_lot(cast, napo, pohong):
    made = the_blend(cast, [(napo, 400_000), (pohong, 250_000)], loss_g=3_500)

    assert (made.weight_g, made.remaining_g, made.product) == (646_500, 646_500, napo.product)
    assert made.code.startswith("TY260624")
    assert list(
        Lot.objects.filter(pk__in=[napo.pk, pohong.pk]).order_by("pk").values_list("remaining_g", flat=True)
    ) == [0, 50_000]
    assert (made.making.act, made.making.loss_g, made.making.made_offset) == ("blend", 3_500, 480)


def test_blend_records_one_event_with_both_sides(cast, napo, pohong):
    before = Event.objects.count()
    made = the_blend(cast, [(napo, 400_000), (pohong, 250_000)], loss_g=3_500)

    assert Event.objects.count() == before + 1
    document = made.making.event.document
    assert document["type"] == "TransformationEvent"
    assert document["bizStep"] == "creating_class_instance"
    assert document["inputQuantityList"] == [
        {"epcClass": napo.uri, "quantity": 400, "uom": "KGM"},
        {"epcClass": pohong.uri, "quantity": 250, "uom": "KGM"},
    ]
    assert document["outputQuantityList"] == [{"epcClass": made.uri, "quantity": 646.5, "uom": "KGM"}]
    assert document["readPoint"] == {"id": cast.youan.place.uri}
    assert document["tyt:lossKg"] == "3.500"


def test_twenty_lots_are_blended_by_as_many_queries_as_two(cast, grow, napo, pohong, django_assert_num_queries):
    """Two growers' fruit, so that the blend gets its conformity certificate too."""
    many = [*(grow(10) for _ in range(18)), napo, pohong]
    for lots in ([napo, pohong], many):
        inputs = [(lot, 1_000) for lot in Lot.objects.filter(pk__in=[lot.pk for lot in lots]).with_names()]
        with django_assert_num_queries(21):
            made = the_blend(cast, inputs)
        assert made.inputs.count() == len(lots)


def test_blend_may_be_blended_again(cast, grow, napo, pohong):
    first = the_blend(cast, [(napo, 400_000), (pohong, 300_000)])
    second = the_blend(cast, [(first, 700_000), (grow(100), 100_000)], at=at("2026-06-25"))

    assert second.weight_g == 800_000


def refused(cast, failure, inputs, **changes):
    """Nothing is left of an act that was refused."""
    stock = dict(Lot.objects.values_list("pk", "remaining_g"))
    events = Event.objects.count()
    with pytest.raises(failure) as refusal:
        the_blend(cast, inputs, **changes)
    assert dict(Lot.objects.values_list("pk", "remaining_g")) == stock
    assert Event.objects.count() == events
    return refusal.value


def test_blend_refuses_more_than_a_lot_holds_and_takes_nothing(cast, napo, pohong):
    refusal = refused(cast, LotOverdrawn, [(napo, 400_000), (pohong, 300_001)])
    assert refusal.facts == {"code": pohong.code, "left_kg": "300.0", "wanted_kg": "300.0"}


def test_blend_refuses_one_lot_alone(cast, napo):
    refused(cast, NothingToBlend, [(napo, 400_000)])


def test_blend_refuses_the_same_lot_twice(cast, napo):
    refused(cast, SameLotTwice, [(napo, 100_000), (napo, 100_000)])


def test_blend_refuses_a_mango_with_an_orange(cast, grow, napo):
    refused(cast, BlendOfSpecies, [(napo, 1_000), (grow(50, variety="newhall-navel"), 1_000)])


def test_blend_refuses_two_varieties(cast, grow, napo):
    refused(cast, BlendOfVarieties, [(napo, 1_000), (grow(50, variety="guifei"), 1_000)])


@pytest.mark.parametrize("grams", [0, -5, 1.5])
def test_blend_refuses_what_is_no_weight(cast, napo, pohong, grams):
    refused(cast, WeightIsWrong, [(napo, 1_000), (pohong, grams)])


@pytest.mark.parametrize("loss_g", [2_000, 2_001, -1])
def test_blend_refuses_a_loss_that_leaves_nothing(cast, napo, pohong, loss_g):
    refused(cast, LossIsTooLarge, [(napo, 1_000), (pohong, 1_000)], loss_g=loss_g)


def test_blend_refuses_cartons(cast, napo, pohong, carton):
    from traceability.lots.acts.pack import pack

    packed = pack(lot=napo, product=carton, cartons=2, by=cast.youan.person, at=EVENING)
    refused(cast, LotIsPacked, [(pohong, 1_000), (packed, 1_000)])


def test_blend_refuses_fruit_picked_inside_an_interval(cast, napo, set_aside):
    refused(cast, LotInsideInterval, [(napo, 1_000), (set_aside, 1_000)])


def test_blend_refuses_a_part_of_fruit_picked_inside_an_interval(cast, napo, set_aside):
    from traceability.lots.acts.split import split

    part = split(lot=set_aside, weights_g=[9_000], by=cast.youan.person, at=EVENING)[0]
    refused(cast, LotInsideInterval, [(napo, 1_000), (part, 1_000)], at=at("2026-06-24", "19:00"))


def test_blend_refuses_a_time_before_its_inputs(cast, napo, pohong):
    refused(cast, UsedBeforeMade, [(napo, 1_000), (pohong, 1_000)], at=at("2026-06-24", "08:00"))


def test_blend_refuses_a_time_without_offset(cast, napo, pohong):
    refused(cast, TimeNeedsOffset, [(napo, 1_000), (pohong, 1_000)], at=EVENING.replace(tzinfo=None))


def test_blend_refuses_a_place_of_somebody_else(cast, napo, pohong):
    refused(cast, NotAPlaceOfYours, [(napo, 1_000), (pohong, 1_000)], place=cast.other_cooperative.place)


def test_blend_refuses_a_lot_of_another_cooperative(cast, napo, pohong):
    foreign = Lot(
        product=napo.product, code="TY1", owner=cast.other_cooperative.organisation, weight_g=9, remaining_g=9
    )
    foreign.pk = 10**9
    refused(cast, LotOfSomebodyElse, [(napo, 1_000), (foreign, 1)])


def test_blend_is_not_for_people_of_another_cooperative(cast, napo, pohong, huang):
    refused(cast, NotYourOrganisation, [(napo, 1_000), (pohong, 1_000)], by=huang)


def test_blend_is_not_for_growers(cast, napo, pohong):
    refused(cast, NotYourOrganisation, [(napo, 1_000), (pohong, 1_000)], by=cast.lan.user)
    assert not LotInput.objects.exists()
