"""A scan is a number a day. When the database is busy it is not counted, and nobody notices."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection

from traceability.provenance.acts.count_scan import count_scan
from traceability.provenance.models import ScanCount

LINK = "https://id.gs1.org/01/09506000134352/10/A/21/B"
TODAY = date(2026, 8, 12)


def test_scans_of_a_day_are_added_up(db: None) -> None:
    assert all(count_scan(identifier=LINK, day=TODAY) for _ in range(3))
    assert count_scan(identifier=LINK, day=date(2026, 8, 13))
    assert list(ScanCount.objects.order_by("day").values_list("identifier", "scans")) == [(LINK, 3), (LINK, 1)]


def test_a_busy_database_loses_the_count_and_nothing_else(db: None, caplog: pytest.LogCaptureFixture) -> None:
    def busy(execute: Any, sql: str, *rest: Any) -> Any:
        if "UPDATE" in sql:
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(busy):
        assert count_scan(identifier=LINK, day=TODAY) is False
    assert "a scan was not counted" in caplog.text
    assert not ScanCount.objects.exists()


if connection.vendor == "sqlite":  # how long SQLite waits is ours to put back

    def test_the_usual_patience_is_put_back(db: None) -> None:
        def patience() -> int:
            with connection.cursor() as cursor:
                return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

        before = patience()
        count_scan(identifier=LINK, day=TODAY)
        assert patience() == before
