"""How many fruit a sample has at least, by the weight of the lot and the day.

Residues: Commission Directive 2002/63/EC, Annex, table 4 (large fresh products, above 250 g: at least five units).
Inspection: the holder's plan was not obtained; ten fruit, and eighteen from two tonnes on, are a choice that warns.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.certification.way import GOOD, Way
from traceability.certification.models import SamplingPlan
from traceability.certification.sampling import plan_for
from traceability.lots.models import Lot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ON = date(2026, 7, 2)


def fruits(purpose: str, weight_g: int = 400_000, on: date = ON) -> int | None:
    """What the plan asks for; None where none is in force."""
    plan = plan_for(Lot(weight_g=weight_g), purpose, on)
    return plan.fruits if plan else None


@pytest.mark.parametrize(("weight_g", "least"), [(1, 10), (1_999_999, 10), (2_000_000, 18), (30_000_000, 18)])
def test_a_lot_of_two_tonnes_and_more_needs_eighteen_fruit(weight_g: int, least: int) -> None:
    assert fruits("inspection", weight_g) == least


def test_residues_need_five_whatever_the_lot_weighs() -> None:
    assert [fruits("residues", weight) for weight in (1, 50_000_000)] == [5, 5]


@pytest.mark.parametrize(
    ("purpose", "before", "first"),
    [
        ("residues", date(2002, 7, 10), date(2002, 7, 11)),  # the Directive is of that day
        ("inspection", date(2014, 12, 31), date(2015, 1, 1)),  # AGI01634 is of 2015
    ],
)
def test_the_plan_holds_from_its_first_day(purpose: str, before: date, first: date) -> None:
    assert fruits(purpose, on=before) is None
    assert fruits(purpose, on=first)


def test_a_plan_that_is_over_gives_way_to_the_next_one() -> None:
    SamplingPlan.objects.filter(purpose="residues").update(valid_to=ON)
    SamplingPlan.objects.create(
        purpose="residues",
        lot_from_g=0,
        fruits=10,
        valid_from=date(2026, 7, 3),
        source="a later act",
        confidence="high",
    )
    assert [fruits("residues", on=date(2026, 7, day)) for day in (2, 3)] == [5, 10]


def test_both_are_provisional_so_fewer_fruit_warn(way: Way) -> None:
    assert all(plan.is_provisional for plan in SamplingPlan.objects.all())
    inspection = way.inspect(way.lot(), *[GOOD] * 9)
    [sample] = [finding for finding in inspection.told() if finding.step == "sample"]
    assert (inspection.passed, sample.state, sample.words) == (
        True,
        "warn",
        "9 fruit read, fewer than the 10 of the sampling plan.",
    )
