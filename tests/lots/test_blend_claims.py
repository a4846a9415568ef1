"""Before a blend is made the desk shows what becomes of each plain claim, and by which input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cast import at
from traceability.lots.acts.blend import blend
from traceability.lots.acts.grade import grade
from traceability.lots.blend_claims import plain_claims
from traceability.lots.panels import BlendClaim
from traceability.lots.queries import origins_of_blend

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Lot


def claims(*lots: Lot) -> dict[str, BlendClaim]:
    shares = origins_of_blend([(lot, lot.remaining_g) for lot in lots])
    return {claim.claim: claim for claim in plain_claims(lots, shares, owes_promise=True)}


def test_where_it_grew_is_lost_by_fruit_from_elsewhere_and_costs_nobody_a_place(napo: Lot, pohong: Lot) -> None:
    grown = claims(napo, pohong)["Grown in Napo"]
    assert (grown.blend.state, grown.taken_by) == ("no", (pohong.pk,))
    assert pohong.code in grown.blend.words
    assert not grown.costs


def test_fruit_of_one_township_keeps_it(napo: Lot, grow: object) -> None:
    other = grow(100)  # type: ignore[operator]
    assert claims(napo, other)["Grown in Napo"].blend.state == "ok"


def test_a_township_that_no_input_could_name_is_no_claim(cast: Cast, napo: Lot, pohong: Lot) -> None:
    told = {"place": cast.youan.place, "by": cast.youan.person, "at": at("2026-06-25")}
    first = blend(inputs=[(napo, 100_000), (pohong, 100_000)], **told)
    second = blend(inputs=[(napo, 50_000), (pohong, 100_000)], **told)
    assert not any(title.startswith("Grown in") for title in claims(first, second))


def test_a_class_is_lost_by_the_worse_one_and_unknown_of_what_nobody_graded(cast: Cast, napo: Lot, pohong: Lot) -> None:
    parts = [("I", 100_000), ("II", 50_000)]
    first, second = grade(lot=napo, parts=parts, by=cast.youan.person, at=at("2026-06-25"))
    graded = claims(first, second, pohong)["Class I"]
    assert [graded.inputs[lot.pk].state for lot in (first, second, pohong)] == ["ok", "no", "dunno"]
    assert graded.blend.words == "The blend is class II."
    assert claims(first, pohong)["Class I"].blend.state == "ok"
    assert not any(title.startswith("Class") for title in claims(pohong, napo))


def test_a_new_promise_is_told_where_one_is_owed(napo: Lot, pohong: Lot) -> None:
    promise = claims(napo, pohong)["Conformity certificate (承诺达标合格证)"]
    assert promise.blend.words == "A new one is made with the blend."
