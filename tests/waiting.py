"""What another process or thread brings about, looked at until it has."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model

_Row = TypeVar("_Row", bound=Model)


def wait(row: _Row, until: Callable[[_Row], bool], seconds: float = 30) -> _Row:
    """The row, once `until` holds of it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        row.refresh_from_db()
        if until(row):
            return row
        time.sleep(0.05)
    raise AssertionError(f"{row} after {seconds} s: {vars(row)}")
