"""Pallet by pallet: what is found is kept as it is found, once, and the last one closes the batch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exports.acts.arrive import arrive
from exports.acts.receive import receive
from exports.acts.refuse_consignment import refuse_consignment
from exports.acts.ship import ship
from exports.models import ExportBatch, Movement, Pallet
from exports.receiving.acts.receive_pallet import receive_pallet
from exports.receiving.models import PalletReceipt, ReceiptPhoto
from exports.receiving.refusals import (
    CoreIsImpossible,
    FindingIsNotWritten,
    PalletIsDecided,
    PalletIsNotHere,
    TooManyPhotosOfAPallet,
)
from exports.refusals import StepIsTooEarly
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from tests.stories import smallest_photo
from traceability.epcis.models import Event
from traceability.labels.queries import serial_of_carton
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.provenance.story import tell
from traceability.web.pictures import PhotoIsNoPicture

Decision, State = PalletReceipt.Decision, ExportBatch.State


@pytest.fixture
def arrived(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


@pytest.fixture
def pallets(arrived: ExportBatch) -> list[Pallet]:
    return list(arrived.pallets.order_by("pk"))


def accept(scene: Scene, pallet: Pallet, by: User, decision: str = Decision.ACCEPTED, **found: Any) -> PalletReceipt:
    return receive_pallet(pallet=pallet, decision=decision, by=by, at=scene.landing, **found)


def test_a_pallet_with_remarks_keeps_both_numbers_the_temperature_and_the_photos(
    scene: Scene, pallets: list[Pallet], rossi: User
) -> None:
    receipt = accept(
        scene,
        pallets[0],
        rossi,
        Decision.REMARKS,
        cartons_counted=3,
        core_c=Decimal("12.4"),
        remarks="One carton crushed.",
        photos=[smallest_photo(), smallest_photo()],
    )

    assert (receipt.cartons_sent, receipt.cartons_counted, receipt.missing) == (4, 3, 1)
    assert ReceiptPhoto.objects.filter(receipt=receipt).count() == 1
    document = receipt.event.document
    assert_valid_epcis(document)
    assert (receipt.event.biz_step, receipt.event.disposition) == ("receiving", "in_progress")
    assert document["epcList"] == [pallets[0].uri]
    assert document["tyt:cartons"] == {"tyt:sent": 4, "tyt:counted": 3}
    assert "crushed" not in str(document)
    assert "12.4" not in str(document)
    assert ExportBatch.objects.get().state == State.ARRIVED


def test_the_last_pallet_closes_the_batch_with_its_own_event(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    accept(scene, pallets[0], rossi)
    last = accept(scene, pallets[1], rossi, Decision.REFUSED, remarks="Mould on the upper layer.")

    assert ExportBatch.objects.get().state == State.RECEIVED
    assert last.event.disposition == "non_conformant"
    assert Movement.objects.get(step="received").event == last.event


def test_a_batch_is_refused_when_all_its_pallets_were(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    for pallet in pallets:
        accept(scene, pallet, rossi, Decision.REFUSED, remarks="Pulp at 21 °C")

    assert ExportBatch.objects.get().state == State.REFUSED
    assert Movement.objects.get(step="refused").remarks == "Pulp at 21 °C"


def test_the_short_cut_decides_the_rest(scene: Scene, arrived: ExportBatch, pallets: list[Pallet], rossi: User) -> None:
    accept(scene, pallets[0], rossi, Decision.REFUSED, remarks="Wet.")

    movement = receive(batch=arrived, by=rossi, at=scene.landing)

    assert movement.event.document["epcList"] == [pallets[1].uri]
    assert [receipt.decision for receipt in PalletReceipt.objects.order_by("pk")] == ["refused", "accepted"]
    assert ExportBatch.objects.get().state == State.RECEIVED


def test_refusing_the_rest_does_not_take_back_what_was_accepted(
    scene: Scene, arrived: ExportBatch, pallets: list[Pallet], rossi: User
) -> None:
    accept(scene, pallets[0], rossi)

    refuse_consignment(batch=arrived, by=rossi, at=scene.landing, reason="Too ripe.")

    assert ExportBatch.objects.get().state == State.RECEIVED
    assert PalletReceipt.objects.get(pallet=pallets[1]).remarks == "Too ripe."


def test_more_than_was_sent_is_recorded_as_it_is(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    receipt = accept(scene, pallets[0], rossi, cartons_counted=6)

    assert (receipt.missing, receipt.surplus) == (-2, 2)


def test_a_pallet_is_decided_once(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    accept(scene, pallets[0], rossi)

    with pytest.raises(PalletIsDecided, match="Accepted"):
        accept(scene, pallets[0], rossi, Decision.REFUSED, remarks="On second thoughts.")

    assert PalletReceipt.objects.get().decision == Decision.ACCEPTED


def test_nothing_is_half_done_when_a_photo_is_none(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    before = Event.objects.count()
    with pytest.raises(PhotoIsNoPicture):
        accept(scene, pallets[0], rossi, photos=[smallest_photo(), b"GIF89a"])

    assert not PalletReceipt.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        ({"decision": Decision.REMARKS, "remarks": "  "}, FindingIsNotWritten),
        ({"decision": Decision.REFUSED}, FindingIsNotWritten),
        ({"core_c": Decimal("98.6")}, CoreIsImpossible),
        ({"photos": [b""] * 7}, TooManyPhotosOfAPallet),
    ],
)
def test_what_makes_no_sense_is_refused(
    scene: Scene, pallets: list[Pallet], rossi: User, found: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        accept(scene, pallets[0], rossi, **found)


def test_a_pallet_at_sea_is_not_received(scene: Scene, zhao: User, rossi: User) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    with pytest.raises(PalletIsNotHere):
        accept(scene, Pallet.objects.earliest("pk"), rossi)


def test_a_pallet_is_not_received_before_it_arrived(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    with pytest.raises(StepIsTooEarly):
        receive_pallet(pallet=pallets[0], decision=Decision.ACCEPTED, by=rossi, at=scene.leaving)


@pytest.mark.parametrize("stranger", ["wei", "huang", "zhao"])
def test_a_pallet_is_the_importers_to_decide(
    scene: Scene, pallets: list[Pallet], request: pytest.FixtureRequest, stranger: str
) -> None:
    with pytest.raises(NotYourOrganisation):
        accept(scene, pallets[0], request.getfixturevalue(stranger))


def test_a_buyer_reads_what_became_of_the_pallet_of_the_own_carton(
    scene: Scene, pallets: list[Pallet], rossi: User
) -> None:
    accept(scene, pallets[0], rossi, Decision.REFUSED, remarks="Wet.")
    accept(scene, pallets[1], rossi)
    gtin, code = scene.lot.product.gtin, scene.lot.code

    outcomes = [tell(gtin, code, serial_of_carton(scene.run, carton)).voyages[0].outcome for carton in (2, 6)]

    assert outcomes == ["refused", "accepted"]
    assert tell(gtin, code).voyages[0].outcome == "accepted"


def test_what_was_found_stays_as_it_was_written(scene: Scene, pallets: list[Pallet], rossi: User) -> None:
    accept(scene, pallets[0], rossi, photos=[smallest_photo()])
    for rows, change in (
        (PalletReceipt.objects.all(), {"remarks": "fine"}),
        (ReceiptPhoto.objects.all(), {"sha256": "0" * 64}),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows._raw_delete(rows.db)
