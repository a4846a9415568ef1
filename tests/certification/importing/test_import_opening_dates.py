"""manage.py import_opening_dates: the city's yearly notice comes in whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.certification.way import Way
from traceability.certification.importing.openings import read_openings
from traceability.certification.models import OpeningDay
from traceability.certification.naming import judge_name
from traceability.web.failures import Failure

HEAD = "year,variety_zh,earliest_date_mm_dd,earliest_date_embryoless_fruit_mm_dd,scope,source,confidence\n"
NOTICE = (
    HEAD
    + "2026,台农1号,06-18,06-12,右江河谷,百政发〔2026〕8号,high\n2026,贵妃,6月24日,,右江河谷,百政发〔2026〕8号,high\n"
)


def run(tmp_path: Path, text: str, *options: str) -> str:
    file, told = tmp_path / "notice.csv", StringIO()
    file.write_text(text, encoding="utf-8")
    call_command("import_opening_dates", str(file), *options, stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_the_days_of_a_notice_are_entered_for_each_scheme_of_the_name(way: Way, tmp_path: Path) -> None:
    """domain.md 1.4: 百色市芒果产业发展条例; the city publishes the days of each variety every year."""
    told = run(tmp_path, NOTICE)
    row = OpeningDay.objects.get(scheme=way.scheme, variety="tainong-1", year=2026)
    assert (row.opens_on, row.embryo_less_opens_on) == (date(2026, 6, 18), date(2026, 6, 12))
    assert (row.source, row.confidence) == ("百政发〔2026〕8号", "high")
    assert OpeningDay.objects.filter(year=2026).count() == 8
    assert "2 opening days read, 8 rows changed." in told


@pytest.mark.django_db
@pytest.mark.parametrize(("picked", "ok"), [("2026-06-17", False), ("2026-06-18", True)])
def test_from_then_on_the_notice_decides_the_day_before_and_the_day(
    way: Way, tmp_path: Path, picked: str, ok: bool
) -> None:
    run(tmp_path, NOTICE)
    verdict = judge_name(way.lot(picked), scheme=way.scheme, on=date(2026, 7, 1))
    [opening] = [finding for finding in verdict.findings if finding.step == "opening"]
    assert (opening.ok, opening.provisional, opening.source) == (ok, False, "百政发〔2026〕8号")


@pytest.mark.django_db
def test_the_same_again_changes_nothing_and_a_dry_run_keeps_nothing(way: Way, tmp_path: Path) -> None:
    assert way.scheme
    assert "8 rows changed" in run(tmp_path, NOTICE, "--dry-run")
    assert not OpeningDay.objects.filter(year=2026).exists()
    run(tmp_path, NOTICE)
    assert "0 rows changed" in run(tmp_path, NOTICE)


@pytest.mark.django_db
def test_a_newer_notice_wins_and_the_older_stays_for_the_decisions_that_used_it(way: Way, tmp_path: Path) -> None:
    run(tmp_path, NOTICE)
    told = run(tmp_path, HEAD + "2026,台农1号,06-20,06-14,右江河谷,百政发〔2026〕11号,high\n")
    assert "2026-06-18 → 2026-06-20" in told
    days = OpeningDay.objects.filter(scheme=way.scheme, variety="tainong-1", year=2026)
    assert sorted(days.values_list("source", "opens_on")) == [
        ("百政发〔2026〕11号", date(2026, 6, 20)),
        ("百政发〔2026〕8号", date(2026, 6, 18)),
    ]
    verdict = judge_name(way.lot("2026-06-19"), scheme=way.scheme, on=date(2026, 7, 1))
    [opening] = [finding for finding in verdict.findings if finding.step == "opening"]
    assert (opening.ok, opening.source) == (False, "百政发〔2026〕11号")


@pytest.mark.django_db
def test_what_comes_with_the_program_never_overwrites_a_notice(way: Way, tmp_path: Path) -> None:
    run(tmp_path, NOTICE.replace("2026", "2025"))
    call_command("load_reference", verbosity=0)
    verdict = judge_name(way.lot("2025-06-18"), scheme=way.scheme, on=date(2025, 7, 1))
    [opening] = [finding for finding in verdict.findings if finding.step == "opening"]
    assert (opening.ok, opening.source) == (True, "百政发〔2025〕8号")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("2026,台农9号,06-18,,,x,high", "Row 4, column variety_zh"),
        ("26,金煌,06-18,,,x,high", "Row 4, column year"),
        ("2026,金煌,06-31,,,x,high", "Row 4, column earliest_date_mm_dd"),
        ("2026,金煌,2025-07-01,,,x,high", "Row 4, column earliest_date_mm_dd"),
        ("2026,金煌,07-01,07-02,,x,high", "Row 4, column earliest_date_embryoless_fruit_mm_dd"),
        ("2026,金煌,07-01,,,,high", "Row 4, column source"),
        ("2026,贵妃,06-25,,,x,high", "Row 4, column variety_zh"),
    ],
)
def test_a_wrong_line_changes_nothing_and_says_where(way: Way, tmp_path: Path, line: str, place: str) -> None:
    assert way.scheme
    before = OpeningDay.objects.count()
    with pytest.raises(CommandError, match=place):
        run(tmp_path, NOTICE + line + "\n")
    assert OpeningDay.objects.count() == before


@pytest.mark.django_db
def test_a_notice_without_a_column_is_refused(way: Way, tmp_path: Path) -> None:
    assert way.scheme
    with pytest.raises(CommandError, match="column source: The column is not there"):
        run(tmp_path, "year,variety_zh,earliest_date_mm_dd\n2026,台农1号,06-18\n")


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_whatever_bytes_come_they_are_read_or_refused(content: bytes) -> None:
    with suppress(Failure):
        read_openings(content, varieties={"台农1号": "tainong-1"})


@given(st.dates(date(2016, 1, 1), date(2099, 12, 31)))
def test_every_day_of_a_year_is_read_in_its_three_ways(day: date) -> None:
    ways = (f"{day:%m-%d}", f"{day.month}月{day.day}日", day.isoformat())
    for written in ways:
        content = f"{HEAD}{day.year},台农1号,{written},,,x,high\n".encode()
        [found] = read_openings(content, varieties={"台农1号": "tainong-1"})
        assert found.opens_on == day
