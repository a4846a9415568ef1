"""Whole grams whose rows and columns still add up."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from traceability.lots.books.rounding import whole


def test_halves_are_put_where_rows_and_columns_stay() -> None:
    assert whole([[0.5, 0.5], [0.5, 0.5]]) in ([[1, 0], [0, 1]], [[0, 1], [1, 0]])


def test_what_is_whole_stays() -> None:
    assert whole([[3.0, -2.0], [0.0, 7.0]]) == [[3, -2], [0, 7]]


def test_a_cell_whose_sums_are_broken_is_rounded_by_itself() -> None:
    assert whole([[1.4, 2.0]]) == [[1, 2]]
    assert whole([[0.6], [0.6]]) == [[1], [1]]


def test_nothing_is_a_table_too() -> None:
    assert whole([]) == []


@given(
    shares=st.lists(st.integers(1, 50), min_size=2, max_size=9),
    columns=st.lists(st.integers(0, 10**9), min_size=1, max_size=5),
)
def test_every_cell_goes_up_or_down_and_every_sum_stays(shares: list[int], columns: list[int]) -> None:
    """Each column is divided by weight; two more cells close a row on a whole number, as the books do with what is
    there at the start and at the end: one grower's remainder is another's."""
    total = sum(shares)
    parts = [[Fraction(grams * share, total) for grams in columns] for share in shares]
    rest = [-sum(row) % 1 for row in parts]
    exact = [[*row, left] for row, left in zip(parts, rest, strict=True)]
    found = whole([[float(cell) for cell in row] for row in exact])
    for column, grams in enumerate([*columns, sum(rest)]):
        assert sum(row[column] for row in found) == grams
    for row, cells in zip(exact, found, strict=True):
        assert sum(cells) == sum(row)
        assert all(abs(cell - each) < 1 for cell, each in zip(row, cells, strict=True))
