"""Shipping: only what is ready, once, with one event."""

from __future__ import annotations

import pytest

from exports.acts.ship import ship
from exports.models import ExportBatch, Movement, ReadinessReport
from exports.refusals import DaysAreTurned, NothingToShip, NotReady, StepOutOfOrder
from tests.cast import Cast
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def test_ship_lets_a_ready_batch_leave(scene: Scene, zhao: User) -> None:
    movement = ship(batch=scene.ready, by=zhao, at=scene.leaving)

    batch = ExportBatch.objects.get()
    assert (movement.step, movement.at) == ("shipped", scene.leaving)
    assert (batch.state, batch.leaves_on) == ("shipped", scene.leaving.date())
    assert [report.ready for report in ReadinessReport.objects.all()] == [True]


def test_ship_records_one_event_that_names_pallets_and_lots(scene: Scene, zhao: User) -> None:
    batch = scene.ready
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
    ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert Lot.objects.get(pk=scene.lot.pk).remaining_g == 60_000 - 8 * 5_000


def test_ship_twice_is_refused_and_changes_nothing(scene: Scene, zhao: User) -> None:
    ship(batch=scene.ready, by=zhao, at=scene.leaving)

    with pytest.raises(StepOutOfOrder):
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert Movement.objects.count() == 1
    assert Lot.objects.get(pk=scene.lot.pk).remaining_g == 20_000


def test_ship_refuses_a_batch_without_a_paper_and_names_the_check(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, phyto=None)

    with pytest.raises(NotReady) as refused:
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert refused.value.facts["requirement"] == "X4"
    assert "Phytosanitary certificate recorded" in refused.value.message
    assert refused.value.rule == "Reg. 2016/2031, Art. 72"
    assert ExportBatch.objects.get().state == "draft"
    assert not Movement.objects.exists()


def test_ship_refuses_an_unknown_as_well(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={"azoxystrobin": "0.031", "carbendazim": None}, batch_facts={"destination": "FR"})

    with pytest.raises(NotReady) as refused:
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert refused.value.facts["requirement"] == "T2N"


def test_ship_holds_for_france_what_may_go_to_the_netherlands(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={**_NOTHING, "carbendazim": "0.008"})
    ship(batch=scene.ready, by=zhao, at=scene.leaving)
    french = Scene(cast, batch_facts={"code": "EX26-015", "destination": "FR"})
    french.run = scene.run
    french.pallet(9, 10)
    french.paper(number="4526-00408")

    with pytest.raises(NotReady) as refused:
        ship(batch=french.draft, by=zhao, at=french.leaving)

    assert refused.value.facts["requirement"] == "T2N"
    assert "carbendazim 0.008 mg/kg: France allows none that can be measured" in refused.value.message
    assert "Arrêté of 5 Jan 2026" in refused.value.source


_NOTHING = {"azoxystrobin": "0.031", "benomyl": None, "thiophanate-methyl": None, "mancozeb": None}


def test_ship_refuses_a_residue_over_the_limit_of_the_union(cast: Cast, zhao: User) -> None:
    scene = Scene(cast, found={"chlorpyrifos": "0.012"})

    with pytest.raises(NotReady) as refused:
        ship(batch=scene.ready, by=zhao, at=scene.leaving)

    assert refused.value.facts["requirement"] == "T2"
    assert "chlorpyrifos 0.012 mg/kg; limit 0.01" in refused.value.message


def test_ship_refuses_a_batch_without_pallets(scene: Scene, zhao: User) -> None:
    with pytest.raises(NothingToShip):
        ship(batch=scene.draft, by=zhao, at=scene.leaving)


def test_ship_refuses_to_leave_on_the_day_of_arrival(scene: Scene, zhao: User) -> None:
    with pytest.raises(DaysAreTurned):
        ship(batch=scene.ready, by=zhao, at=scene.after(44))


def test_ship_judges_the_day_on_which_it_really_leaves(scene: Scene, zhao: User) -> None:
    with pytest.raises(NotReady) as refused:
        ship(batch=scene.ready, by=zhao, at=scene.after(14 + 15))

    assert refused.value.facts["requirement"] == "X1"


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_ship_is_for_the_exporter_alone(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        ship(batch=scene.ready, by=request.getfixturevalue(stranger), at=scene.leaving)
