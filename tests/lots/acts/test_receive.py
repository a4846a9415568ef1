"""A grower's fruit comes over the scale."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.receive import receive
from traceability.lots.acts.register_product import register_product
from traceability.lots.facts import OriginFacts
from traceability.lots.models import Lot, Variety
from traceability.lots.refusals import (
    LotCodeIsTaken,
    LotCodeIsWrong,
    NotAPlaceOfYours,
    ProductIsPacked,
    TimeNeedsOffset,
    WeightIsWrong,
)
from traceability.parties.refusals import NotYourOrganisation


@pytest.fixture
def weighing(cast):
    """What Wei weighs in: 409.5 kg that Lan logged as 412."""
    place = cast.plot(cast.lan).place
    origin = OriginFacts(
        plot=place,
        plot_number="4",
        village=place.village,
        county=place.county,
        grower_pseudonym="G7LAN",
        picked_on=date(2026, 6, 24),
        logged_g=412_000,
        treatments=[{"product": "Abamectin", "substances": ["abamectin"], "days_elapsed": 20, "interval_days": 14}],
    )
    variety = Variety.objects.get(code="tainong-1")
    product = register_product(owner=cast.youan.organisation, variety=variety, by=cast.youan.person)
    return {
        "owner": cast.youan.organisation,
        "product": product,
        "code": "TY260624Q",
        "place": cast.youan.place,
        "weight_g": 409_500,
        "origin": origin,
        "by": cast.youan.person,
        "at": at("2026-06-24", "16:20"),
    }


def test_receive_makes_a_lot_with_the_facts_of_the_orchard(weighing):
    lot = receive(**weighing)

    assert (lot.code, lot.weight_g, lot.remaining_g, lot.is_packed) == ("TY260624Q", 409_500, 409_500, False)
    assert (lot.origin.plot_number, lot.origin.logged_g, lot.origin.county.code) == ("4", 412_000, "451003")
    assert lot.origin.treatments[0]["product"] == "Abamectin"
    assert (lot.making.act, lot.making.loss_g) == ("receive", 0)


def test_receive_records_both_weights_and_nobodys_name(weighing, cast):
    before = Event.objects.count()
    document = receive(**weighing).making.event.document

    assert Event.objects.count() == before + 1
    assert (document["bizStep"], document["disposition"], document["action"]) == ("receiving", "in_progress", "OBSERVE")
    assert document["quantityList"][0]["quantity"] == 409.5
    assert document["tyt:loggedKg"] == "412.000"
    assert cast.lan.user.name not in str(document)


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"weight_g": 0}, WeightIsWrong),
        ({"code": "ty 1"}, LotCodeIsWrong),
        ({"at": at("2026-06-24").replace(tzinfo=None)}, TimeNeedsOffset),
    ],
)
def test_receive_refuses_what_is_no_weighing(weighing, change, failure):
    with pytest.raises(failure):
        receive(**weighing | change)
    assert not Lot.objects.exists()


def test_receive_refuses_a_code_that_came_in_already(weighing):
    receive(**weighing)
    with pytest.raises(LotCodeIsTaken):
        receive(**weighing)


def test_receive_refuses_cartons(weighing, carton):
    with pytest.raises(ProductIsPacked):
        receive(**weighing | {"product": carton})


def test_receive_refuses_a_place_of_somebody_else(weighing, cast):
    with pytest.raises(NotAPlaceOfYours):
        receive(**weighing | {"place": cast.other_cooperative.place})


def test_receive_is_not_for_people_of_another_cooperative(weighing, huang):
    with pytest.raises(NotYourOrganisation):
        receive(**weighing | {"by": huang})
