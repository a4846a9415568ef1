"""The first day of a year on which a variety may be sold under the name (开采上市日), as the city published it.

百色市芒果产业发展条例, in force 2024-05-01: the city publishes the days each year. Sources of the years:
2016 zzkailai.com/newdetail-42690; 2018 xxbjsp.net 2018-05-31; 2024 百政发〔2024〕10号; 2025 南国早报 2025-06-25.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from orchards.acts.log_harvest import log_harvest
from orchards.acts.weigh_in import weigh_in
from tests.cast import at, record_id
from tests.certification.way import SCHEME, Way
from traceability.certification.models import GIScheme, OpeningDay
from traceability.certification.naming import judge_name
from traceability.certification.opening import Opening, opening, openings_of
from traceability.lots.models import Lot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

PUBLISHED = {
    2016: {
        "tainong-1": "06-20", "hong-jinhuang": "06-20", "guifei": "06-25", "xinshiji": "07-01", "jinhuang": "07-15",
        "hongxiangya": "07-20", "renong-1": "07-20", "guire-82": "07-26", "yuwen": "07-26", "hongmang-6": "08-08",
        "guire-10": "08-15", "keitt": "08-15",
    },
    2018: {
        "tainong-1": "06-18", "guifei": "06-25", "xinshiji": "07-03", "jinhuang": "07-15", "hongxiangya": "07-18",
        "renong-1": "07-22", "guire-82": "07-23", "yuwen": "07-23", "hongmang-6": "08-05", "keitt": "08-15",
        "guire-10": "08-20",
    },
    2024: {
        "tainong-1": "06-20", "guifei": "06-25", "jinhuang": "07-01", "xinshiji": "07-10", "hongxiangya": "07-15",
        "renong-1": "07-22", "guire-82": "07-22", "guire-10": "08-20",
    },
    2025: {"tainong-1": "06-25"},
}  # fmt: skip
EMBRYO_LESS = {
    2018: {"tainong-1": "06-05", "guifei": "06-12"},
    2024: {"tainong-1": "06-15", "guifei": "06-18", "jinhuang": "06-27"},
}
"""无胚果 ripens earlier and has days of its own."""


def opens(variety: str, year: int, *, embryo_less: bool = False) -> Opening:
    rows = openings_of(GIScheme.objects.get(code=SCHEME), {variety}, {year})
    found = opening(rows.get((variety, year)), year, embryo_less=embryo_less)
    assert found
    return found


def test_every_day_that_was_published_is_entered_and_no_other() -> None:
    entered: dict[int, dict[str, str]] = {}
    early: dict[int, dict[str, str]] = {}
    for row in OpeningDay.objects.filter(scheme=SCHEME):
        entered.setdefault(row.year, {})[row.variety_id] = f"{row.opens_on:%m-%d}"
        if row.embryo_less_opens_on:
            early.setdefault(row.year, {})[row.variety_id] = f"{row.embryo_less_opens_on:%m-%d}"
    assert (entered, early) == (PUBLISHED, EMBRYO_LESS)


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_published_year_follows_nobody(year: int) -> None:
    for variety, day in PUBLISHED[year].items():
        found = opens(variety, year)
        assert (f"{found.day:%m-%d}", found.day.year, found.follows) == (day, year, None)


@pytest.mark.parametrize(
    ("variety", "follows", "day"),
    [
        ("hong-jinhuang", 2016, "2026-06-20"),
        ("yuwen", 2018, "2026-07-23"),
        ("hongmang-6", 2018, "2026-08-05"),
        ("keitt", 2018, "2026-08-15"),
        ("guifei", 2024, "2026-06-25"),
        ("tainong-1", 2025, "2026-06-25"),
    ],
)
def test_a_year_that_is_not_published_follows_the_newest_that_names_the_variety(
    variety: str, follows: int, day: str
) -> None:
    """domain.md 1.3: the notice of 2026 was not out; provisional until it is."""
    found = opens(variety, 2026)
    assert (found.day.isoformat(), found.follows, found.provisional) == (day, follows, True)


def picked(way: Way, variety: str, day: date, *, embryo_less: bool, number: str) -> Lot:
    """Lan's harvest of that day, over the scale in the afternoon."""
    cast = way.cast
    harvest = log_harvest(
        client_id=record_id(f"{number} {day}"),
        plot=cast.plot(cast.lan, number, variety),
        weight_g=400_000,
        crates=20,
        embryo_less=embryo_less,
        by=cast.lan.user,
        at=at(day.isoformat(), "08:10"),
    )
    place, wei = cast.youan.place, cast.youan.person
    assert place
    return weigh_in(harvest=harvest, weight_g=400_000, place=place, by=wei, at=at(day.isoformat(), "16:20"))


@pytest.mark.parametrize("variety", EMBRYO_LESS[2024])
def test_embryo_less_fruit_has_a_day_of_its_own(way: Way, variety: str) -> None:
    """百政发〔2024〕10号: Tainong 15 June, Guifei 18 June, Jinhuang 27 June 2024; with an embryo days later."""
    day = date.fromisoformat(f"2024-{EMBRYO_LESS[2024][variety]}")
    cases = [(day - timedelta(1), True, "1"), (day, True, "2"), (day, False, "3")]
    answers = []
    for on, embryo_less, number in cases:
        lot = picked(way, variety, on, embryo_less=embryo_less, number=number)
        findings = judge_name(lot, scheme=way.scheme, on=on).findings
        answers.append(next(finding.ok for finding in findings if finding.step == "opening"))
    assert answers == [False, True, False]


def test_where_no_day_of_their_own_is_published_the_variety_s_counts() -> None:
    """南国早报 2025 names none for embryo-less Tainong: the later day, which is never wrong."""
    assert opens("tainong-1", 2025, embryo_less=True).day == date(2025, 6, 25)
