"""Cartons come off their pallets and onto others, a pallet is split and weighed: each with its event, or with none."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import discard_pallet, open_pallets
from exports.acts.put_on import put_on
from exports.acts.repack import repack, split
from exports.acts.take_off import take_off
from exports.acts.weigh_pallet import weigh_pallet
from exports.models import Pallet, PalletContent
from exports.queries import pallet_lines
from exports.refusals import (
    BatchIsLoaded,
    CartonsNotHere,
    GrossBelowNet,
    LabelsAreVoid,
    PalletCannotSplit,
    PalletIsEmpty,
    PalletIsNotEmpty,
    TooManyPallets,
    WoodMarkIsWrong,
)
from tests.epcis.schema import assert_valid_epcis
from tests.exports.scene import Scene
from traceability.epcis.models import Event
from traceability.labels.acts.void_span import void_span
from traceability.labels.queries import pallet_of
from traceability.labels.refusals import SpanIsTaken
from traceability.parties.models import User


def told_since(count: int) -> list[tuple[str, str, str, int]]:
    events = Event.objects.order_by("pk")[count:]
    for event in events:
        assert_valid_epcis(event.document)
    return [
        (event.act, event.action, event.biz_step, event.document["childQuantityList"][0]["quantity"])
        for event in events
    ]


def test_take_off_tells_how_many_and_frees_the_labels(scene: Scene, zhao: User, wei: User) -> None:
    pallet = scene.pallet(1, 8)
    before = Event.objects.count()
    with pytest.raises(SpanIsTaken):
        void_span(run=scene.run, first=4, last=4, reason="torn", by=wei, at=scene.after(13, "12:00"))

    take_off(pallet=pallet, contents=[(scene.run, 3, 5)], by=zhao, at=scene.after(13, "12:00"))

    assert told_since(before) == [("take_off", "DELETE", "unpacking", 3)]
    assert list(pallet.contents.order_by("first").values_list("first", "last")) == [(1, 2), (6, 8)]
    assert [pallet_of(scene.run, number) for number in (2, 4, 6)] == [pallet.sscc, "", pallet.sscc]
    void_span(run=scene.run, first=4, last=4, reason="torn", by=wei, at=scene.after(13, "12:00"))


def test_take_off_refuses_what_is_not_there_and_takes_nothing(scene: Scene, zhao: User) -> None:
    pallet = scene.pallet(1, 4)

    with pytest.raises(CartonsNotHere):
        take_off(pallet=pallet, contents=[(scene.run, 3, 5)], by=zhao, at=scene.after(13, "12:00"))

    assert list(pallet.contents.values_list("first", "last")) == [(1, 4)]


def test_repack_takes_off_one_and_puts_on_the_other(scene: Scene, zhao: User) -> None:
    one, two = scene.pallet(1, 4), scene.pallet(5, 8)
    before = Event.objects.count()

    repack(contents=[(scene.run, 4, 4)], to=two, by=zhao, at=scene.after(13, "15:00"))

    assert told_since(before) == [("take_off", "DELETE", "unpacking", 1), ("build_pallet", "ADD", "packing", 1)]
    assert [line.cartons for line in pallet_lines(scene.draft)] == [3, 5]
    assert pallet_of(scene.run, 4) == two.sscc
    assert not Pallet.objects.get(pk=one.pk).is_open


def test_split_gives_the_last_cartons_a_pallet_of_their_own(scene: Scene, zhao: User) -> None:
    pallet = scene.pallet(1, 8)
    before = Event.objects.count()

    new = split(pallet=pallet, cartons=3, by=zhao, at=scene.after(13, "15:00"))

    assert [one[:2] for one in told_since(before)] == [("take_off", "DELETE"), ("build_pallet", "ADD")]
    assert list(new.contents.values_list("first", "last")) == [(6, 8)]
    assert new.sscc != pallet.sscc
    for cartons in (0, 5):
        with pytest.raises(PalletCannotSplit):
            split(pallet=pallet, cartons=cartons, by=zhao, at=scene.after(13, "16:00"))


def test_a_pallet_is_closed_again_after_cartons_came_onto_it(scene: Scene, zhao: User) -> None:
    pallet = scene.pallet(1, 4)
    before = Event.objects.count()

    put_on(pallet=pallet, contents=[(scene.run, 5, 6)], by=zhao)
    for _again in range(2):
        close_pallet(pallet=pallet, by=zhao, at=scene.after(13, "15:00"))

    assert told_since(before) == [("build_pallet", "ADD", "packing", 2)]


def test_close_refuses_a_label_that_became_void_since_it_was_scanned(scene: Scene, zhao: User, wei: User) -> None:
    [pallet] = open_pallets(batch=scene.draft, by=zhao, at=scene.after(13))
    with pytest.raises(PalletIsEmpty):
        close_pallet(pallet=pallet, by=zhao, at=scene.after(13))
    put_on(pallet=pallet, contents=[(scene.run, 1, 3)], by=zhao)
    void_span(run=scene.run, first=2, last=2, reason="torn", by=wei, at=scene.after(13))

    with pytest.raises(LabelsAreVoid):
        close_pallet(pallet=pallet, by=zhao, at=scene.after(13))

    take_off(pallet=pallet, contents=[(scene.run, 2, 2)], by=zhao, at=scene.after(13))
    assert close_pallet(pallet=pallet, by=zhao, at=scene.after(13)).event is not None


def test_pallets_are_opened_with_their_numbers_and_an_empty_one_leaves(scene: Scene, zhao: User) -> None:
    scene.run  # noqa: B018
    before = Event.objects.count()
    first, second, _third = open_pallets(batch=scene.draft, by=zhao, at=scene.after(13), count=3)

    put_on(pallet=first, contents=[(scene.run, 1, 1)], by=zhao)
    with pytest.raises(PalletIsNotEmpty):
        discard_pallet(pallet=first, by=zhao)
    discard_pallet(pallet=second, by=zhao)

    assert Pallet.objects.count() == 2
    assert Event.objects.count() == before
    assert open_pallets(batch=scene.draft, by=zhao, at=scene.after(13))[0].sscc > second.sscc
    with pytest.raises(TooManyPallets):
        open_pallets(batch=scene.draft, by=zhao, at=scene.after(13), count=0)


def test_a_pallet_weighs_more_than_its_fruit_until_a_carton_comes_off(scene: Scene, zhao: User) -> None:
    pallet = scene.pallet(1, 8)
    for gross_g in (39_000, 40_000, 4_000_000):
        with pytest.raises(GrossBelowNet):
            weigh_pallet(pallet=pallet, gross_g=gross_g, by=zhao)

    weigh_pallet(pallet=pallet, gross_g=66_500, by=zhao, base="wood", wood_mark="cn-45  0321 ht")
    assert pallet_lines(scene.draft)[0].gross_g == 66_500
    assert Pallet.objects.get().wood_mark == "CN-45 0321 HT"

    take_off(pallet=pallet, contents=[(scene.run, 8, 8)], by=zhao, at=scene.after(13, "15:00"))
    assert pallet_lines(scene.draft)[0].gross_g is None


def test_wood_bears_its_mark_and_nothing_else_does(scene: Scene, zhao: User) -> None:
    pallet = scene.pallet(1, 8)
    for base, mark in (("wood", ""), ("wood", "HT"), ("plastic", "CN-45 0321 HT"), ("", "CN-45 0321 HT")):
        with pytest.raises(WoodMarkIsWrong):
            weigh_pallet(pallet=pallet, gross_g=None, by=zhao, base=base, wood_mark=mark)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pallet.objects.update(wood_mark="CN-45 0321 HT")


def test_what_is_loaded_stays_as_it_is(scene: Scene, zhao: User) -> None:
    pallet = scene.loaded.pallets.earliest("pk")
    at = scene.after(14, "18:00")
    for act in (
        lambda: take_off(pallet=pallet, contents=[(scene.run, 1, 1)], by=zhao, at=at),
        lambda: split(pallet=pallet, cartons=1, by=zhao, at=at),
        lambda: put_on(pallet=pallet, contents=[(scene.run, 9, 9)], by=zhao),
        lambda: weigh_pallet(pallet=pallet, gross_g=66_500, by=zhao),
        lambda: open_pallets(batch=scene.draft, by=zhao, at=at),
        lambda: discard_pallet(pallet=pallet, by=zhao),
    ):
        with pytest.raises(BatchIsLoaded):
            act()


def test_the_database_itself_keeps_what_is_loaded(scene: Scene) -> None:
    content = PalletContent.objects.filter(pallet__batch=scene.loaded).earliest("pk")
    for change in (
        lambda: PalletContent.objects.create(pallet=content.pallet, run=content.run, first=9, last=9),
        lambda: PalletContent.objects.filter(pk=content.pk).update(last=content.last - 1),
        content.delete,
    ):
        with pytest.raises(IntegrityError, match="loaded"), transaction.atomic():
            change()
