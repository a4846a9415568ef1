"""A residue limit holds from a day and, once it is replaced, up to one: Regulation (EC) No 396/2005 and its changes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from traceability.certification.models import ResidueLimit, ResidueResult
from traceability.certification.residues import judge_result, limits_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

MANGO, ORANGE, MANDARIN = "0163030", "0110020", "0110050"
FRENCH = ("carbendazim", "benomyl", "thiophanate-methyl")


def within(substance: str, mg_kg: str, fruit: str, on: date, destination: str = "EU") -> list[bool | None]:
    """The answer of each limit that holds on a day, drafts aside."""
    limits = limits_for(fruit, destination=destination, on=on)
    result = ResidueResult(substance=substance, loq_mg_kg=Decimal("0.005"), found_mg_kg=Decimal(mg_kg))
    return [finding.ok for finding in judge_result(result, limits)]


@pytest.mark.parametrize(
    ("substance", "fruit", "first", "limit"),
    [
        ("thiamethoxam", MANGO, "2026-03-07", "0.01"),  # Reg. (EU) 2023/334, on imports too: USDA GAIN E42023-0010
        ("clothianidin", ORANGE, "2026-03-07", "0.01"),  # the same
        ("acetamiprid", ORANGE, "2025-08-19", "0.9"),  # Reg. (EU) 2025/158
        ("azoxystrobin", ORANGE, "2024-10-01", "15"),  # Reg. (EU) 2024/2633
        ("flutriafol", ORANGE, "2024-10-01", "0.4"),  # the same
        ("chlorpyrifos", MANGO, "2020-11-13", "0.01"),  # Reg. (EU) 2020/1085
    ],
)
def test_a_limit_decides_from_its_first_day(substance: str, fruit: str, first: str, limit: str) -> None:
    """The day before, the general default of 0.01 mg/kg holds, as for whatever has no entry (Article 18(1)(b))."""
    day, row = (
        date.fromisoformat(first),
        ResidueLimit.objects.get(substance=substance, eu_product_code=fruit, valid_from=first),
    )
    used = {
        on: [one.pk for one in limits_for(fruit, destination="EU", on=on).get(substance, [])]
        for on in (day - timedelta(1), day)
    }
    assert (row.pk in used[day - timedelta(1)], row.pk in used[day]) == (False, True)
    assert within(substance, limit, fruit, day) == [True]
    assert within(substance, str(Decimal(limit) + Decimal("0.00001")), fruit, day) == [False]


@pytest.mark.parametrize("fruit", [MANGO, ORANGE, MANDARIN])
@pytest.mark.parametrize(("day", "answer"), [("2008-08-31", [None]), ("2008-09-01", [False])])
def test_what_has_no_entry_may_stand_at_a_hundredth_since_1_september_2008(
    fruit: str, day: str, answer: list[bool | None]
) -> None:
    """Article 18(1)(b); the Regulation's chapters on limits apply from 2008-09-01. Before, no limit says anything."""
    assert within("nonesuch", "0.0101", fruit, date.fromisoformat(day)) == answer


def test_a_limit_that_is_over_decides_up_to_its_last_day() -> None:
    ResidueLimit.objects.filter(substance="azoxystrobin", eu_product_code=MANGO).update(valid_to=date(2026, 7, 30))
    assert [within("azoxystrobin", "3", MANGO, date(2026, 7, day)) for day in (30, 31)] == [[True], [False]]


def test_of_two_versions_the_newer_decides_from_its_day() -> None:
    ResidueLimit.objects.create(
        substance="azoxystrobin",
        eu_product_code=MANGO,
        destination="EU",
        limit_mg_kg=Decimal("0.7"),
        status="current",
        valid_from=date(2026, 7, 31),
        source="a later regulation",
        confidence="high",
    )
    assert [within("azoxystrobin", "3", MANGO, date(2026, 7, day)) for day in (30, 31)] == [[True], [False]]


@pytest.mark.parametrize(
    ("substance", "fruit"),
    [
        *((substance, fruit) for substance in FRENCH for fruit in (MANGO, ORANGE, MANDARIN)),
        ("mancozeb", MANGO),
    ],
)
@pytest.mark.parametrize(("day", "forbidden"), [("2026-02-07", False), ("2026-02-08", True)])
def test_what_france_forbids_it_forbids_from_8_february_2026(
    substance: str, fruit: str, day: str, forbidden: bool
) -> None:
    """Arrêté of 5 January 2026 (agrinfo.eu, french-national-mrl-measures): none may be quantified."""
    on = date.fromisoformat(day)
    french = [
        row
        for row in limits_for(fruit, destination="FR", on=on).get(substance, [])
        if row.destination == "FR" and row.limit_mg_kg is None
    ]
    assert bool(french) is forbidden
    assert not [row for row in limits_for(fruit, destination="DE", on=on).get(substance, []) if row.destination == "FR"]


@pytest.mark.parametrize("fruit", [ORANGE, MANDARIN])
def test_mancozeb_is_forbidden_on_mangoes_and_not_on_citrus(fruit: str) -> None:
    """Arrêté of 5 January 2026: mango, not orange."""
    assert "mancozeb" not in limits_for(fruit, destination="FR", on=date(2026, 7, 31))


def test_drafts_are_of_7_january_2026_and_lower_two_limits_to_a_hundredth() -> None:
    """paysan-breton.fr 2026-01-16; agrinfo.eu: Commission draft, not published."""
    drafts = ResidueLimit.objects.filter(status="draft")
    assert {row.substance for row in drafts} >= {"carbendazim", "thiophanate-methyl"}
    assert set(drafts.values_list("valid_from", "limit_mg_kg")) == {(date(2026, 1, 7), Decimal("0.01"))}
