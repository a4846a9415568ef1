"""Arriving, receiving and refusing: in order, each once, by those whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from exports.acts.arrive import arrive
from exports.acts.receive import receive
from exports.acts.refuse_consignment import refuse_consignment
from exports.acts.ship import ship
from exports.models import ExportBatch, Movement, ReadinessReport
from exports.refusals import RefusalNeedsAReason, StepIsTooEarly, StepOutOfOrder
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.epcis.queries import events_about
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

State = ExportBatch.State


@pytest.fixture
def shipped(scene: Scene, zhao: User) -> ExportBatch:
    return ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch


@pytest.fixture
def arrived(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


def test_arrive_notes_the_port_with_one_event(scene: Scene, shipped: ExportBatch, rossi: User) -> None:
    movement = arrive(batch=shipped, by=rossi, at=scene.landing)

    event = movement.event
    assert_valid_epcis(event.document)
    assert ExportBatch.objects.get().state == State.ARRIVED
    assert event.document["tyt:consignment"] == {"tyt:batch": "EX26-014", "tyt:outcome": "arrived", "tyt:pallets": 2}
    assert (event.biz_step, event.event_offset) == ("arriving", 120)
    assert event.recorded_by == scene.cast.importer.organisation
    assert event in events_about(scene.lot.uri)


def test_arrive_may_be_noted_by_the_exporter_who_then_answers_for_it(
    scene: Scene, shipped: ExportBatch, zhao: User
) -> None:
    assert arrive(batch=shipped, by=zhao, at=scene.landing).event.recorded_by == scene.cast.exporter.organisation


def test_receive_keeps_remarks_out_of_the_event(scene: Scene, arrived: ExportBatch, rossi: User) -> None:
    movement = receive(batch=arrived, by=rossi, at=scene.landing, remarks="Two cartons crushed.")

    assert_valid_epcis(movement.event.document)
    assert ExportBatch.objects.get().state == State.RECEIVED
    assert movement.remarks == "Two cartons crushed."
    assert "crushed" not in str(movement.event.document)
    assert movement.event.document["tyt:consignment"]["tyt:outcome"] == "accepted_with_remarks"


def test_receive_without_remarks_is_plainly_accepted(scene: Scene, arrived: ExportBatch, rossi: User) -> None:
    movement = receive(batch=arrived, by=rossi, at=scene.landing)

    assert movement.event.document["tyt:consignment"]["tyt:outcome"] == "accepted"


def test_refuse_consignment_needs_a_reason_and_says_in_public_only_that(
    scene: Scene, arrived: ExportBatch, rossi: User
) -> None:
    with pytest.raises(RefusalNeedsAReason):
        refuse_consignment(batch=arrived, by=rossi, at=scene.landing, reason="  ")

    movement = refuse_consignment(batch=arrived, by=rossi, at=scene.landing, reason="Pulp at 21 °C")

    assert_valid_epcis(movement.event.document)
    assert ExportBatch.objects.get().state == State.REFUSED
    assert "°C" not in str(movement.event.document["tyt:consignment"])
    assert movement.event.disposition == "non_conformant"


def test_each_step_is_taken_once_and_in_order(scene: Scene, shipped: ExportBatch, rossi: User) -> None:
    with pytest.raises(StepOutOfOrder):
        receive(batch=shipped, by=rossi, at=scene.landing)
    arrive(batch=shipped, by=rossi, at=scene.landing)
    with pytest.raises(StepOutOfOrder):
        arrive(batch=shipped, by=rossi, at=scene.landing)
    receive(batch=shipped, by=rossi, at=scene.landing)
    with pytest.raises(StepOutOfOrder):
        receive(batch=shipped, by=rossi, at=scene.landing)
    with pytest.raises(StepOutOfOrder):
        refuse_consignment(batch=shipped, by=rossi, at=scene.landing, reason="late")

    assert list(Movement.objects.values_list("step", flat=True)) == ["loaded", "shipped", "arrived", "received"]


def test_no_step_happens_before_the_one_before(scene: Scene, shipped: ExportBatch, rossi: User) -> None:
    with pytest.raises(StepIsTooEarly):
        arrive(batch=shipped, by=rossi, at=scene.leaving - timedelta(minutes=1))

    assert ExportBatch.objects.get().state == State.SHIPPED


@pytest.mark.parametrize("stranger", ["wei", "huang", "zhao"])
def test_receiving_is_for_the_importer(
    scene: Scene, arrived: ExportBatch, request: pytest.FixtureRequest, stranger: str
) -> None:
    by = request.getfixturevalue(stranger)
    with pytest.raises(NotYourOrganisation):
        receive(batch=arrived, by=by, at=scene.landing)
    with pytest.raises(NotYourOrganisation):
        refuse_consignment(batch=arrived, by=by, at=scene.landing, reason="envy")


def test_steps_and_reports_stay_as_they_were_written(shipped: ExportBatch) -> None:
    for rows in (Movement.objects.all(), ReadinessReport.objects.all()):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows.update(batch=shipped)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows._raw_delete(rows.db)
