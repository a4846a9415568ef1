"""Rows that hold on some days: which of them are in force on one."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def in_force(rows: Rows, on: date) -> Rows:
    """Of rows with `valid_from` and `valid_to`, those that hold on a day: both are included, an empty end is open."""
    return rows.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
