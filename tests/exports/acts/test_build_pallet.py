"""Pallets: labelled cartons, each on one pallet."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from exports.acts.build_pallet import build_pallet
from exports.acts.offer import offer
from exports.acts.ship import ship
from exports.models import Pallet, PalletContent
from exports.refusals import (
    BatchHasLeft,
    CartonsNamedTwice,
    CartonsStandElsewhere,
    LabelsAreVoid,
    LabelsNotDrawn,
    LabelsNotInRun,
    LabelsNotPrinted,
    LotIsNotOffered,
    NoPrefixForPallets,
    NotAnExporter,
    PalletIsEmpty,
)
from tests.cast import Cast
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.gs1.check_digits import has_valid_check_digit
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.labels.acts.download import download
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelSpan
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import NotYourOrganisation


def test_build_pallet_gives_it_the_next_number_of_the_exporter(scene: Scene) -> None:
    first, second = scene.pallet(1, 4), scene.pallet(5, 8)

    assert [first.sscc[:-1], second.sscc[:-1]] == ["36971234700000001", "36971234700000002"]
    assert has_valid_check_digit(first.sscc)
    assert has_valid_check_digit(second.sscc)


def test_build_pallet_records_one_aggregation_with_the_cartons_of_the_lot(scene: Scene) -> None:
    scene.run  # noqa: B018
    before = Event.objects.count()

    pallet = scene.pallet(1, 4)

    assert Event.objects.count() == before + 1
    assert_valid_epcis(pallet.event.document)
    assert pallet.event.document["parentID"] == pallet.uri
    assert pallet.event.document["childQuantityList"] == [{"epcClass": scene.lot.uri, "quantity": 4}]
    assert (pallet.event.biz_step, pallet.event.act) == ("packing", "build_pallet")


def test_build_pallet_notes_on_the_labels_where_they_stand(scene: Scene) -> None:
    pallet = scene.pallet(2, 5)

    spans = LabelSpan.objects.values_list("run", "state", "first", "last", "sscc")
    assert list(spans) == [(scene.run.pk, "on_pallet", 2, 5, pallet.sscc)]


@pytest.mark.parametrize(("first", "last"), [(4, 6), (1, 1), (2, 3), (1, 10), (4, 4)])
def test_build_pallet_refuses_a_carton_that_stands_on_another(scene: Scene, first: int, last: int) -> None:
    pallet = scene.pallet(1, 4)

    with pytest.raises(CartonsStandElsewhere, match=pallet.sscc):
        scene.pallet(first, last)

    assert Pallet.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), [(4, 6), (1, 1), (2, 3), (1, 10)])
def test_the_database_itself_keeps_a_carton_off_a_second_pallet(scene: Scene, first: int, last: int) -> None:
    scene.pallet(1, 4)
    other = scene.pallet(9, 10)

    with pytest.raises(IntegrityError, match="carton"), transaction.atomic():
        PalletContent.objects.create(pallet=other, run=scene.run, first=first, last=last)


def test_the_database_itself_keeps_a_range_from_growing_over_another(scene: Scene) -> None:
    scene.pallet(1, 4)
    other = scene.pallet(5, 6)

    with pytest.raises(IntegrityError, match="carton"), transaction.atomic():
        PalletContent.objects.filter(pallet=other).update(first=4)
    PalletContent.objects.filter(pallet=other).update(last=7)


@pytest.mark.parametrize(("first", "last"), [(0, 4), (8, 11), (4, 3)])
def test_build_pallet_refuses_labels_that_the_run_does_not_have(scene: Scene, first: int, last: int) -> None:
    with pytest.raises(LabelsNotInRun):
        scene.pallet(first, last)


def test_build_pallet_refuses_a_run_that_is_not_drawn(scene: Scene) -> None:
    Job.objects.filter(label_run=scene.run).update(state=Job.State.FAILED, error="no paper")

    with pytest.raises(LabelsNotDrawn):
        scene.pallet(1, 4)


def test_build_pallet_refuses_labels_that_were_reserved_and_never_printed(cast: Cast, wei: User) -> None:
    scene = Scene(cast, printed=False)
    assert scene.run.job
    run_job(job_id=scene.run.job.pk)

    with pytest.raises(LabelsNotPrinted, match="Label 1 of run"):
        scene.pallet(1, 4)
    download(run=scene.run, output="zpl-203", first=1, last=4, by=wei, at=scene.after(6, "17:00"))
    with pytest.raises(LabelsNotPrinted, match="Label 5 of run"):
        scene.pallet(4, 6)
    assert scene.pallet(1, 4).contents.get().cartons == 4


def test_build_pallet_refuses_a_void_label(scene: Scene, wei: User) -> None:
    void_span(run=scene.run, first=3, last=3, reason="torn", by=wei, at=scene.after(7))

    with pytest.raises(LabelsAreVoid):
        scene.pallet(1, 4)
    scene.pallet(4, 6)


def test_build_pallet_refuses_the_same_labels_named_twice(scene: Scene, zhao: User) -> None:
    with pytest.raises(CartonsNamedTwice):
        build_pallet(batch=scene.draft, contents=[(scene.run, 1, 4), (scene.run, 4, 6)], by=zhao, at=scene.after(13))


def test_build_pallet_refuses_an_empty_pallet(scene: Scene, zhao: User) -> None:
    with pytest.raises(PalletIsEmpty):
        build_pallet(batch=scene.draft, contents=[], by=zhao, at=scene.after(13))


def test_build_pallet_refuses_a_lot_that_was_not_offered(scene: Scene) -> None:
    scene.run.lot.shown_to.clear()

    with pytest.raises(LotIsNotOffered, match="You’an"):
        scene.pallet(1, 4)


def test_build_pallet_refuses_after_the_batch_has_left(scene: Scene, zhao: User) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)

    with pytest.raises(BatchHasLeft):
        scene.pallet(9, 10)


def test_build_pallet_refuses_an_exporter_without_a_company_prefix(scene: Scene) -> None:
    Organisation.objects.filter(pk=scene.cast.exporter.organisation.pk).update(gs1_prefix="")

    with pytest.raises(NoPrefixForPallets):
        scene.pallet(1, 4)


@pytest.mark.parametrize("stranger", ["huang", "rossi", "wei"])
def test_build_pallet_is_for_the_exporter(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    by = request.getfixturevalue(stranger)

    with pytest.raises(NotYourOrganisation):
        build_pallet(batch=scene.draft, contents=[(scene.run, 1, 4)], by=by, at=scene.after(13))


def test_offer_is_for_the_owner_of_the_lot_and_to_an_exporter(scene: Scene, cast: Cast, wei: User, huang: User) -> None:
    with pytest.raises(NotYourOrganisation):
        offer(lot=scene.lot, exporter=cast.exporter.organisation, by=huang)
    with pytest.raises(NotAnExporter):
        offer(lot=scene.lot, exporter=cast.importer.organisation, by=wei)

    offer(lot=scene.lot, exporter=cast.exporter.organisation, by=wei)
    offer(lot=scene.lot, exporter=cast.exporter.organisation, by=wei)

    assert cast.exporter.organisation in scene.lot.shown_to.all()
