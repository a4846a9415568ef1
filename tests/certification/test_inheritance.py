"""A lot carries a claim only if every input carries it: nothing that failed is mixed away.

DESIGN.md section 4; gi_schemes.json, gate custody; Regulation (EC) No 396/2005, Article 19: fruit over a limit is not
mixed in order to dilute.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import at
from tests.certification.way import GOOD, Way
from traceability.certification.acts.inspect import FruitReading
from traceability.certification.naming import judge_name
from traceability.certification.refusals import NameNotEarned
from traceability.certification.residues import judge_residues
from traceability.certification.standing import Standing, standings
from traceability.lots.acts.split import split
from traceability.lots.models import Lot

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 20)
SOUR = FruitReading(fruit_weight_g=298, brix=Decimal("12"))
"""Seven degrees below what Tainong No. 1 must have."""


@pytest.fixture
def sour(way: Way) -> Lot:
    """Lan's lot that did not pass."""
    way.authorise()
    lot = way.lot("2026-06-26", number="12")
    way.inspect(lot, *[SOUR] * 10)
    return lot


def named(way: Way, lot: Lot) -> bool | None:
    return judge_name(lot, scheme=way.scheme, on=ON).carried


def stands(way: Way, lot: Lot) -> Standing:
    [standing] = standings([lot], scheme=way.scheme, on=ON).values()
    return standing


def part_of(way: Way, lot: Lot, day: str = "2026-06-29") -> Lot:
    return split(lot=lot, weights_g=[100_000], by=way.cast.youan.person, at=at(day))[0]


def test_fruit_that_failed_is_not_mixed_into_the_name(way: Way, sour: Lot) -> None:
    mixed = way.blend(sour, way.lot("2026-06-27", number="4"))
    way.inspect(mixed)
    assert named(way, mixed) is False
    with pytest.raises(NameNotEarned, match="2 July"):
        way.certify(mixed)
    assert stands(way, mixed).state == "no"


def test_nor_is_it_split_off_again_afterwards(way: Way, sour: Lot) -> None:
    """One parent without it, and the blend has lost it for ever."""
    part = part_of(way, way.blend(sour, way.lot("2026-06-27", number="4")))
    way.inspect(part)
    assert named(way, part) is False


def test_a_part_of_one_lot_may_be_read_again_by_itself(way: Way, sour: Lot) -> None:
    """The small and unripe are graded out: nothing was mixed, so the part is judged by its own fruit."""
    part = part_of(way, sour)
    assert named(way, part) is False
    way.inspect(part)
    assert named(way, part) is True
    assert named(way, sour) is False


def test_the_last_inspection_of_a_lot_counts(way: Way, sour: Lot) -> None:
    way.inspect(sour, *[GOOD] * 11, day="2026-07-06")
    assert [judge_name(sour, scheme=way.scheme, on=date(2026, 7, day)).carried for day in (5, 6)] == [False, True]


def test_fruit_over_a_limit_is_not_diluted(way: Way) -> None:
    """Regulation (EC) No 396/2005, Article 19; azoxystrobin on mango: 4 mg/kg."""
    over, clean = way.lot("2026-06-26", number="12"), way.lot("2026-06-27", number="4")
    way.test_residues(over, azoxystrobin="5")
    mixed = way.blend(over, clean)
    way.test_residues(mixed, azoxystrobin="3")
    verdict = judge_residues(mixed, destination="NL", on=ON)
    assert (verdict.carried, "azoxystrobin 5 mg/kg" in verdict.headline) == (False, True)
    assert judge_residues(part_of(way, mixed), destination="NL", on=ON).carried is False


def test_a_clean_part_is_no_reason_to_stop_another_destination(way: Way) -> None:
    """What was over France's limit alone stays out of France alone: carbendazim, Arrêté of 5 January 2026."""
    french = dict.fromkeys(("carbendazim", "benomyl", "thiophanate_methyl", "mancozeb"))
    over, clean = way.lot("2026-06-26", number="12"), way.lot("2026-06-27", number="4")
    way.test_residues(over, **(french | {"carbendazim": "0.014"}))
    mixed = way.blend(over, clean)
    way.test_residues(mixed, **french)
    assert [judge_residues(mixed, destination=place, on=ON).carried for place in ("NL", "FR")] == [True, False]


# The tables of the desk say the same ----------------------------------------------------------------------------------


def test_the_desk_says_whether_a_lot_was_looked_at_and_what_came_of_it(way: Way, sour: Lot) -> None:
    assert stands(way, sour) == Standing("no", "It did not pass the inspection of 2 July.", "Not under the name.")
    assert stands(way, way.lot("2026-06-27", number="4")) == Standing("dunno", "Not inspected")
    assert stands(way, way.earned("2026-06-28")) == Standing("wait", "Passed; waits for its certificate")


def test_a_certificate_of_one_part_says_nothing_of_the_other(way: Way) -> None:
    way.authorise()
    whole = way.lot()
    first, second = part_of(way, whole, "2026-06-27"), part_of(way, whole, "2026-06-28")
    way.inspect(first)
    way.certify(first)
    mixed = way.blend(first, second)
    assert [stands(way, lot).state for lot in (first, second, mixed)] == ["ok", "dunno", "dunno"]
