"""Correcting: a new record declares the old one wrong, both stay, and what was wrong counts no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orchards.acts.correct import correct
from orchards.acts.weigh_in import weigh_in
from orchards.doubts import doubts_about
from orchards.models import Correction, Harvest, Plot, Treatment
from orchards.queries import interval_running, picked_by_plot
from orchards.refusals.records import (
    AlreadyCorrected,
    AlreadyWeighedIn,
    CorrectsAnotherPlotsGrower,
    HarvestIsDeclaredWrong,
    RecordDiffers,
    TreatmentIsCopied,
)
from orchards.thresholds import Thresholds
from tests.cast import at, record_id
from traceability.parties.refusals import NotYourOrganisation

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.parties.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def plot(cast: Cast) -> Plot:
    """Lan's plot 4."""
    return cast.plot(cast.lan)


@pytest.fixture
def wrong(cast: Cast, plot: Plot) -> Harvest:
    """Lan typed 4,000 kg; it was 400."""
    return cast.harvest(plot, weight_g=4_000_000, name="wrong")


@pytest.fixture
def right(cast: Cast, plot: Plot, wrong: Harvest) -> Harvest:
    """What she meant."""
    return cast.harvest(plot, weight_g=400_000, name="right")


@pytest.fixture
def sprayed(cast: Cast, plot: Plot) -> Treatment:
    """Logged on plot 4 by mistake, with an interval of 14 days."""
    return cast.treatment(plot)


def declare(wrong: Harvest | Treatment, **more: Any) -> Correction:
    """Lan says so at noon."""
    told = {"client_id": record_id("correction"), "by": wrong.plot.grower.user, "at": at("2026-06-24", "12:00")}
    return correct(wrong=wrong, **(told | more))


def test_correct_keeps_both_and_the_sum_counts_the_right_one(plot: Plot, wrong: Harvest, right: Harvest) -> None:
    correction = declare(wrong, right=right, reason="  one nought too many ")
    assert (correction.harvest, correction.by_harvest, correction.reason) == (wrong, right, "one nought too many")
    assert Harvest.objects.count() == 2
    assert picked_by_plot([plot], right.picked_on) == {plot.pk: 400_000}


def test_correct_declares_the_old_event_wrong_and_names_the_new_one(wrong: Harvest, right: Harvest) -> None:
    event = declare(wrong, right=right).event
    assert event.error_of == wrong.event
    assert event.document["errorDeclaration"]["reason"] == "incorrect_data"
    assert event.document["errorDeclaration"]["correctiveEventIDs"] == [right.event.event_id]


def test_correct_without_a_record_in_its_place_says_that_it_never_happened(plot: Plot, wrong: Harvest) -> None:
    event = declare(wrong).event
    assert event.document["errorDeclaration"]["reason"] == "did_not_occur"
    assert picked_by_plot([plot], wrong.picked_on) == {}
    assert list(Harvest.objects.waiting()) == []


def test_a_corrected_harvest_says_so_wherever_it_is_listed(wrong: Harvest) -> None:
    declare(wrong, reason="typed wrong")
    (doubt,) = doubts_about(Harvest.objects.with_names().get(pk=wrong.pk), Thresholds())
    assert (doubt.headline, doubt.detail) == ("Declared wrong, does not count.", "typed wrong")


def test_a_corrected_harvest_is_not_weighed_in(cast: Cast, wei: User, wrong: Harvest) -> None:
    declare(wrong)
    with pytest.raises(HarvestIsDeclaredWrong):
        weigh_in(harvest=wrong, weight_g=400_000, place=cast.youan.place, by=wei, at=at("2026-06-24", "16:20"))


def test_a_treatment_that_was_logged_by_mistake_no_longer_shuts_the_plot(plot: Plot, sprayed: Treatment) -> None:
    day = at("2026-06-24").date()
    assert interval_running(plot, day) is not None
    declare(sprayed)
    assert interval_running(Plot.objects.get(pk=plot.pk), day) is None


def test_correct_refuses_what_was_weighed_in(cast: Cast, plot: Plot) -> None:
    cast.lot(plot)
    with pytest.raises(AlreadyWeighedIn):
        declare(Harvest.objects.get())


def test_correct_refuses_a_treatment_that_a_lot_carries_in_its_papers(
    cast: Cast, wei: User, plot: Plot, sprayed: Treatment
) -> None:
    harvest = cast.harvest(plot, day="2026-07-05")
    weigh_in(harvest=harvest, weight_g=harvest.weight_g, place=cast.youan.place, by=wei, at=at("2026-07-05", "16:20"))
    with pytest.raises(TreatmentIsCopied, match="Tell your cooperative"):
        declare(sprayed)


def test_correct_refuses_a_second_time_and_answers_the_same_one_again(wrong: Harvest, right: Harvest) -> None:
    first = declare(wrong, right=right)
    assert declare(wrong, right=right) == first
    with pytest.raises(AlreadyCorrected):
        declare(wrong, client_id=record_id("again"))
    with pytest.raises(RecordDiffers):
        declare(right)
    assert Correction.objects.count() == 1


def test_correct_refuses_a_record_of_another_kind_or_of_another_grower(
    cast: Cast, wrong: Harvest, sprayed: Treatment
) -> None:
    theirs = cast.harvest(cast.plot(cast.guoqiang), name="theirs")
    for other in (sprayed, theirs):
        with pytest.raises(CorrectsAnotherPlotsGrower):
            declare(wrong, right=other)
    assert Correction.objects.count() == 0


def test_correct_is_not_for_another_cooperative_nor_for_another_grower(cast: Cast, huang: User, wrong: Harvest) -> None:
    for stranger in (huang, cast.guoqiang.user):
        with pytest.raises(NotYourOrganisation):
            declare(wrong, by=stranger)
