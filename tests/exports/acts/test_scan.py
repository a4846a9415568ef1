"""Pallets by hand scanner: what each code does, and what is refused at the scan with nothing half-done."""

from __future__ import annotations

from typing import Any

import pytest

from exports.acts.declare_ready import declare_ready
from exports.acts.open_pallet import open_pallets
from exports.acts.scan import Scan, Way, scan
from exports.models import ExportBatch, Pallet, PalletContent
from exports.refusals import (
    BatchIsLoaded,
    CartonIsNotKnown,
    CartonsOfAnotherBatch,
    CartonsOfTwoRolls,
    CartonsStandElsewhere,
    CartonsStandHere,
    CartonStandsNowhere,
    ChooseAPallet,
    LabelsAreVoid,
    LabelsNameAnotherBuyer,
    LotIsNotOffered,
    PalletIsNotOfThisBatch,
    PalletIsOpen,
)
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.jobs.acts.run import run as run_job
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelRun
from traceability.labels.queries import carton_uri_of, printed_text_of, serial_of_carton
from traceability.lots.holding.acts.recall import recall
from traceability.lots.holding.refusals import LotIsRecalled
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure


class Station:
    """Zhao with a hand scanner beside the container, who remembers what the page remembers."""

    def __init__(self, scene: Scene, by: User | None = None) -> None:
        self.scene, self.by = scene, by or scene.cast.exporter.person
        self.pallet, self.waiting = "", ""

    def scans(self, text: str, way: str = Way.ON) -> Scan:
        done = scan(
            batch=self.scene.draft,
            text=text,
            by=self.by,
            at=self.scene.after(13, "10:00"),
            pallet=self.pallet,
            way=way,
            waiting=self.waiting,
        )
        self.pallet, self.waiting = done.pallet.sscc if done.pallet else "", done.waiting
        return done

    def carton(self, number: int, way: str = Way.ON) -> Scan:
        return self.scans(printed_text_of(self.scene.run, number), way)


@pytest.fixture
def pallets(scene: Scene, zhao: User) -> list[Pallet]:
    return open_pallets(batch=scene.draft, by=zhao, at=scene.after(13), count=2)


@pytest.fixture
def station(scene: Scene, pallets: list[Pallet]) -> Station:
    """The first pallet is chosen."""
    scene.run  # noqa: B018
    at_work = Station(scene)
    at_work.scans(pallets[0].sscc)
    return at_work


def standing() -> list[tuple[str, int, int]]:
    return list(PalletContent.objects.order_by("first").values_list("pallet__sscc", "first", "last"))


def test_cartons_scanned_one_by_one_are_one_row_and_closing_is_one_event(
    station: Station, pallets: list[Pallet], scene: Scene
) -> None:
    before = Event.objects.count()

    for number in (3, 1, 2, 5, 4):
        station.carton(number)
    assert standing() == [(pallets[0].sscc, 1, 5)]
    assert Event.objects.count() == before

    done = station.scans(f"(00){pallets[1].sscc}")
    assert done.pallet == pallets[1]
    assert Event.objects.count() == before + 1
    told = Pallet.objects.get(pk=pallets[0].pk)
    assert told.event is not None
    assert told.event.document["childQuantityList"] == [{"epcClass": scene.lot.uri, "quantity": 5}]
    assert not told.is_open


def test_a_carton_is_known_by_each_of_its_codes(station: Station, scene: Scene) -> None:
    run = scene.run
    gtin, lot = run.gtin, run.lot_code
    station.scans(printed_text_of(run, 1))
    station.scans(carton_uri_of(run, 2))
    station.scans(serial_of_carton(run, 3).lower())
    station.scans(f"(01){gtin}(10){lot}(21){serial_of_carton(run, 4)}")
    station.scans(f"]d201{gtin}10{lot}\x1d21{serial_of_carton(run, 5)}")

    assert [(first, last) for _sscc, first, last in standing()] == [(1, 5)]


def test_the_first_and_the_last_of_a_roll_bring_all_between(station: Station) -> None:
    assert station.carton(7, Way.ROLL).waiting
    station.carton(2, Way.ROLL)

    assert [(first, last) for _sscc, first, last in standing()] == [(2, 7)]
    assert station.waiting == ""


def test_a_whole_run_comes_without_its_void_labels(station: Station, scene: Scene, wei: User) -> None:
    void_span(run=scene.run, first=4, last=5, reason="torn", by=wei, at=scene.after(7))

    station.carton(9, Way.RUN)

    assert [(first, last) for _sscc, first, last in standing()] == [(1, 3), (6, 10)]


def test_a_carton_comes_off_and_moves_to_another_pallet(station: Station, pallets: list[Pallet]) -> None:
    station.carton(1, Way.ROLL), station.carton(6, Way.ROLL)
    station.carton(3, Way.OFF)
    station.scans(pallets[1].sscc)
    station.carton(5, Way.MOVE)

    one, two = (pallet.sscc for pallet in pallets)
    assert standing() == [(one, 1, 2), (one, 4, 4), (two, 5, 5), (one, 6, 6)]


def test_choosing_the_same_pallet_leaves_it_open(station: Station, pallets: list[Pallet]) -> None:
    station.carton(1)
    station.scans(pallets[0].sscc)

    assert Pallet.objects.get(pk=pallets[0].pk).is_open


def test_what_does_not_belong_here_is_refused_and_nothing_is_half_done(
    station: Station, scene: Scene, pallets: list[Pallet], wei: User
) -> None:
    station.carton(1)
    void_span(run=scene.run, first=4, last=4, reason="torn", by=wei, at=scene.after(7))
    other = Scene(scene.cast, batch_facts={"code": "EX26-015"}).draft
    scene.pallet(9, 10, batch=other)
    before = standing(), Event.objects.count()
    codes: list[tuple[Any, str, type[Failure]]] = [
        (1, Way.ON, CartonsStandHere),
        (9, Way.ON, CartonsOfAnotherBatch),
        (4, Way.ON, LabelsAreVoid),
        (5, Way.OFF, CartonStandsNowhere),
        (1, Way.RUN, CartonsStandHere),
        ("HTTPS://EXAMPLE.COM/01/09506000134352/10/AB/21/123456789012", Way.ON, CartonIsNotKnown),
        ("000000000000", Way.ON, CartonIsNotKnown),
        ("x" * 400, Way.ON, CartonIsNotKnown),
        ("(01)1(10)2(21)3", Way.ON, CartonIsNotKnown),
        ("376130321109103420", Way.ON, PalletIsNotOfThisBatch),
        (other.pallets.get().sscc, Way.ON, PalletIsNotOfThisBatch),
    ]

    for code, way, refusal in codes:
        with pytest.raises(refusal):
            station.carton(code, way) if isinstance(code, int) else station.scans(code, way)
        assert (standing(), Event.objects.count()) == before, code
        assert station.pallet == pallets[0].sscc

    station.scans(pallets[1].sscc)
    with pytest.raises(CartonsStandElsewhere, match=pallets[0].sscc):
        station.carton(1)


def test_a_carton_of_a_recalled_lot_is_refused(station: Station, scene: Scene, wei: User) -> None:
    recall(lots=[scene.lot], started_from=scene.lot.code, reason="Glass", by=wei, at=scene.after(12))

    with pytest.raises(LotIsRecalled, match="Glass"):
        station.carton(1)

    assert standing() == []


def test_a_carton_of_a_lot_that_was_not_offered_is_refused(station: Station, scene: Scene) -> None:
    scene.lot.shown_to.clear()

    with pytest.raises(LotIsNotOffered):
        station.carton(1)


def test_a_carton_whose_label_names_another_buyer_is_refused(station: Station, scene: Scene) -> None:
    other = scene.cast.firm(77, "importer", "Autre SARL", "Autre", "Jean", "+33600000077", country="FR").organisation
    LabelRun.objects.filter(pk=scene.run.pk).update(importer=other)

    with pytest.raises(LabelsNameAnotherBuyer, match="Autre"):
        station.carton(1)


def test_the_ends_of_two_rolls_are_no_roll(station: Station, scene: Scene, wei: User) -> None:
    second = start_run(
        lot=scene.lot, count=2, layout="carton-100-gi", with_name=True, by=wei, at=scene.after(6, "17:00")
    )
    assert second.job
    run_job(job_id=second.job.pk)
    station.carton(1, Way.ROLL)

    with pytest.raises(CartonsOfTwoRolls):
        station.scans(printed_text_of(second, 2), Way.ROLL)

    assert standing() == []


def test_a_carton_without_a_pallet_asks_for_one(scene: Scene) -> None:
    with pytest.raises(ChooseAPallet):
        Station(scene).carton(1)


def test_nothing_is_scanned_onto_a_batch_that_is_loaded(scene: Scene) -> None:
    station = Station(scene)
    station.pallet = scene.loaded.pallets.earliest("pk").sscc

    with pytest.raises(BatchIsLoaded):
        station.carton(9)


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_scanning_is_for_the_exporter(
    scene: Scene, pallets: list[Pallet], request: pytest.FixtureRequest, stranger: str
) -> None:
    station = Station(scene, request.getfixturevalue(stranger))
    station.pallet = pallets[0].sscc
    with pytest.raises(NotYourOrganisation):
        station.carton(1)


def test_a_batch_with_an_open_pallet_is_not_ready(station: Station, scene: Scene, zhao: User) -> None:
    station.carton(1)
    with pytest.raises(PalletIsOpen):
        declare_ready(batch=scene.draft, by=zhao, at=scene.after(14))
    assert ExportBatch.objects.get().state == "draft"
