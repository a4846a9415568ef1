"""Count that an identifier was looked up."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Subquery

from traceability.labels.models import LabelRun
from traceability.provenance.models import ScanCount

log = logging.getLogger(__name__)

PATIENCE_MS = 250
"""How long a count waits for its turn to write. A reader's page was sent already; a worker must not hang on it."""


def count_scan(*, identifier: str, day: date, too_early_in: int | None = None) -> bool:
    """One more scan of `identifier` (a canonical Digital Link URI) on `day` (UTC); nothing else about it is kept.

    `too_early_in` is the first serial index of the run whose label is on no carton yet: then the scan is a finding.
    False, and a line in the log, when the database was too busy: a scan that is not counted harms nobody.
    """
    try:
        with _little_patience(), transaction.atomic():
            counted = ScanCount.objects.filter(identifier=identifier, day=day)
            told: dict[str, Any] = {"scans": F("scans") + 1}
            if too_early_in is not None:
                told["too_early_in"] = Subquery(LabelRun.objects.filter(first_index=too_early_in).values("pk"))
            if not counted.update(**told):
                ScanCount.objects.bulk_create([ScanCount(identifier=identifier, day=day)], ignore_conflicts=True)
                counted.update(**told)
    except DatabaseError as problem:
        log.warning("a scan was not counted: %s", problem)
        return False
    return True


@contextmanager
def _little_patience() -> Iterator[None]:
    """Makes the database give up soon instead of after its usual wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _tell(f"SET LOCAL lock_timeout = '{PATIENCE_MS}ms'")
            yield
        return
    usual_ms = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _tell(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        _tell(f"PRAGMA busy_timeout = {usual_ms}")


def _tell(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
