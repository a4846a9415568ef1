"""What the database keeps by itself, whoever writes into it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from tests.at_once import run_together
from tests.cast import Cast, at
from traceability.lots.acts.blend import blend
from traceability.lots.acts.split import split
from traceability.lots.models import Lot, LotInput, LotOrigin, Making, Product
from traceability.lots.refusals import LotOverdrawn


@pytest.fixture
def made(cast, napo, pohong):
    """A blend of 500 kg, 2 kg lost."""
    inputs = [(napo, 300_000), (pohong, 202_000)]
    return blend(
        inputs=inputs, place=cast.youan.place, loss_g=2_000, by=cast.youan.person, at=at("2026-06-24", "18:00")
    )


def refuses(words: str):
    return pytest.raises(IntegrityError, match=words)


def unmade(made: Lot, **changes) -> Lot:
    """A new lot that nobody has accounted for."""
    values = {"product": made.product, "code": "TY1", "owner": made.owner, "place": made.place}
    return Lot.objects.create(**values | {"weight_g": 1_000, "remaining_g": 1_000} | changes)


def close(lot: Lot, made: Lot, **changes) -> Making:
    like = {"act": "blend", "made_at": made.making.made_at, "made_offset": 480, "made_by": made.making.made_by}
    return Making.objects.create(**{"lot": lot, "owner": lot.owner, "event": made.making.event} | like | changes)


def test_a_lot_is_made_by_the_house_that_owns_it(made, cast):
    with refuses("is who owns it"), transaction.atomic():
        close(unmade(made), made, act="receive", owner=cast.other_cooperative.organisation)


@pytest.mark.parametrize("act", ["blend", "split", "pack"])
def test_a_lot_is_not_closed_while_its_inputs_do_not_add_up(made, act):
    with refuses("must equal its weight and the recorded loss"), transaction.atomic():
        close(unmade(made), made, act=act)


def test_a_received_lot_has_no_inputs(made, napo):
    lot = unmade(made, weight_g=1, remaining_g=1)
    Lot.objects.filter(pk=napo.pk).update(remaining_g=F("remaining_g") - 1)
    LotInput.objects.create(child=lot, parent=napo, weight_g=1)
    with refuses("must equal its weight and the recorded loss"), transaction.atomic():
        close(lot, made, act="receive")


def test_an_input_is_taken_from_stock_before_it_counts(made, napo):
    with refuses("is taken from its stock first"), transaction.atomic():
        LotInput.objects.create(child=unmade(made), parent=napo, weight_g=1)


def test_nothing_is_added_to_a_lot_that_is_made(made, grow):
    late = grow(10)
    Lot.objects.filter(pk=late.pk).update(remaining_g=0)
    with refuses("settled"), transaction.atomic():
        LotInput.objects.create(child=made, parent=late, weight_g=1)


@pytest.mark.parametrize("table", [LotInput, Making, LotOrigin])
def test_what_a_lot_was_made_of_is_never_changed_or_deleted(made, table):
    column = {LotInput: "weight_g", Making: "loss_g", LotOrigin: "logged_g"}[table]
    with refuses("never changed or deleted"), transaction.atomic():
        table.objects.update(**{column: 7})
    with refuses("never changed or deleted"), transaction.atomic():
        table.objects.all()._raw_delete("default")


@pytest.mark.parametrize("change", [{"weight_g": 1}, {"code": "TY2"}, {"remaining_g": 500_001}, {"units": 4}])
def test_what_a_lot_is_never_changes(made, change):
    with refuses("never"), transaction.atomic():
        Lot.objects.filter(pk=made.pk).update(**change)


def test_what_was_taken_never_comes_back(napo, made):
    with refuses("never"), transaction.atomic():
        Lot.objects.filter(pk=napo.pk).update(remaining_g=F("remaining_g") + 1)


def test_a_lot_is_never_deleted(made):
    lot = unmade(made)
    with refuses("never deleted"), transaction.atomic():
        Lot.objects.filter(pk=lot.pk)._raw_delete("default")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"weight_g": 0, "remaining_g": 0}, "lot_weighs_something"),
        ({"remaining_g": 1_001}, "nobody_takes_more_than_a_lot_holds"),
        ({"code": "ty 1"}, "lot_code_is_digits_and_capitals"),
        ({"units": 0}, "packed_lot_has_cartons"),
    ],
)
def test_a_lot_that_cannot_be_is_refused_by_name(made, change, name):
    with refuses(name), transaction.atomic():
        unmade(made, **change)


def test_a_lot_is_made_of_older_lots(made, napo):
    with refuses("a_lot_is_made_of_older_lots"), transaction.atomic():
        LotInput.objects.create(child=_unclosed(made, napo), parent=made, weight_g=1)


def _unclosed(made: Lot, napo: Lot) -> Lot:
    """A lot that is older than the blend and not closed: none but the books' order forbids the input."""
    Lot.objects.filter(pk=made.pk).update(remaining_g=0)
    older = Lot(product=made.product, code="TY0", owner=made.owner, place=made.place, weight_g=1, remaining_g=1)
    older.pk = 0 if connection.vendor == "postgresql" else -1
    older.save(force_insert=True)
    return older


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_kilograms_one_loses(reference):
    cast = Cast()
    lot = cast.lot(cast.plot(cast.lan), weight_g=100_000)
    cut = lambda: split(lot=Lot.objects.get(pk=lot.pk), weights_g=[60_000], by=cast.youan.person, at=at("2026-06-25"))  # noqa: E731

    answers = run_together(cut, cut, cut)

    assert sum(isinstance(answer, LotOverdrawn) for answer in answers) == 2, answers
    assert Lot.objects.get(pk=lot.pk).remaining_g == 40_000
    assert LotInput.objects.filter(parent=lot).count() == 1


@pytest.mark.django_db(transaction=True)
def test_blends_of_the_same_lots_in_opposite_order_never_wait_in_a_ring(reference):
    cast = Cast()
    one = cast.lot(cast.plot(cast.lan), weight_g=100_000)
    two = cast.lot(cast.plot(cast.guoqiang), weight_g=100_000)
    place, wei = cast.youan.place, cast.youan.person

    def mix(*lots):
        inputs = [(Lot.objects.get(pk=lot.pk), 10_000) for lot in lots]
        return lambda: blend(inputs=inputs, place=place, by=wei, at=at("2026-06-25"))

    answers = run_together(mix(one, two), mix(two, one), mix(one, two), mix(two, one))

    assert [answer for answer in answers if not isinstance(answer, Lot)] == []
    assert len({answer.code for answer in answers}) == 4
    assert set(Lot.objects.filter(pk__in=[one.pk, two.pk]).values_list("remaining_g", flat=True)) == {60_000}


def test_a_gtin_stays_for_codes_with_it_are_printed(made):
    with refuses("never changes"), transaction.atomic():
        Product.objects.filter(pk=made.product_id).update(gtin="96971234500991")
