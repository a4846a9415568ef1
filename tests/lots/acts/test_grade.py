"""A lot comes off the grading line as lots of one class each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cast import at
from tests.epcis.schema import assert_valid_epcis
from traceability.epcis.models import Event
from traceability.lots.acts.blend import blend
from traceability.lots.acts.grade import grade
from traceability.lots.acts.pack import pack
from traceability.lots.models import Lot
from traceability.lots.refusals import (
    ClassIsBetter,
    ClassIsWrong,
    LossIsTooLarge,
    LotInsideInterval,
    LotOverdrawn,
    NothingToGrade,
    WeightIsWrong,
)
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Product

NOON = at("2026-06-25", "12:00")


def graded(cast: Cast, lot: Lot, *parts: tuple[str, int], **changes: object) -> list[Lot]:
    return grade(**{"lot": lot, "parts": parts, "by": cast.youan.person, "at": NOON} | changes)


def test_each_class_is_a_lot_of_its_own_trade_item_and_the_rest_stays_ungraded(cast: Cast, napo: Lot) -> None:
    before = Event.objects.count()
    second, first = reversed(graded(cast, napo, ("II", 90_000), ("I", 250_000), loss_g=10_000))
    assert [(lot.product.quality_class, lot.weight_g) for lot in (first, second)] == [("I", 250_000), ("II", 90_000)]
    assert first.product.gtin != second.product.gtin != napo.product.gtin
    assert Lot.objects.get(pk=napo.pk).remaining_g == 50_000
    assert (first.making.loss_g, second.making.loss_g) == (0, 10_000)
    assert Event.objects.count() == before + 1


def test_one_event_names_the_classes_and_the_loss(cast: Cast, napo: Lot) -> None:
    first, second = graded(cast, napo, ("Extra", 100_000), ("I", 200_000), loss_g=5_000)
    assert first.making.event == second.making.event
    document = first.making.event.document
    assert_valid_epcis(document)
    assert document["inputQuantityList"][0]["quantity"] == 305
    assert document["tyt:lossKg"] == "5.000"
    told = {row["tyt:lot"]: row["tyt:qualityClass"] for row in document["ilmd"]["tyt:classes"]}
    assert told == {first.uri: "Extra", second.uri: "I"}


def test_fruit_is_never_packed_as_better_than_it_was_graded(cast: Cast, napo: Lot, carton: Product) -> None:
    first, second = graded(cast, napo, ("I", 200_000), ("II", 100_000))
    assert pack(lot=first, product=carton, cartons=1, by=cast.youan.person, at=NOON)
    with pytest.raises(ClassIsBetter, match="graded class II"):
        pack(lot=second, product=carton, cartons=1, by=cast.youan.person, at=NOON)


def test_a_lower_class_than_the_graded_one_is_nobodys_loss(cast: Cast, napo: Lot, carton: Product) -> None:
    [extra] = graded(cast, napo, ("Extra", 100_000))
    assert pack(lot=extra, product=carton, cartons=1, by=cast.youan.person, at=NOON)


def test_a_blend_has_the_worst_class_that_went_in(cast: Cast, napo: Lot, pohong: Lot, carton: Product) -> None:
    first, second = graded(cast, napo, ("I", 200_000), ("II", 100_000))
    inputs = [(first, 100_000), (second, 50_000), (pohong, 50_000)]
    mixed = blend(inputs=inputs, place=cast.youan.place, by=cast.youan.person, at=NOON)
    assert mixed.product.quality_class == "II"
    with pytest.raises(ClassIsBetter):
        pack(lot=mixed, product=carton, cartons=1, by=cast.youan.person, at=NOON)


def test_a_graded_lot_is_graded_again_only_downwards(cast: Cast, napo: Lot) -> None:
    [second] = graded(cast, napo, ("II", 100_000))
    with pytest.raises(ClassIsBetter):
        graded(cast, second, ("I", 50_000))
    assert graded(cast, second, ("II", 50_000))


@pytest.mark.parametrize(
    ("parts", "changes", "failure"),
    [
        ([], {}, NothingToGrade),
        ([("I", 1_000), ("I", 1_000)], {}, ClassIsWrong),
        ([("premium", 1_000)], {}, ClassIsWrong),
        ([("I", 0)], {}, WeightIsWrong),
        ([("I", 1_000)], {"loss_g": -1}, LossIsTooLarge),
        ([("I", 400_000)], {"loss_g": 1}, LotOverdrawn),
    ],
)
def test_what_cannot_be_graded_is_refused_and_nothing_changes(
    cast: Cast, napo: Lot, parts: list[tuple[str, int]], changes: dict[str, int], failure: type[Failure]
) -> None:
    with pytest.raises(failure):
        graded(cast, napo, *parts, **changes)
    assert Lot.objects.get().remaining_g == 400_000


def test_fruit_picked_inside_an_interval_is_not_graded(cast: Cast, set_aside: Lot) -> None:
    with pytest.raises(LotInsideInterval):
        graded(cast, set_aside, ("I", 1_000))


def test_grading_is_not_for_people_of_another_cooperative(cast: Cast, napo: Lot) -> None:
    with pytest.raises(NotYourOrganisation):
        graded(cast, napo, ("I", 1_000), by=cast.other_cooperative.person)
