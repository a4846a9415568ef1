"""Fruit that will not be sold is thrown away."""

from __future__ import annotations

import pytest

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.waste import waste
from traceability.lots.models import Loss, Lot
from traceability.lots.refusals import LossNeedsAReason, LotIsPacked, LotOverdrawn, UsedBeforeMade, WeightIsWrong
from traceability.parties.refusals import NotYourOrganisation


def the_loss(cast, lot, **changes):
    given = {"lot": lot, "weight_g": 12_500, "reason": "Anthracnose", "by": cast.youan.person, "at": at("2026-06-25")}
    return waste(**given | changes)


def test_waste_takes_the_fruit_out_of_stock_and_keeps_why(cast, napo):
    loss = the_loss(cast, napo)

    assert (loss.weight_g, loss.reason, loss.lost_offset) == (12_500, "Anthracnose", 480)
    assert Lot.objects.get(pk=napo.pk).remaining_g == 387_500


def test_waste_records_one_event_without_the_reason(cast, napo):
    before = Event.objects.count()
    document = the_loss(cast, napo).event.document

    assert Event.objects.count() == before + 1
    assert (document["action"], document["bizStep"], document["disposition"]) == ("DELETE", "destroying", "destroyed")
    assert document["quantityList"] == [{"epcClass": napo.uri, "quantity": 12.5, "uom": "KGM"}]
    assert "Anthracnose" not in str(document)


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"weight_g": 400_001}, LotOverdrawn),
        ({"weight_g": 0}, WeightIsWrong),
        ({"reason": "  "}, LossNeedsAReason),
        ({"at": at("2026-06-01")}, UsedBeforeMade),
    ],
)
def test_waste_refuses(cast, napo, change, failure):
    with pytest.raises(failure):
        the_loss(cast, napo, **change)
    assert not Loss.objects.exists()


def test_waste_refuses_cartons(cast, napo, carton):
    from traceability.lots.acts.pack import pack

    packed = pack(lot=napo, product=carton, cartons=2, by=cast.youan.person, at=at("2026-06-25"))
    with pytest.raises(LotIsPacked):
        the_loss(cast, packed)


def test_waste_is_not_for_people_of_another_cooperative(cast, napo, huang):
    with pytest.raises(NotYourOrganisation):
        the_loss(cast, napo, by=huang)


def test_the_same_waste_again_is_the_same_loss(cast, napo):
    """Two taps, or a network that sends twice: one moment, lot and weight is one event."""
    first = the_loss(cast, napo)
    left = Lot.objects.get(pk=napo.pk).remaining_g
    assert the_loss(cast, napo) == first
    assert (Lot.objects.get(pk=napo.pk).remaining_g, Loss.objects.count()) == (left, 1)
