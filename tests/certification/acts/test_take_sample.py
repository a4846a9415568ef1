from __future__ import annotations

import pytest

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import Sample, SamplingPlan
from traceability.certification.refusals import NotAControlBody, NotALaboratory, NothingToRead, SampleIsTooSmall
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

pytestmark = pytest.mark.django_db


def test_a_sample_shows_the_lot_to_whoever_it_was_taken_for(way: Way, meng: User) -> None:
    lot = way.lot()
    assert not Lot.objects.visible_to(meng).exists()
    sample = way.sample(lot)
    assert list(Lot.objects.visible_to(meng)) == [lot]
    assert sample.is_waiting


def test_the_event_says_who_took_how_many_for_whom(way: Way) -> None:
    event = way.sample(way.lot()).event
    assert (event.act, event.document["bizStep"], event.document["disposition"]) == (
        "sample",
        "sampling",
        "in_progress",
    )
    assert event.document["tyt:sample"] == {
        "tyt:purpose": "inspection",
        "tyt:fruits": 18,
        "tyt:takenFor": way.cast.control_body.organisation.uri,
    }


def test_somebody_of_another_cooperative_takes_nothing(way: Way, huang: User) -> None:
    with pytest.raises(NotYourOrganisation):
        take_sample(
            lot=way.lot(),
            taken_for=way.cast.control_body.organisation,
            purpose=Sample.Purpose.INSPECTION,
            fruits=18,
            by=huang,
            at=at("2026-06-28"),
        )
    assert not Sample.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "firm", "refusal"),
    [("inspection", "laboratory", NotAControlBody), ("residues", "control_body", NotALaboratory)],
)
def test_a_sample_goes_to_whoever_may_judge_it(way: Way, wei: User, purpose: str, firm: str, refusal: type) -> None:
    body = getattr(way.cast, firm).organisation
    with pytest.raises(refusal):
        take_sample(lot=way.lot(), taken_for=body, purpose=purpose, fruits=18, by=wei, at=at("2026-06-28"))


def test_a_sample_has_fruit(way: Way, wei: User) -> None:
    body = way.cast.control_body.organisation
    with pytest.raises(NothingToRead):
        take_sample(lot=way.lot(), taken_for=body, purpose="inspection", fruits=0, by=wei, at=at("2026-06-28"))


def test_the_same_sample_again_is_the_same_sample(way: Way) -> None:
    lot = way.lot()
    assert way.sample(lot) == way.sample(lot)
    assert Sample.objects.count() == 1


@pytest.mark.parametrize(("fruits", "taken"), [(4, False), (5, True)])
def test_fewer_fruit_than_a_sure_plan_asks_for_are_refused(way: Way, fruits: int, taken: bool) -> None:
    """Commission Directive 2002/63/EC, Annex, table 4: large fresh products, at least five units."""
    SamplingPlan.objects.filter(purpose="residues").update(confidence="high")
    lot = way.lot()
    if taken:
        assert way.sample(lot, "residues", fruits).fruits == fruits
        return
    with pytest.raises(SampleIsTooSmall, match="has at least 5 fruit"):
        way.sample(lot, "residues", fruits)
