"""Loose fruit goes into cartons."""

from __future__ import annotations

import pytest

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.models import Lot, Variety
from traceability.lots.refusals import (
    LossIsTooLarge,
    LotIsPacked,
    LotOverdrawn,
    NotWholeCartons,
    ProductIsLoose,
    ProductOfAnotherVariety,
    UsedBeforeMade,
)
from traceability.parties.refusals import NotYourOrganisation

MORNING = at("2026-06-25", "09:00")


def the_packing(cast, lot, product, **changes):
    return pack(**{"lot": lot, "product": product, "cartons": 60, "by": cast.youan.person, "at": MORNING} | changes)


def test_pack_makes_a_lot_of_cartons(cast, napo, carton):
    packed = the_packing(cast, napo, carton, loss_g=2_500)

    assert (packed.units, packed.weight_g, packed.remaining_g) == (60, 300_000, 300_000)
    assert (packed.product, packed.is_packed, packed.code[:8]) == (carton, True, "TY260625")
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000 - 302_500


def test_pack_records_one_event_that_says_what_a_carton_is(cast, napo, carton):
    before = Event.objects.count()
    document = the_packing(cast, napo, carton, loss_g=2_500).making.event.document

    assert Event.objects.count() == before + 1
    assert document["ilmd"] == {
        "tyt:cartons": 60,
        "tyt:unitWeightKg": "5.000",
        "tyt:qualityClass": "I",
        "tyt:packedOn": "2026-06-25",
    }
    assert document["inputQuantityList"][0]["quantity"] == 302.5
    assert document["tyt:lossKg"] == "2.500"


def test_pack_refuses_more_cartons_than_the_lot_fills(cast, napo, carton):
    with pytest.raises(LotOverdrawn):
        the_packing(cast, napo, carton, cartons=81)
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000


@pytest.mark.parametrize("cartons", [0, -1])
def test_pack_refuses_what_is_no_number_of_cartons(cast, napo, carton, cartons):
    with pytest.raises(NotWholeCartons):
        the_packing(cast, napo, carton, cartons=cartons)


def test_pack_refuses_a_negative_loss(cast, napo, carton):
    with pytest.raises(LossIsTooLarge):
        the_packing(cast, napo, carton, loss_g=-1)


def test_pack_refuses_a_carton_of_another_variety(cast, grow, carton):
    with pytest.raises(ProductOfAnotherVariety):
        the_packing(cast, grow(400, variety="guifei"), carton)


def test_pack_refuses_loose_fruit_as_a_carton(cast, napo):
    with pytest.raises(ProductIsLoose):
        the_packing(cast, napo, napo.product)


def test_pack_refuses_what_is_packed_already(cast, napo, carton):
    packed = the_packing(cast, napo, carton)
    with pytest.raises(LotIsPacked):
        the_packing(cast, packed, carton, cartons=1, at=at("2026-06-26"))


def test_pack_refuses_a_time_before_the_lot(cast, napo, carton):
    with pytest.raises(UsedBeforeMade):
        the_packing(cast, napo, carton, at=at("2026-06-20"))


def test_pack_is_not_for_people_of_another_cooperative(cast, napo, carton, huang):
    with pytest.raises(NotYourOrganisation):
        the_packing(cast, napo, carton, by=huang)


def test_register_product_twice_is_one_product(cast, carton):
    again = register_product(
        owner=carton.owner, variety=carton.variety, unit_weight_g=5_000, quality_class="I", by=cast.youan.person
    )
    assert again == carton


def test_register_product_numbers_loose_fruit_as_variable_measure(cast):
    variety = Variety.objects.get(code="guifei")
    loose = register_product(owner=cast.youan.organisation, variety=variety, by=cast.youan.person)
    assert loose.gtin.startswith("969712345")


def test_register_product_needs_a_company_prefix(cast, meng):
    from traceability.lots.refusals import NoCompanyPrefix

    with pytest.raises(NoCompanyPrefix):
        register_product(owner=cast.control_body.organisation, variety=Variety.objects.get(code="guifei"), by=meng)
