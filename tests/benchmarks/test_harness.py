"""The judge of benchmarks is judged: a missed goal is said, and ends with exit code 1."""

from __future__ import annotations

import pytest

from tests.benchmarks.harness import Row, rounds_of, table


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("bytes", 14_000, "bytes", goal=14_000), True),
        (Row("bytes", 14_001, "bytes", goal=14_000), False),
        (Row("labels", 999, "1/s", goal=1_000, more_is_better=True), False),
        (Row("labels", 1_000, "1/s", goal=1_000, more_is_better=True), True),
        (Row("page", 30, "ms", baseline=10, goal=2.9, judged_by_ratio=True), False),
        (Row("page", 30, "ms", baseline=10, goal=3, judged_by_ratio=True), True),
        (Row("page", 30, "ms", baseline=10), None),
    ],
)
def test_a_goal_is_met_or_missed(row: Row, met: bool | None) -> None:
    assert row.met is met
    assert row.as_json()["met"] is met


def test_a_row_has_the_shape_of_every_benchmark() -> None:
    assert Row("page", 1.23456, "ms", baseline=0.5).as_json() == {
        "what": "page",
        "value": 1.235,
        "unit": "ms",
        "baseline": 0.5,
        "ratio": 2.469,
        "goal": None,
        "met": None,
    }


def test_the_table_says_what_was_missed() -> None:
    drawn = table({"benchmark": "scan", "machine": {"cores": 2}, "rows": [Row("page", 15_000, "b", goal=1).as_json()]})
    assert drawn.splitlines()[0] == "scan on cores 2"
    assert drawn.splitlines()[-1].split() == ["page", "15,000", "b", "1", "MISSED"]


def test_subjects_take_turns_after_one_call_that_is_not_timed() -> None:
    called: list[str] = []
    times = rounds_of(lambda: called.append("a"), lambda: called.append("b"), rounds=2, calls=2)
    assert "".join(called) == "ab" + "aabb" * 2
    assert len(times) == 2
