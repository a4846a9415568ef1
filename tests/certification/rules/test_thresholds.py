"""What ripe fruit of a variety must measure: AGI01634's own text for Tainong No. 1 and Guire 82, else provisional.

bang.cn/article/51839 (AGI01634); peizx.cn (Baise Mango Association, 2024) for Guifei; the others to be confirmed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.certification.way import SCHEME, Way
from traceability.certification.models import GIScheme, QualityThreshold
from traceability.certification.thresholds import findings_of
from traceability.lots.models import Variety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ON = date(2026, 7, 2)
FIGURES = {
    ("tainong-1", "fruit_weight_g"): (250, 350), ("tainong-1", "brix"): (19, 23),
    ("guifei", "brix"): (14, 18),
    ("jinhuang", "fruit_weight_g"): (500, 1200), ("jinhuang", "brix"): (15, 19),
    ("hongxiangya", "fruit_weight_g"): (400, 700), ("hongxiangya", "brix"): (14, 17),
    ("renong-1", "fruit_weight_g"): (400, 700), ("renong-1", "brix"): (14, 18),
    ("guire-82", "fruit_weight_g"): (200, 300), ("guire-82", "brix"): (18, 23),
    ("keitt", "fruit_weight_g"): (600, 1000), ("keitt", "brix"): (13, 17),
    ("guire-10", "fruit_weight_g"): (400, 800), ("guire-10", "brix"): (14, 18),
}  # fmt: skip


def passes(variety: str, measure: str, value: Decimal | int, on: date = ON) -> bool | None:
    """Whether the mean of a sample is what the scheme asks for."""
    scheme, kind = GIScheme.objects.get(code=SCHEME), Variety.objects.get(code=variety)
    means = dict.fromkeys(("fruit_weight_g", "brix"), Decimal(value))
    return next(finding.ok for finding in findings_of(scheme, kind, on, means) if finding.step == measure)


def test_these_are_all_that_are_entered() -> None:
    entered = QualityThreshold.objects.filter(scheme=SCHEME).values_list("variety", "measure", "minimum", "maximum")
    assert {(variety, measure): (low, high) for variety, measure, low, high in entered} == FIGURES


@pytest.mark.parametrize(("variety", "measure"), FIGURES, ids=lambda part: part)
def test_both_bounds_are_within_and_a_tenth_beyond_is_not(variety: str, measure: str) -> None:
    low, high = FIGURES[variety, measure]
    tenth = Decimal("0.1")
    tried = [low - tenth, low, high, high + tenth]
    assert [passes(variety, measure, value) for value in tried] == [False, True, True, False]


def test_only_figures_of_a_text_that_was_read_are_sure() -> None:
    sure = QualityThreshold.objects.filter(scheme=SCHEME, confidence="high").values_list("variety", flat=True)
    assert set(sure) == {"tainong-1"}


@pytest.mark.parametrize(("day", "passed"), [("2026-07-01", True), ("2026-07-02", False)])
def test_the_figures_of_the_day_count(way: Way, day: str, passed: bool) -> None:
    """Issue 5: the thresholds of that year. Ten fruit of 20.5 °Brix, and 21 are asked for from 2 July on."""
    rows = QualityThreshold.objects.filter(scheme=SCHEME, variety="tainong-1", measure="brix")
    rows.update(valid_to=date(2026, 7, 1))
    QualityThreshold.objects.create(
        scheme=way.scheme,
        variety_id="tainong-1",
        measure="brix",
        minimum=21,
        maximum=23,
        valid_from=date(2026, 7, 2),
        source="a later notice",
        confidence="high",
    )
    assert way.inspect(way.lot(), day=day).passed is passed
