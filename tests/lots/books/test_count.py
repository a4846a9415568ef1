"""A stocktake: what it finds is written down beside the books, and nothing is written over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from tests.at_once import run_together
from tests.cast import Cast, at
from traceability.epcis.models import Event
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.books.acts.count import count
from traceability.lots.books.acts.take_stock import take_stock
from traceability.lots.books.models import StockCount
from traceability.lots.books.refusals import (
    CountAgain,
    CountedTwice,
    CountIsNoCartons,
    CountNotUnderstood,
    NothingCounted,
    NothingToCount,
    UsedSinceCounted,
)
from traceability.lots.family import family_of
from traceability.lots.holding.acts.recall import recall
from traceability.lots.life import life_of
from traceability.lots.models import Loss, Lot, LotInput
from traceability.lots.refusals import LotOfSomebodyElse, TimeNeedsOffset, UsedBeforeMade
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import Membership
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure

if TYPE_CHECKING:
    from traceability.lots.models import Product

NOW = at("2026-06-25", "18:00")
Grow = Callable[..., Lot]


def counted(cast: Cast, lot: Lot, grams: int, **changes: object) -> StockCount:
    told = {"lot": lot, "counted_g": grams, "by": cast.youan.person, "at": NOW} | changes
    return count(**told)


def left(lot: Lot) -> int:
    return Lot.objects.get(pk=lot.pk).remaining_g


def test_what_is_missing_is_drawn_and_is_unexplained_not_waste(cast: Cast, napo: Lot) -> None:
    made = counted(cast, napo, 388_000, note="With Lan")
    assert (made.book_g, made.counted_g, made.difference_g, made.missing_g) == (400_000, 388_000, -12_000, 12_000)
    assert left(napo) == napo.remaining_g == 388_000
    assert not Loss.objects.exists()
    assert (made.note, made.local_time.isoformat()) == ("With Lan", "2026-06-25T18:00:00+08:00")


def test_a_surplus_is_recorded_and_the_lot_does_not_grow(cast: Cast, napo: Lot) -> None:
    split(lot=napo, weights_g=[100_000], by=cast.youan.person, at=at("2026-06-25"))
    made = counted(cast, napo, 301_500)
    assert (made.book_g, made.surplus_g, made.missing_g) == (300_000, 1_500, 0)
    assert left(napo) == 300_000


def test_that_nothing_differs_is_recorded_too(cast: Cast, napo: Lot) -> None:
    assert counted(cast, napo, 400_000).difference_g == 0
    assert left(napo) == 400_000
    assert StockCount.objects.count() == 1


def test_a_lot_that_is_gone_is_counted_as_nothing(cast: Cast, napo: Lot) -> None:
    assert counted(cast, napo, 0).missing_g == 400_000
    with pytest.raises(NothingToCount):
        counted(cast, napo, 0, at=at("2026-06-26"))
    assert counted(cast, napo, 7_000, at=at("2026-06-26")).surplus_g == 7_000


def test_cartons_are_counted_whole(cast: Cast, napo: Lot, carton: Product) -> None:
    packed = pack(lot=napo, product=carton, cartons=40, by=cast.youan.person, at=at("2026-06-25"))
    with pytest.raises(CountIsNoCartons, match=r"cartons of 5\.0 kg; 198\.0 kg is no whole number"):
        counted(cast, packed, 198_000)
    made = counted(cast, packed, 39 * 5_000)
    assert (made.missing_g, left(packed)) == (5_000, 195_000)
    assert made.event.document["quantityList"] == [{"epcClass": packed.uri, "quantity": 39}]


def test_a_count_is_one_event_that_says_what_the_books_said(cast: Cast, napo: Lot) -> None:
    """CBV 2.0: stock_taking. The note stays in the house."""
    before = Event.objects.count()
    document = counted(cast, napo, 388_000, note="Behind the cold room").event.document
    assert Event.objects.count() == before + 1
    assert (document["type"], document["action"], document["bizStep"]) == ("ObjectEvent", "OBSERVE", "stock_taking")
    assert document["quantityList"] == [{"epcClass": napo.uri, "quantity": 388, "uom": "KGM"}]
    assert (document["tyt:bookKg"], document["tyt:differenceKg"]) == ("400.000", "-12.000")
    assert "cold room" not in str(document)
    assert "disposition" not in document


def test_a_count_stands_in_the_life_and_the_family_of_the_lot(cast: Cast, napo: Lot) -> None:
    counted(cast, napo, 388_000)
    assert str(life_of(napo)[-1].what) == "Counted"
    family = family_of(Lot.objects.with_names().get(pk=napo.pk))
    assert family.adds_up
    assert [(line.title, line.weight_g) for line in family.results] == [
        ("Unexplained", 12_000),
        ("Still here", 388_000),
    ]


def test_missing_cartons_were_not_shipped(cast: Cast, napo: Lot, carton: Product) -> None:
    packed = pack(lot=napo, product=carton, cartons=40, by=cast.youan.person, at=at("2026-06-25"))
    counted(cast, packed, 195_000)
    titles = [line.title for line in family_of(Lot.objects.with_names().get(pk=packed.pk)).results]
    assert titles == ["Unexplained", "Still here"]


def test_recalled_fruit_is_counted_like_other_fruit(cast: Cast, napo: Lot) -> None:
    recall(lots=[napo], started_from=napo.code, reason="Diesel", by=cast.youan.person, at=at("2026-06-25"))
    assert counted(cast, napo, 399_000).missing_g == 1_000


@pytest.mark.parametrize("role", [Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY])
def test_who_works_in_the_house_counts(cast: Cast, napo: Lot, role: str) -> None:
    somebody = register_person(name="李四", phone="+8613800000077")
    give_role(user=somebody, organisation=cast.youan.organisation, role=role)
    assert counted(cast, napo, 400_000, by=somebody)


def test_nobody_else_does(cast: Cast, napo: Lot) -> None:
    for stranger in (cast.other_cooperative.person, cast.lan.user, cast.control_body.person):
        with pytest.raises(NotYourOrganisation):
            counted(cast, napo, 1, by=stranger)
    assert left(napo) == 400_000


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"grams": -1}, CountNotUnderstood),
        ({"grams": 1.5}, CountNotUnderstood),
        ({"grams": 1_000, "at": at("2026-06-24", "16:19")}, UsedBeforeMade),
        ({"grams": 1_000, "at": NOW.replace(tzinfo=None)}, TimeNeedsOffset),
        ({"grams": 1_000, "seen_g": 399_000}, CountAgain),
    ],
)
def test_what_is_refused_changes_nothing(
    cast: Cast, napo: Lot, changes: dict[str, object], refusal: type[Failure]
) -> None:
    with pytest.raises(refusal):
        counted(cast, napo, **changes)
    assert left(napo) == 400_000
    assert not StockCount.objects.exists()


def test_a_count_that_was_overtaken_is_a_question(cast: Cast, napo: Lot) -> None:
    """Told late: the fruit that left in between is not missing."""
    split(lot=napo, weights_g=[100_000], by=cast.youan.person, at=at("2026-06-25", "19:00"))
    with pytest.raises(UsedSinceCounted, match="after 25 June 2026, 18:00"):
        counted(cast, napo, 400_000)
    assert not StockCount.objects.exists()


def test_a_stocktake_is_saved_whole_or_not_at_all(cast: Cast, napo: Lot, pohong: Lot) -> None:
    told = {"by": cast.youan.person, "at": NOW}
    with pytest.raises(CountAgain, match=pohong.code):
        take_stock(counts=[(napo, 1_000), (pohong, 300_000)], seen_g={pohong.pk: 299_000}, **told)
    assert (left(napo), StockCount.objects.count()) == (400_000, 0)
    made = take_stock(counts=[(pohong, 299_000), (napo, 400_000)], note="Both", **told)
    assert [(each.lot.pk, each.missing_g) for each in made] == [(pohong.pk, 1_000), (napo.pk, 0)]
    assert len({each.event_id for each in StockCount.objects.all()}) == 2


def test_a_stocktake_names_lots_of_one_house_once(cast: Cast, napo: Lot) -> None:
    other = Lot.objects.get(pk=napo.pk)
    other.owner = cast.other_cooperative.organisation
    told = {"by": cast.youan.person, "at": NOW}
    for counts, refusal in (
        ([], NothingCounted),
        ([(napo, 1), (napo, 1)], CountedTwice),
        ([(napo, 1), (other, 1)], LotOfSomebodyElse),
    ):
        with pytest.raises(refusal):
            take_stock(counts=counts, **told)


# What the database keeps by itself


def test_a_count_is_never_changed_or_deleted(cast: Cast, napo: Lot) -> None:
    counted(cast, napo, 388_000)
    for change in (
        lambda: StockCount.objects.update(counted_g=400_000),
        lambda: StockCount.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            change()


@pytest.mark.parametrize(("book_g", "counted_g"), [(400_000, 388_000), (390_000, 390_000), (412_000, 400_000)])
def test_the_books_are_not_bent_by_a_count(cast: Cast, napo: Lot, book_g: int, counted_g: int) -> None:
    """Neither missing grams that nobody drew, nor a book weight that the lot does not hold."""
    like = counted(cast, napo, 400_000)
    again = {name: getattr(like, name) for name in ("lot", "counted_at", "counted_offset", "counted_by")}
    event = Event.objects.exclude(pk=like.event_id).first()
    with pytest.raises(IntegrityError, match="taken from the lot's stock first"), transaction.atomic():
        StockCount.objects.create(**again, event=event, book_g=book_g, counted_g=counted_g)


def test_a_count_of_nothing_in_an_empty_lot_is_none(cast: Cast, napo: Lot) -> None:
    like = counted(cast, napo, 0)
    again = {name: getattr(like, name) for name in ("lot", "counted_at", "counted_offset", "counted_by")}
    event = Event.objects.exclude(pk=like.event_id).first()
    with pytest.raises(IntegrityError, match="a_count_is_of_something"), transaction.atomic():
        StockCount.objects.create(**again, event=event, book_g=0, counted_g=0)


def test_what_was_counted_away_goes_into_no_other_lot(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """The grams that a stocktake drew cannot be named once more as the input of a lot."""
    counted(cast, napo, 388_000)
    [part] = split(lot=pohong, weights_g=[1_000], by=cast.youan.person, at=NOW)
    like = {"product": part.product, "owner": part.owner, "place": part.place}
    child = Lot.objects.create(**like, code="TY1", weight_g=12_000, remaining_g=12_000)
    with pytest.raises(IntegrityError, match="taken from its stock first"), transaction.atomic():
        LotInput.objects.create(child=child, parent=napo, weight_g=12_000)


def test_waste_and_counts_draw_side_by_side(cast: Cast, napo: Lot) -> None:
    waste(lot=napo, weight_g=5_000, reason="Rot", by=cast.youan.person, at=at("2026-06-25"))
    assert counted(cast, napo, 390_000).missing_g == 5_000
    parts = split(lot=napo, weights_g=[390_000], by=cast.youan.person, at=at("2026-06-26"))
    assert (left(napo), parts[0].weight_g) == (0, 390_000)


@pytest.mark.django_db(transaction=True)
def test_counts_and_splits_at_once_never_take_the_same_gram(cast: Cast, napo: Lot) -> None:
    """Whoever is second sees what the first one did, or is told to count again."""
    wei = cast.youan.person

    def split_off() -> object:
        return split(lot=Lot.objects.get(pk=napo.pk), weights_g=[50_000], by=wei, at=NOW)

    def count_it(grams: int) -> Callable[[], object]:
        return lambda: count(lot=Lot.objects.get(pk=napo.pk), counted_g=grams, by=wei, at=NOW)

    answers = run_together(split_off, count_it(300_000), split_off, count_it(310_000), split_off)

    refused = [answer for answer in answers if isinstance(answer, Failure)]
    assert all(answer is not None for answer in answers)
    assert all(isinstance(answer, CountAgain) for answer in refused)
    used = sum(part.weight_g for part in LotInput.objects.filter(parent=napo))
    missing = sum(each.missing_g for each in StockCount.objects.all())
    assert used == 150_000
    assert left(napo) == 400_000 - used - missing


@pytest.mark.django_db(transaction=True)
def test_two_stocktakes_in_opposite_order_never_wait_in_a_ring(cast: Cast, napo: Lot, pohong: Lot) -> None:
    def take(*pairs: tuple[Lot, int]) -> Callable[[], object]:
        lots = [(Lot.objects.get(pk=lot.pk), grams) for lot, grams in pairs]
        return lambda: take_stock(counts=lots, by=cast.youan.person, at=NOW)

    answers = run_together(take((napo, 390_000), (pohong, 300_000)), take((pohong, 299_000), (napo, 400_000)))

    assert all(isinstance(answer, list | CountAgain) for answer in answers), answers
    assert (left(napo), left(pohong)) in {(390_000, 299_000), (390_000, 300_000), (400_000, 299_000)}
