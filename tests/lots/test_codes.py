"""Lot codes: never given twice, in the order in which they are taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from traceability.lots.codes import letters, take_code, take_codes

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 24)


def test_many_codes_go_on_where_the_last_one_ended(cast: Cast) -> None:
    owner = cast.youan.organisation
    assert take_code(owner=owner, day=DAY) == "TY260624A"
    assert take_codes(owner=owner, day=DAY, count=3) == ["TY260624B", "TY260624C", "TY260624D"]
    assert take_code(owner=owner, day=DAY) == "TY260624E"
    assert take_code(owner=cast.other_cooperative.organisation, day=DAY) == "TY260624A"


def test_a_thousand_codes_cost_what_one_costs(cast: Cast, django_assert_num_queries: Any) -> None:
    owner = cast.youan.organisation
    take_code(owner=owner, day=DAY)
    for count in (1, 1_000):
        with django_assert_num_queries(1):
            codes = take_codes(owner=owner, day=DAY, count=count)
        assert len(set(codes)) == count


@pytest.mark.parametrize(("number", "text"), [(1, "A"), (24, "Z"), (25, "AA"), (600, "ZZ"), (601, "AAA")])
def test_letters_count_as_the_columns_of_a_sheet(number: int, text: str) -> None:
    assert letters(number) == text


def test_letters_use_none_that_looks_like_a_digit() -> None:
    assert not {letter for number in range(1, 700) for letter in letters(number)} & {"I", "O"}
