"""The name is for fruit that grew in the scheme's area: a county is in it from a day and, once it leaves, up to one.

AGI01634 (bang.cn/article/51839): Youjiang valley with its two mountain wings; no township list was obtained, so the
twelve counties of Baise stand for it, provisionally (domain.md 1.2).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.certification.way import SCHEME, Way
from traceability.certification.models import SchemeArea
from traceability.certification.naming import judge_name
from traceability.parties.models import County

pytestmark = pytest.mark.django_db


def test_it_is_the_twelve_counties_of_baise(reference: None) -> None:
    """Codes of the statistics bureau that begin with 4510."""
    area = set(SchemeArea.objects.filter(scheme=SCHEME).values_list("county", flat=True))
    assert len(area) == 12
    assert area == set(County.objects.filter(code__startswith="4510").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        ({"valid_from": date(2026, 7, 3)}, [False, True, True]),
        ({"valid_to": date(2026, 7, 3)}, [True, True, False]),
    ],
)
def test_a_county_counts_on_the_days_on_which_it_is_in_the_area(
    way: Way, change: dict[str, date], answers: list[bool]
) -> None:
    """Tianyang is 451003. Judged on 2, 3 and 4 July."""
    lot = way.lot()
    SchemeArea.objects.filter(scheme=SCHEME, county="451003").update(**change)
    found = [judge_name(lot, scheme=way.scheme, on=date(2026, 7, day)).findings for day in (2, 3, 4)]
    assert [next(one.ok for one in findings if one.step == "area") for findings in found] == answers
