"""Parts of a lot go different ways."""

from __future__ import annotations

import pytest

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.split import split
from traceability.lots.models import Lot
from traceability.lots.refusals import LotIsPacked, LotOverdrawn, NothingToSplit, UsedBeforeMade, WeightIsWrong
from traceability.parties.refusals import NotYourOrganisation

NOON = at("2026-06-25", "12:00")


def test_split_makes_a_lot_of_each_weight_and_one_event(cast, napo):
    before = Event.objects.count()
    parts = split(lot=napo, weights_g=[150_000, 100_000], by=cast.youan.person, at=NOON)

    assert [part.weight_g for part in parts] == [150_000, 100_000]
    assert Lot.objects.get(pk=napo.pk).remaining_g == 150_000
    assert Event.objects.count() == before + 1
    document = parts[0].making.event.document
    assert document["inputQuantityList"] == [{"epcClass": napo.uri, "quantity": 250, "uom": "KGM"}]
    assert [item["epcClass"] for item in document["outputQuantityList"]] == [part.uri for part in parts]
    assert parts[0].making.event == parts[1].making.event


def test_split_refuses_parts_heavier_than_the_lot_and_splits_nothing(cast, napo):
    with pytest.raises(LotOverdrawn):
        split(lot=napo, weights_g=[300_000, 100_001], by=cast.youan.person, at=NOON)
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000
    assert Lot.objects.count() == 1


@pytest.mark.parametrize(("weights_g", "failure"), [([], NothingToSplit), ([1_000, 0], WeightIsWrong)])
def test_split_refuses_what_is_no_part(cast, napo, weights_g, failure):
    with pytest.raises(failure):
        split(lot=napo, weights_g=weights_g, by=cast.youan.person, at=NOON)


def test_split_refuses_cartons(cast, napo, carton):
    from traceability.lots.acts.pack import pack

    packed = pack(lot=napo, product=carton, cartons=2, by=cast.youan.person, at=NOON)
    with pytest.raises(LotIsPacked):
        split(lot=packed, weights_g=[5_000], by=cast.youan.person, at=NOON)


def test_split_refuses_a_time_before_the_lot(cast, napo):
    with pytest.raises(UsedBeforeMade):
        split(lot=napo, weights_g=[1_000], by=cast.youan.person, at=at("2026-06-01"))


def test_split_is_not_for_people_of_another_cooperative(napo, huang):
    with pytest.raises(NotYourOrganisation):
        split(lot=napo, weights_g=[1_000], by=huang, at=NOON)
