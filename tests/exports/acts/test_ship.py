"""Shipping: only what is ready, once, with one event."""

from __future__ import annotations

import pytest

from exports.acts.declare_ready import declare_ready
from exports.acts.load import load
from exports.acts.ship import ship
from exports.models import ExportBatch, Movement, ReadinessReport
from exports.refusals import DaysAreTurned, NotReady, StepOutOfOrder
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def test_ship_lets_a_ready_batch_leave(scene: Scene, zhao: User) -> None:
    movement = ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    batch = ExportBatch.objects.get()
    assert (movement.step, movement.at) == ("shipped", scene.leaving)
    assert (batch.state, batch.leaves_on) == ("shipped", scene.leaving.date())
    assert [report.ready for report in ReadinessReport.objects.all()] == [True, True]


def test_ship_records_one_event_that_names_pallets_and_lots(scene: Scene, zhao: User) -> None:
    batch = scene.loaded
    before = Event.objects.count()

    event = ship(batch=batch, by=zhao, at=scene.leaving).event

    assert Event.objects.count() == before + 1
    assert_valid_epcis(event.document)
    assert event.document["epcList"] == [pallet.uri for pallet in batch.pallets.order_by("sscc")]
    assert event.document["tyt:lots"] == [scene.lot.uri]
    assert event.document["tyt:voyage"] == {
        "tyt:batch": "EX26-014",
        "tyt:vessel": "MV Beibu Swallow",
        "tyt:fromPort": batch.from_port.uri,
        "tyt:toPort": batch.to_port.uri,
        "tyt:leavesOn": "2026-07-12",
        "tyt:arrivesOn": "2026-08-10",
        "tyt:destination": "NL",
    }
    assert (event.biz_step, event.disposition, event.act) == ("shipping", "in_transit", "ship")
    assert event in events_about(scene.lot.uri)


def test_ship_takes_the_cartons_from_the_lot(scene: Scene, zhao: User) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    assert Lot.objects.get(pk=scene.lot.pk).remaining_g == 60_000 - 8 * 5_000


def test_ship_twice_is_refused_and_changes_nothing(scene: Scene, zhao: User) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    with pytest.raises(StepOutOfOrder):
        ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    assert list(Movement.objects.values_list("step", flat=True)) == ["loaded", "shipped"]
    assert Lot.objects.get(pk=scene.lot.pk).remaining_g == 20_000


def test_ship_refuses_a_batch_that_is_not_loaded(scene: Scene, zhao: User) -> None:
    with pytest.raises(StepOutOfOrder, match="Draft"):
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert ExportBatch.objects.get().state == "draft"


def test_ship_refuses_to_leave_on_the_day_of_arrival(scene: Scene, zhao: User) -> None:
    with pytest.raises(DaysAreTurned):
        ship(batch=scene.loaded, by=zhao, at=scene.after(44))


def test_ship_judges_the_day_on_which_it_really_leaves(scene: Scene, zhao: User) -> None:
    with pytest.raises(NotReady) as refused:
        ship(batch=scene.loaded, by=zhao, at=scene.after(14 + 15))

    assert refused.value.facts["requirement"] == "X1"
    assert ExportBatch.objects.get().state == "loaded"


def test_ship_refuses_a_batch_whose_doors_have_no_seal(scene: Scene, zhao: User) -> None:
    declare_ready(batch=scene.ready, by=zhao, at=scene.after(14, "11:00"))
    load(batch=scene.ready, by=zhao, at=scene.after(14, "16:00"), seal="")

    with pytest.raises(NotReady) as refused:
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert refused.value.facts["requirement"] == "S2"


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_ship_is_for_the_exporter_alone(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        ship(batch=scene.loaded, by=request.getfixturevalue(stranger), at=scene.leaving)
