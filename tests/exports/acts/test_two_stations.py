"""Two people with hand scanners at one container: of two scans of one carton, one wins and the other is told why."""

from __future__ import annotations

from functools import partial

import pytest

from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import open_pallets
from exports.acts.scan import Scan, scan
from exports.acts.weigh_pallet import weigh_pallet
from exports.models import ExportBatch, Pallet, PalletContent
from exports.refusals import CartonsOfAnotherBatch, CartonsStandElsewhere, CartonsStandHere
from tests.at_once import run_together
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.labels.acts.void_span import void_span
from traceability.labels.models import LabelSpan
from traceability.labels.queries import printed_text_of
from traceability.parties.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pallets(scene: Scene, zhao: User) -> list[Pallet]:
    scene.run  # noqa: B018
    return open_pallets(batch=scene.draft, by=zhao, at=scene.after(13), count=2)


def scanning(scene: Scene, pallet: Pallet, *numbers: int) -> list[object]:
    """One station: scans of several cartons, one after the other."""
    batch = ExportBatch.objects.get(pk=pallet.batch_id)
    told: list[object] = []
    for number in numbers:
        try:
            told.append(
                scan(
                    batch=batch,
                    text=printed_text_of(scene.run, number),
                    by=scene.cast.exporter.person,
                    at=scene.after(13, "10:00"),
                    pallet=pallet.sscc,
                )
            )
        except CartonsStandHere as refused:
            told.append(refused)
    return told


def standing(pallet: Pallet) -> list[tuple[int, int]]:
    return sorted(pallet.contents.values_list("first", "last"))


def test_two_stations_fill_one_pallet_and_no_carton_is_lost(scene: Scene, pallets: list[Pallet]) -> None:
    one, two = run_together(
        partial(scanning, scene, pallets[0], 1, 3, 5, 7, 9), partial(scanning, scene, pallets[0], 2, 4, 6, 8, 10)
    )

    assert isinstance(one, list)
    assert isinstance(two, list)
    assert all(isinstance(done, Scan) for done in [*one, *two]), (one, two)
    assert standing(pallets[0]) == [(1, 10)]


def test_the_same_cartons_at_both_stations_of_one_pallet_come_on_once(scene: Scene, pallets: list[Pallet]) -> None:
    numbers = range(1, 9)
    one, two = run_together(
        partial(scanning, scene, pallets[0], *numbers), partial(scanning, scene, pallets[0], *numbers)
    )

    assert isinstance(one, list)
    assert isinstance(two, list)
    for told in zip(one, two, strict=True):
        assert sorted(type(answer).__name__ for answer in told) == ["CartonsStandHere", "Scan"], told
    assert standing(pallets[0]) == [(1, 8)]


def test_a_carton_scanned_onto_two_pallets_stands_on_one_and_the_other_is_told_where(
    scene: Scene, pallets: list[Pallet]
) -> None:
    for number in range(1, 7):
        answers = run_together(*(partial(scanning, scene, pallet, number) for pallet in pallets))

        [refused] = [answer for answer in answers if not isinstance(answer, list)]
        [winner] = [pallet for pallet, answer in zip(pallets, answers, strict=True) if isinstance(answer, list)]
        assert isinstance(refused, CartonsStandElsewhere)
        assert winner.sscc in refused.message
        content = PalletContent.objects.get(first__lte=number, last__gte=number)
        assert content.pallet == winner


def test_a_carton_scanned_onto_pallets_of_two_batches_stands_on_one(
    scene: Scene, pallets: list[Pallet], zhao: User
) -> None:
    other = Scene(scene.cast, batch_facts={"code": "EX26-015"}).draft
    [elsewhere] = open_pallets(batch=other, by=zhao, at=scene.after(13))

    for number in range(1, 7):
        answers = run_together(*(partial(scanning, scene, pallet, number) for pallet in (pallets[0], elsewhere)))

        [refused] = [answer for answer in answers if not isinstance(answer, list)]
        assert isinstance(refused, CartonsOfAnotherBatch), refused
        assert PalletContent.objects.filter(first__lte=number, last__gte=number).count() == 1


def test_a_carton_scanned_while_its_pallet_is_closed_is_told_of_or_waits_for_the_next_closing(
    scene: Scene, pallets: list[Pallet], zhao: User
) -> None:
    scanning(scene, pallets[0], 1, 2, 3)
    before = Event.objects.count()

    run_together(
        partial(close_pallet, pallet=pallets[0], by=zhao, at=scene.after(13, "11:00")),
        partial(scanning, scene, pallets[0], 4, 5),
    )
    close_pallet(pallet=Pallet.objects.get(pk=pallets[0].pk), by=zhao, at=scene.after(13, "12:00"))

    told = [event.document["childQuantityList"][0]["quantity"] for event in Event.objects.order_by("pk")[before:]]
    assert sum(told) == 5
    assert not PalletContent.objects.filter(event=None).exists()


def test_a_label_is_voided_or_comes_onto_a_pallet_and_never_both(
    scene: Scene, pallets: list[Pallet], wei: User
) -> None:
    for number in range(1, 7):
        run_together(
            partial(scanning, scene, pallets[0], number),
            partial(
                void_span, run=scene.run, first=number, last=number, reason="torn", by=wei, at=scene.after(13, "10:00")
            ),
        )
        void = LabelSpan.objects.filter(state="void", first=number).exists()
        stands = PalletContent.objects.filter(first__lte=number, last__gte=number).exists()
        closable = close_pallet if stands and not void else None
        assert void or stands
        assert closable is None or standing(pallets[0])


def test_a_carton_that_comes_on_while_the_pallet_is_weighed_leaves_it_unweighed_or_is_in_the_weight(
    scene: Scene, pallets: list[Pallet], zhao: User
) -> None:
    scanning(scene, pallets[0], 1)
    for number in range(2, 7):
        gross_g = number * 5_000 + 20_000
        run_together(
            partial(weigh_pallet, pallet=pallets[0], gross_g=gross_g, by=zhao),
            partial(scanning, scene, pallets[0], number),
        )
        assert Pallet.objects.get(pk=pallets[0].pk).gross_g is None or standing(pallets[0]) == [(1, number)]
