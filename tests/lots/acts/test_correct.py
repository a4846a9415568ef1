"""A weight that was typed wrong is declared wrong; the right one stands beside it, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from orchards.models import Harvest
from orchards.refusals.records import WeightIsImpossible
from tests.cast import at
from tests.epcis.schema import assert_valid_epcis
from traceability.lots.acts.correct import correct, weighing_of
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.drafting import CONTROL
from traceability.lots.life import life_of
from traceability.lots.models import Lot, WeightCorrection
from traceability.lots.refusals import (
    CorrectionChangesNothing,
    CorrectionNeedsAReason,
    LotIsInUse,
    LotWasNotWeighed,
    WeightIsWrong,
)
from traceability.parties.refusals import NotYourOrganisation

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Product
    from traceability.web.failures import Failure

NOON = at("2026-06-25", "12:00")


def corrected(cast: Cast, lot: Lot, weight_g: int = 40_000, **changes: object) -> WeightCorrection:
    told = {"lot": lot, "weight_g": weight_g, "reason": "A nought too many", "by": cast.youan.person, "at": NOON}
    return correct(**told | changes)


@pytest.mark.parametrize("weight_g", [40_000, 404_000])
def test_the_lot_weighs_what_the_scale_showed_and_both_weights_stay(cast: Cast, napo: Lot, weight_g: int) -> None:
    made = corrected(cast, napo, weight_g)
    found = Lot.objects.get(pk=napo.pk)
    assert (found.weight_g, found.remaining_g) == (weight_g, weight_g)
    assert (made.before_g, made.weight_g, made.reason) == (400_000, weight_g, "A nought too many")
    assert Harvest.objects.get(weigh_in__lot=napo).weigh_in.lot.weight_g == weight_g


def test_the_wrong_weighing_is_declared_wrong_by_the_right_one_of_the_same_moment(cast: Cast, napo: Lot) -> None:
    wrong = napo.making.event
    right = corrected(cast, napo).event
    declaration = wrong.errors.get().document["errorDeclaration"]
    assert (declaration["reason"], declaration["correctiveEventIDs"]) == ("incorrect_data", [right.event_id])
    assert_valid_epcis(right.document)
    assert (right.event_time, right.read_point) == (wrong.event_time, wrong.read_point)
    assert right.document["quantityList"] == [{"epcClass": napo.uri, "quantity": 40, "uom": "KGM"}]
    assert "nought" not in str(right.document)


def test_the_lots_life_strikes_out_what_was_declared_wrong(cast: Cast, napo: Lot) -> None:
    corrected(cast, napo)
    assert [(step.event.act, step.is_wrong) for step in life_of(napo)] == [
        ("harvest", False),
        ("receive", True),
        ("receive", False),
    ]


def test_a_correction_can_itself_be_corrected(cast: Cast, napo: Lot) -> None:
    first = corrected(cast, napo)
    second = corrected(cast, napo, 41_000, reason="Read again", at=at("2026-06-25", "13:00"))
    assert first.event.errors.exists()
    assert weighing_of(Lot.objects.get(pk=napo.pk)) == second.event
    assert Lot.objects.get(pk=napo.pk).weight_g == 41_000


def test_a_promise_for_the_wrong_weight_is_replaced_in_the_same_step(cast: Cast, napo: Lot) -> None:
    issue(lot=napo, bases=[CONTROL], by=cast.youan.person, at=at("2026-06-24", "19:00"))
    corrected(cast, napo)
    old, new = napo.conformity_certificates.order_by("pk")
    assert (old.replaced_by, new.weight_g, new.reason) == (new, 40_000, "A nought too many")


def test_what_was_used_keeps_its_first_weight(cast: Cast, napo: Lot, pohong: Lot, carton: Product) -> None:
    waste(lot=napo, weight_g=1_000, reason="Rot", by=cast.youan.person, at=NOON)
    with pytest.raises(LotIsInUse):
        corrected(cast, napo)
    [part] = split(lot=pohong, weights_g=[1_000], by=cast.youan.person, at=NOON)
    packed = pack(lot=pohong, product=carton, cartons=1, by=cast.youan.person, at=NOON)
    for made in (part, packed):
        with pytest.raises(LotWasNotWeighed):
            corrected(cast, made, 900)
    assert not WeightCorrection.objects.exists()


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"weight_g": 0}, WeightIsWrong),
        ({"weight_g": 400_000}, CorrectionChangesNothing),
        ({"reason": " "}, CorrectionNeedsAReason),
        ({"weight_g": 900_000_000}, WeightIsImpossible),
    ],
)
def test_what_is_no_correction_changes_nothing(
    cast: Cast, napo: Lot, changes: dict[str, object], failure: type[Failure]
) -> None:
    with pytest.raises(failure):
        corrected(cast, napo, **changes)  # type: ignore[arg-type]
    assert Lot.objects.get(pk=napo.pk).weight_g == 400_000
    assert not napo.making.event.errors.exists()


def test_a_correction_is_not_for_people_of_another_cooperative(cast: Cast, napo: Lot) -> None:
    with pytest.raises(NotYourOrganisation):
        corrected(cast, napo, by=cast.other_cooperative.person)


def test_the_database_itself_changes_no_weight_without_its_correction(cast: Cast, napo: Lot, pohong: Lot) -> None:
    for change in (
        {"weight_g": 40_000, "remaining_g": 40_000},
        {"weight_g": 500_000},
        {"remaining_g": 399_000, "weight_g": 399_000},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lot.objects.filter(pk=napo.pk).update(**change)
    corrected(cast, pohong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.filter(pk=pohong.pk).update(weight_g=300_000, remaining_g=300_000)
