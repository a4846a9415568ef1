"""Loading: the pallets are in the container, the doors are shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from exports.acts.declare_ready import declare_ready
from exports.acts.load import load, unload
from exports.models import ExportBatch, Movement
from exports.refusals import BatchIsLoaded, ContainerIsWrong, StepIsTooEarly, StepOutOfOrder, UnloadingNeedsAReason
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


@pytest.fixture
def ready(scene: Scene, zhao: User) -> ExportBatch:
    return declare_ready(batch=scene.ready, by=zhao, at=scene.after(14, "11:00")).batch


def test_load_shuts_the_doors_and_records_one_event_without_the_seal(
    scene: Scene, ready: ExportBatch, zhao: User
) -> None:
    movement = load(
        batch=ready, by=zhao, at=scene.after(14, "16:00"), container="TYTU 260702 0", seal="GX 482913, ML 77"
    )

    batch = ExportBatch.objects.get()
    assert (batch.state, batch.container, batch.seals) == ("loaded", "TYTU2607020", ("GX 482913", "ML 77"))
    assert_valid_epcis(movement.event.document)
    assert movement.event.document["epcList"] == [pallet.uri for pallet in batch.pallets.order_by("sscc")]
    assert movement.event.document["tyt:loading"] == {
        "tyt:batch": "EX26-014",
        "tyt:container": "TYTU2607020",
        "tyt:pallets": 2,
    }
    assert "482913" not in str(movement.event.document)
    assert (movement.event.biz_step, movement.event.act) == ("loading", "load")


def test_load_refuses_a_container_whose_check_digit_does_not_fit(scene: Scene, ready: ExportBatch, zhao: User) -> None:
    with pytest.raises(ContainerIsWrong):
        load(batch=ready, by=zhao, at=scene.after(14, "16:00"), container="TYTU 260702 1")

    assert ExportBatch.objects.get().state == "ready"


def test_load_refuses_a_draft(scene: Scene, zhao: User) -> None:
    with pytest.raises(StepOutOfOrder, match="Ready"):
        load(batch=scene.ready, by=zhao, at=scene.after(14, "16:00"))


def test_what_is_loaded_stays_as_it_is(scene: Scene, zhao: User) -> None:
    scene.loaded  # noqa: B018

    with pytest.raises(BatchIsLoaded):
        scene.pallet(9, 10)


def test_unload_makes_a_draft_without_seal_that_may_be_loaded_again(scene: Scene, zhao: User) -> None:
    batch = scene.loaded

    movement = unload(batch=batch, by=zhao, at=scene.after(14, "18:00"), reason="Customs wants to look inside.")
    assert_valid_epcis(movement.event.document)
    assert movement.event.biz_step == "unloading"
    assert "Customs" not in str(movement.event.document)
    assert ExportBatch.objects.values_list("state", "seal").get() == ("draft", "")

    declare_ready(batch=batch, by=zhao, at=scene.after(14, "19:00"))
    load(batch=batch, by=zhao, at=scene.after(14, "19:30"), seal="GX 482914")
    assert list(Movement.objects.values_list("step", "turn")) == [("loaded", 1), ("unloaded", 1), ("loaded", 2)]


def test_unload_wants_a_reason_and_a_loaded_batch(scene: Scene, ready: ExportBatch, zhao: User) -> None:
    with pytest.raises(UnloadingNeedsAReason):
        unload(batch=ready, by=zhao, at=scene.after(14), reason=" ")
    with pytest.raises(StepOutOfOrder):
        unload(batch=ready, by=zhao, at=scene.after(14), reason="so")


def test_no_step_lies_before_the_one_before(scene: Scene, zhao: User) -> None:
    batch = scene.loaded

    with pytest.raises(StepIsTooEarly):
        unload(batch=batch, by=zhao, at=scene.after(14, "16:00") - timedelta(minutes=1), reason="so")


def test_the_database_knows_one_departure_of_a_batch(scene: Scene, zhao: User) -> None:
    loaded = Movement.objects.get(batch=scene.loaded)
    for step, turn in (("loaded", 1), ("shipped", 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Movement.objects.create(
                batch=loaded.batch, step=step, turn=turn, at=loaded.at, by=zhao, event=scene.lot.making.event
            )


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_load_and_unload_are_for_the_exporter(
    scene: Scene, ready: ExportBatch, request: pytest.FixtureRequest, stranger: str
) -> None:
    by = request.getfixturevalue(stranger)
    with pytest.raises(NotYourOrganisation):
        load(batch=ready, by=by, at=scene.after(14))
    with pytest.raises(NotYourOrganisation):
        unload(batch=ready, by=by, at=scene.after(14), reason="so")
