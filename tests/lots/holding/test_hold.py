"""Held fruit: nothing is made of it, no label is printed for it, until somebody says why it may move again."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import at
from traceability.epcis.models import Event
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.acts.release import release
from traceability.lots.holding.models import HeldLot, Hold
from traceability.lots.holding.refusals import HoldIsReleased, HoldNeedsAReason, LotIsHeld
from traceability.lots.models import Lot, LotInput
from traceability.lots.queries import packable
from traceability.lots.refusals import UsedBeforeMade
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Refused

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Product

NOW = at("2026-06-25", "10:00")


def held(cast: Cast, lot: Lot, **changes: object) -> Hold:
    told = {"lot": lot, "reason": "Smells of diesel", "by": cast.youan.person, "at": NOW} | changes
    return hold(**told)


def test_nothing_is_made_of_held_fruit(cast: Cast, napo: Lot, pohong: Lot, carton: Product) -> None:
    held(cast, napo)
    here = {"by": cast.youan.person, "at": NOW}
    tries = (
        lambda: blend(inputs=[(napo, 1_000), (pohong, 1_000)], place=cast.youan.place, **here),
        lambda: split(lot=napo, weights_g=[1_000], **here),
        lambda: pack(lot=napo, product=carton, cartons=1, **here),
    )
    for attempt in tries:
        with pytest.raises(LotIsHeld, match="Smells of diesel"):
            attempt()
    assert Lot.objects.get(pk=napo.pk).remaining_g == napo.remaining_g


def test_what_was_made_of_it_before_is_held_with_it(cast: Cast, napo: Lot, pohong: Lot, carton: Product) -> None:
    here = {"by": cast.youan.person, "at": at("2026-06-24", "18:00")}
    mixed = blend(inputs=[(napo, 100_000), (pohong, 100_000)], place=cast.youan.place, **here)
    packed = pack(lot=mixed, product=carton, cartons=4, **here)
    held(cast, napo)
    assert set(HeldLot.objects.values_list("lot", flat=True)) == {napo.pk, mixed.pk, packed.pk}
    with pytest.raises(LotIsHeld):
        pack(lot=mixed, product=carton, cartons=1, by=cast.youan.person, at=NOW)
    assert pack(lot=pohong, product=carton, cartons=1, by=cast.youan.person, at=NOW)


def test_held_fruit_may_be_thrown_away(cast: Cast, napo: Lot) -> None:
    held(cast, napo)
    assert waste(lot=napo, weight_g=1_000, reason="Diesel", by=cast.youan.person, at=NOW)


def test_held_fruit_is_not_offered_for_packing_until_it_is_released(cast: Cast, napo: Lot, pohong: Lot) -> None:
    stopped = held(cast, napo)
    assert list(packable(cast.youan.organisation)) == [pohong]
    release(hold=stopped, reason="Only the crate", by=cast.youan.person, at=at("2026-06-26"))
    assert set(packable(cast.youan.organisation)) == {napo, pohong}


def test_a_hold_is_one_event_without_its_reason(cast: Cast, napo: Lot) -> None:
    before = Event.objects.count()
    document = held(cast, napo).event.document
    assert Event.objects.count() == before + 1
    assert (document["bizStep"], document["disposition"]) == ("holding", "non_sellable_other")
    assert "diesel" not in str(document)


def test_a_released_lot_moves_again_and_both_reasons_stay(cast: Cast, napo: Lot, carton: Product) -> None:
    stopped = held(cast, napo)
    release(hold=stopped, reason="Only the crate", by=cast.youan.person, at=at("2026-06-26"))
    assert pack(lot=napo, product=carton, cartons=1, by=cast.youan.person, at=at("2026-06-26", "10:00"))
    kept = Hold.objects.get()
    assert (kept.reason, kept.release.reason) == ("Smells of diesel", "Only the crate")
    with pytest.raises(HoldIsReleased):
        release(hold=stopped, reason="Again", by=cast.youan.person, at=at("2026-06-27"))


def test_what_was_released_before_breakfast_was_released_on_the_day_of_the_place(cast: Cast, napo: Lot) -> None:
    """Half past six in Baise is the evening before in UTC."""
    stopped = held(cast, napo)
    release(hold=stopped, reason="Only the crate", by=cast.youan.person, at=at("2026-06-26", "06:30"))
    with pytest.raises(HoldIsReleased, match="26 June"):
        release(hold=stopped, reason="Again", by=cast.youan.person, at=at("2026-06-27"))
    with pytest.raises(HoldIsReleased, match="26 June"):
        held(cast, napo)


def test_of_two_holds_each_must_be_released(cast: Cast, napo: Lot) -> None:
    first, second = held(cast, napo), held(cast, napo, reason="Hot in the middle", at=at("2026-06-25", "11:00"))
    release(hold=first, reason="Aired", by=cast.youan.person, at=at("2026-06-26"))
    with pytest.raises(LotIsHeld, match="Hot in the middle"):
        split(lot=napo, weights_g=[1_000], by=cast.youan.person, at=at("2026-06-26", "10:00"))
    release(hold=second, reason="Cooled", by=cast.youan.person, at=at("2026-06-26", "11:00"))
    assert split(lot=napo, weights_g=[1_000], by=cast.youan.person, at=at("2026-06-26", "12:00"))


def test_the_same_hold_again_is_the_same_one_until_it_is_released(cast: Cast, napo: Lot) -> None:
    """Two taps: one moment and these lots is one event. What was released does not pass for held."""
    stopped = held(cast, napo)
    assert held(cast, napo) == stopped
    release(hold=stopped, reason="Only the crate", by=cast.youan.person, at=at("2026-06-26"))
    with pytest.raises(HoldIsReleased):
        held(cast, napo)
    assert Hold.objects.count() == 1


def test_a_lot_is_not_held_before_there_was_one(cast: Cast, napo: Lot) -> None:
    """Weighed in on 24 June at 16:20: its story would begin with a hold."""
    with pytest.raises(UsedBeforeMade):
        held(cast, napo, at=at("2026-06-24", "16:19"))
    assert held(cast, napo, at=at("2026-06-24", "16:20"))


def test_only_its_owner_holds_and_says_why(cast: Cast, napo: Lot) -> None:
    with pytest.raises(NotYourOrganisation):
        held(cast, napo, by=cast.other_cooperative.person)
    with pytest.raises(HoldNeedsAReason):
        held(cast, napo, reason="  ")
    assert not Hold.objects.exists()


def test_the_database_itself_keeps_held_fruit_where_it_is(cast: Cast, napo: Lot, pohong: Lot) -> None:
    child = split(lot=pohong, weights_g=[50_000], by=cast.youan.person, at=at("2026-06-24", "19:00"))[0]
    held(cast, napo)
    Lot.objects.filter(pk=napo.pk).update(remaining_g=0)
    with pytest.raises(IntegrityError, match="Held fruit goes into nothing"), transaction.atomic():
        LotInput.objects.create(child=child, parent=napo, weight_g=1)
    for change in ({"is_open": True}, {"began_here": False, "is_open": False}):
        with pytest.raises(IntegrityError, match="only ever released"), transaction.atomic():
            HeldLot.objects.update(**change)
    with pytest.raises(IntegrityError, match="What was held is kept"), transaction.atomic():
        HeldLot.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_hold_and_a_split_at_once_leave_no_part_that_moves(cast: Cast, napo: Lot) -> None:
    """Whoever is first: either the split was made and its part is held, or it was refused."""
    start, refused = Barrier(2), []

    def run(act: object) -> None:
        start.wait()
        try:
            act()  # type: ignore[operator]
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    acts = (
        lambda: held(cast, napo),
        lambda: split(lot=Lot.objects.get(pk=napo.pk), weights_g=[1_000], by=cast.youan.person, at=NOW),
    )
    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts = Lot.objects.filter(inputs__parent=napo)
    assert all(part.held.filter(is_open=True).exists() for part in parts)
    assert bool(refused) is not parts.exists()
