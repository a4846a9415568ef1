"""A logger's table is read as loggers write it, and what is none is refused with its row."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from traceability.lots.handling.refusals import LogIsEmpty, LogIsInFahrenheit, LogLineIsWrong
from traceability.lots.handling.temperature_log import read_log
from traceability.web.failures import Failure

BEIJING = timezone(timedelta(hours=8))


def read(text: str, encoding: str = "utf-8") -> list[tuple[datetime, Decimal]]:
    return list(read_log(text.encode(encoding), zone=BEIJING, today=date(2026, 6, 26)).readings)


@pytest.mark.parametrize(
    "text",
    [
        "time,°C\n2026-06-25 10:00,46.5\n",
        "No;Time;Temp\n1;2026/6/25 10:00:00;46.5 °C\n",
        "日期\t时间\t温度\n2026年6月25日\t10:00\t46.5℃\n",
        "Logger 4711\n\nDate,Clock,Bath\n2026-06-25,10:00,46.5\n",
    ],
)
def test_a_reading_is_a_time_and_degrees_however_a_logger_writes_them(text: str) -> None:
    assert read(text) == [(datetime(2026, 6, 25, 10, 0, tzinfo=BEIJING), Decimal("46.5"))]


def test_readings_come_oldest_first_and_zero_degrees_is_a_reading() -> None:
    rows = read("2026-06-25 11:00,0\n2026-06-25 10:00,1.5\n2026-06-26 00:00,2\n", "gb18030")
    assert [degrees for _, degrees in rows] == [Decimal("1.5"), Decimal(0), Decimal(2)]


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("time,temp\n", LogIsEmpty),
        ("Time,°F\n2026-06-25 10:00,115.7\n", LogIsInFahrenheit),
        ("2026-06-25 10:00,46.5\n2026-06-25 10:05,sensor lost\n", LogLineIsWrong),
        ("2026-06-25 10:00,46.5\n2026-06-25 10:05,850\n", LogLineIsWrong),
    ],
)
def test_what_is_no_log_is_refused(text: str, failure: type[Failure]) -> None:
    with pytest.raises(failure):
        read(text)


def test_the_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(LogLineIsWrong, match=r"Row 3 .*sensor lost"):
        read("time,temp\n2026-06-25 10:00,46.5\n2026-06-25 10:05,sensor lost\n")
