"""Four desks take from the same lots at the same minute: nobody takes what is not there, and the events tell it all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from tests.cast import at
from tests.journeys.packing_house import PackingHouse
from traceability.lots.acts.blend import blend
from traceability.lots.acts.grade import grade
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.holding.acts.hold import hold
from traceability.lots.models import Lot
from traceability.web.failures import Failure

if TYPE_CHECKING:
    from tests.cast import Cast

DESKS, ACTS = 4, 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_desks_that_work_at_once_leave_books_that_balance(cast: Cast, seed: int) -> None:
    house = PackingHouse(cast)
    lots = [house.receive(40_000) for _ in range(3)]
    certificate = house.certified_whole(lots[0])
    together = Barrier(DESKS)

    def work(desk: int) -> list[str]:
        dice, done = Random(f"{seed} {desk}"), []
        try:
            together.wait()
            for number in range(ACTS):
                act = dice.choice(_acts(house, lots, certificate, dice, desk * ACTS + number))
                try:
                    act()
                    done.append("done")
                except Failure as refusal:
                    done.append(refusal.slug)
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(DESKS) as desks:
        told = [outcome for outcomes in desks.map(work, range(DESKS)) for outcome in outcomes]
    assert len(told) == DESKS * ACTS
    assert "done" in told
    house.must_hold()
    house.books_must_add_up()


def _acts(house: PackingHouse, lots: list[Lot], certificate: Any, dice: Random, minute: int) -> list[Any]:
    """What somebody may do next; each reads its lots anew, as a desk does."""
    told = {"by": house.wei, "at": at("2026-06-28", "06:00") + timedelta(minutes=minute)}
    grams = dice.randrange(1_000, 15_000)

    def lot() -> Lot:
        return Lot.objects.with_names().get(pk=dice.choice(lots).pk)

    def mixed() -> Lot:
        first, second = sorted(
            Lot.objects.with_names().filter(pk__in=[one.pk for one in lots]), key=lambda _: dice.random()
        )[:2]
        return blend(inputs=[(first, grams), (second, grams)], place=house.place, **told)

    return [
        mixed,
        mixed,
        lambda: split(lot=lot(), weights_g=[grams], **told),
        lambda: grade(lot=lot(), parts=[("I", grams)], loss_g=100, **told),
        lambda: pack(lot=lot(), product=house.carton, cartons=grams // 5_000 + 1, **told),
        lambda: waste(lot=lot(), weight_g=grams, reason="Rot", **told),
        lambda: house.draw(certificate, grams),
        lambda: hold(lot=lot(), reason="Smells", **told) if dice.random() < 0.1 else None,
    ]
