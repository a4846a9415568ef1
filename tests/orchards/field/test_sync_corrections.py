"""A correction that a phone brings, in the same outbox or in a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orchards.acts.correct import correct
from orchards.models import Correction, Harvest, Plot
from tests.cast import at, record_id
from tests.orchards.field.records import correction, harvest, treatment
from traceability.epcis.models import Event

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_correction_in_the_same_outbox_declares_the_first_one_wrong(bring: Any, plot: Plot) -> None:
    answers = bring(
        harvest(plot, "wrong", weight_g=432_500),
        harvest(plot, "right", corrects=str(record_id("wrong")), reason="one nought too many"),
    )
    assert [told["status"] for told in answers] == ["accepted", "accepted"]
    made = Correction.objects.get()
    assert (made.harvest.weight_g, made.by_harvest.weight_g, made.reason) == (432_500, 43_250, "one nought too many")
    assert Event.objects.filter(error_of=made.harvest.event).count() == 1


def test_a_correction_that_cannot_be_is_refused_with_the_record_that_came_with_it(bring: Any, plot: Plot) -> None:
    bring(harvest(plot, "wrong"), treatment(plot))
    answers = bring(
        harvest(plot, "of nothing", corrects=str(record_id("never logged"))),
        harvest(plot, "of a spraying", corrects=str(record_id("spray"))),
        harvest(plot, "right", corrects=str(record_id("wrong"))),
        harvest(plot, "too late", corrects=str(record_id("wrong"))),
        correction("undo", "right"),
        correction("undo again", "right"),
    )
    assert [(told["status"], told["code"]) for told in answers] == [
        ("refused", "nothing-to-correct"),
        ("refused", "nothing-to-correct"),
        ("accepted", ""),
        ("refused", "already-corrected"),
        ("accepted", ""),
        ("refused", "already-corrected"),
    ]
    assert list(Harvest.objects.standing()) == []
    assert Harvest.objects.count() == 2


def test_a_harvest_corrected_at_the_desk_meanwhile_is_refused_by_itself(bring: Any, cast: Cast, plot: Plot) -> None:
    bring(harvest(plot))
    correct(
        client_id=record_id("desk"), wrong=Harvest.objects.get(), by=cast.youan.person, at=at("2026-06-24", "12:00")
    )
    answers = bring(correction("undo", "morning"), harvest(plot, "noon"))
    assert [(told["status"], told["code"]) for told in answers] == [("refused", "already-corrected"), ("accepted", "")]
