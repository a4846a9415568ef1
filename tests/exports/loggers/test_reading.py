"""Loggers write their tables in a dozen ways; what is no table of readings is refused with its row."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

import pytest

from exports.loggers.reading import read_readings
from exports.loggers.refusals import (
    LoggerClockIsUnknown,
    LoggerDaysAreUnclear,
    LoggerFileHoldsFormulas,
    LoggerFileIsEmpty,
    LoggerIsInFahrenheit,
    LoggerLineIsWrong,
    LoggerRunsBackwards,
)
from traceability.web.failures import Failure

CHINA = timezone(timedelta(hours=8))
TEN = datetime(2026, 7, 13, 10, 0, tzinfo=CHINA)


def read(text: str, zone: tzinfo | None = CHINA, encoding: str = "utf-8") -> list[tuple[datetime, Decimal]]:
    found = read_readings(text.encode(encoding), zone=zone, today=date(2026, 8, 20))
    return [(one.at, one.degrees) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "No,Date Time,Temp(°C),Humidity\n1,2026-07-13 10:00:00,12.5,88\n",
        "Date;Time;Temperatur °C\n13.07.2026;10:00;12,5\n",
        "Date/Time\tCh1 (°C)\n07/13/2026 10:00\t12.5\n",
        "时间,温度\n2026年7月13日 10:00,12.5℃\n",
        "timestamp,celsius\n2026-07-13T04:00:00+02:00,12.5\n",
        "timestamp,celsius\n2026-07-13T02:00:00Z,12.5\n",
        "Device,TempTale 4\nTime zone,UTC+08:00\n\nTime,°C\n2026-07-13 10:00,12.5\n",
        "Logged in GMT\nTime,°C\n2026-07-13 02:00,12.5\n",
    ],
)
def test_a_reading_is_a_moment_and_degrees_however_a_logger_writes_them(text: str) -> None:
    assert read(text) == [(TEN, Decimal("12.5"))]


def test_days_that_may_be_two_are_read_as_time_runs() -> None:
    american = "Time,C\n07/11/2026 10:00,12\n07/12/2026 10:00,12\n07/13/2026 10:00,12\n"
    european = "Time,C\n11/07/2026 10:00,12\n12/07/2026 10:00,12\n13/07/2026 10:00,12\n"
    assert read(american) == read(european)
    assert [at.day for at, _ in read(american)] == [11, 12, 13]


def test_a_file_from_the_newest_to_the_oldest_is_turned() -> None:
    assert [at.hour for at, _ in read("t,C\n2026-07-13 12:00,1\n2026-07-13 11:00,2\n2026-07-13 10:00,-3\n")] == [
        10,
        11,
        12,
    ]


def test_the_zone_that_a_file_names_goes_before_the_one_chosen() -> None:
    [(at, _)] = read("Clock: UTC+2\nt,C\n2026-07-13 04:00,12\n")
    assert at == TEN


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("", LoggerFileIsEmpty),
        ("time,temp\n", LoggerFileIsEmpty),
        ("Time,°F\n2026-07-13 10:00,54.5\n", LoggerIsInFahrenheit),
        ("2026-07-13 10:00,12.5\n2026-07-13 10:05,sensor lost\n", LoggerLineIsWrong),
        ("2026-07-13 10:00,12.5\n2026-07-13 10:05,850\n", LoggerLineIsWrong),
        ("2026-07-13 10:00,12.5\n2026-07-13 10:05,-40\n", LoggerLineIsWrong),
        ("=cmd|' /C calc'!A0,x\n2026-07-13 10:00,12.5\n", LoggerFileHoldsFormulas),
        ("2026-07-13 10:00,=1+1\n", LoggerFileHoldsFormulas),
        ("2026-07-13 10:00,12.5,@SUM(A1)\n", LoggerFileHoldsFormulas),
        ("2026-07-13 10:00,12.5,+A1\n", LoggerFileHoldsFormulas),
        ("2026-07-13 10:00,12\n2026-07-13 09:00,12\n2026-07-13 11:00,12\n", LoggerRunsBackwards),
        ("03/07/2026 10:00,12\n03/07/2026 11:00,12\n", LoggerDaysAreUnclear),
    ],
)
def test_what_is_no_log_is_refused(text: str, failure: type[Failure]) -> None:
    with pytest.raises(failure):
        read(text)


def test_a_clock_that_nobody_named_is_asked_for() -> None:
    with pytest.raises(LoggerClockIsUnknown):
        read("t,C\n2026-07-13 10:00,12\n", zone=None)


def test_the_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(LoggerLineIsWrong, match=r"Row 3 .*sensor lost"):
        read("time,temp\n2026-07-13 10:00,12.5\n2026-07-13 10:05,sensor lost\n")
