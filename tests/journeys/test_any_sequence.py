"""Any acts, in any order: the books balance, claims are earned and never found, and the events alone tell it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

from tests.journeys.packing_house import EARLY, OPEN, PackingHouse
from traceability.lots.acts.blend import blend
from traceability.lots.acts.correct import correct
from traceability.lots.acts.grade import grade
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.books.acts.count import count
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import HandlingKind
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.acts.recall import recall
from traceability.lots.holding.acts.release import release
from traceability.lots.models import Lot

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.certification.models import Certificate
    from traceability.lots.holding.models import Hold

GRAMS = st.integers(1, 20_000)


def made(results: Any) -> Any:
    """New lots as a bundle takes them; nothing when the act was refused."""
    return multiple(*(results if isinstance(results, list) else filter(None, [results])))


def again(lot: Lot) -> Lot:
    """As it stands now, and not as whoever named it last saw it."""
    return Lot.objects.with_names().get(pk=lot.pk)


def machine_of(house: PackingHouse) -> type[RuleBasedStateMachine]:
    """Each example begins with the empty house, in a transaction that is taken back."""

    class Sequence(RuleBasedStateMachine):
        lots, holds, certificates = Bundle("lots"), Bundle("holds"), Bundle("certificates")

        def __init__(self) -> None:
            super().__init__()
            self.told = {"by": house.wei}
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def teardown(self) -> None:
            try:
                house.books_must_add_up()
            finally:
                transaction.set_rollback(True)
                self.undone.__exit__(None, None, None)

        @initialize(target=lots)
        def two_growers_come(self) -> Any:
            return multiple(house.receive(50_000), house.receive(30_000))

        @rule(target=lots, grams=GRAMS, day=st.sampled_from([OPEN, OPEN, EARLY]))
        def receive(self, grams: int, day: Any) -> Any:
            return house.receive(grams, day)

        @rule(target=lots, first=lots, second=lots, grams=GRAMS, others=GRAMS, loss=st.integers(0, 500))
        def blend(self, first: Lot, second: Lot, grams: int, others: int, loss: int) -> Any:
            inputs = [(again(first), grams), (again(second), others)]
            told = {"inputs": inputs, "loss_g": loss, "place": house.place, "at": house.now(), **self.told}
            return made(house.tried(lambda: blend(**told)))

        @rule(target=lots, lot=lots, parts=st.lists(GRAMS, min_size=1, max_size=3))
        def split(self, lot: Lot, parts: list[int]) -> Any:
            return made(house.tried(lambda: split(lot=again(lot), weights_g=parts, at=house.now(), **self.told)))

        @rule(target=lots, lot=lots, first=GRAMS, second=GRAMS, loss=st.integers(0, 500))
        def grade(self, lot: Lot, first: int, second: int, loss: int) -> Any:
            told = {"parts": [("II", second), ("I", first)], "loss_g": loss, "at": house.now(), **self.told}
            return made(house.tried(lambda: grade(lot=again(lot), **told)))

        @rule(target=lots, lot=lots, cartons=st.integers(1, 9), loss=st.integers(0, 500))
        def pack(self, lot: Lot, cartons: int, loss: int) -> Any:
            told = {"product": house.carton, "cartons": cartons, "loss_g": loss, "at": house.now(), **self.told}
            return made(house.tried(lambda: pack(lot=again(lot), **told)))

        @rule(lot=lots, grams=GRAMS)
        def waste(self, lot: Lot, grams: int) -> None:
            told = {"weight_g": grams, "reason": "Rot", "at": house.now(), **self.told}
            house.tried(lambda: waste(lot=again(lot), **told))

        @rule(lot=lots, grams=GRAMS)
        def correct(self, lot: Lot, grams: int) -> None:
            told = {"weight_g": grams, "reason": "Read wrong", "at": house.now(), **self.told}
            house.tried(lambda: correct(lot=again(lot), **told))

        @rule(lot=lots, grams=GRAMS)
        def count(self, lot: Lot, grams: int) -> None:
            found = again(lot)
            counted_g = grams // 5_000 * 5_000 if found.is_packed else grams
            house.tried(lambda: count(lot=found, counted_g=counted_g, at=house.now(), **self.told))

        @rule(lot=lots)
        def wash(self, lot: Lot) -> None:
            kind, now = HandlingKind.objects.get(code="wash"), house.now()
            house.tried(lambda: treat(lot=again(lot), kind=kind, began=now, ended=now, **self.told))

        @rule(target=holds, lot=lots)
        def hold(self, lot: Lot) -> Any:
            return hold(lot=again(lot), reason="Smells", at=house.now(), **self.told)

        @rule(stopped=consumes(holds))
        def release(self, stopped: Hold) -> None:
            release(hold=stopped, reason="Aired", at=house.now(), **self.told)

        @rule(lot=lots, chance=st.integers(0, 3))
        def recall(self, lot: Lot, chance: int) -> None:
            if chance == 0:
                recall(lots=[again(lot)], started_from="wire", reason="Wire", at=house.now(), **self.told)

        @rule(target=certificates, lot=lots, grams=GRAMS)
        def certify(self, lot: Lot, grams: int) -> Any:
            house.tried(lambda: house.inspect(again(lot)))
            return made(house.tried(lambda: house.certify(again(lot), grams)))

        @rule(certificate=certificates, grams=GRAMS)
        def draw(self, certificate: Certificate, grams: int) -> None:
            house.tried(lambda: house.draw(certificate, grams))

        @rule(certificate=consumes(certificates))
        def revoke(self, certificate: Certificate) -> None:
            house.revoke(certificate)
            house.tried(lambda: house.draw(certificate, 1))

        @invariant()
        def it_holds(self) -> None:
            house.must_hold()

    return Sequence


def test_any_acts_in_any_order_leave_books_that_balance_and_events_that_tell_them(cast: Cast) -> None:
    shape = settings(
        max_examples=24,
        stateful_step_count=18,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        derandomize=True,
    )
    run(machine_of(PackingHouse(cast)), settings=shape)
