"""Plain rows, many at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.cast import Cast
from traceability.lots.models import LotCodeCounter
from traceability.web.bulk import MOST_VALUES, insert


def test_rows_are_stored_in_a_few_statements(cast: Cast, django_assert_num_queries: Any) -> None:
    owner, first = cast.youan.organisation.pk, date(2020, 1, 1)
    rows = [(owner, first + timedelta(number), number) for number in range(MOST_VALUES)]
    with django_assert_num_queries(3):
        insert(LotCodeCounter, ["owner", "day", "taken"], rows)
    assert list(LotCodeCounter.objects.order_by("day").values_list("owner", "day", "taken")) == rows


def test_no_rows_are_no_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert(LotCodeCounter, ["owner", "day", "taken"], [])
