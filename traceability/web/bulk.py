"""Many plain rows into one table, for places where an instance of a model for each would be most of the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

MOST_VALUES = 900
"""Values in one statement; SQLite may have been built to take no more than 999."""


def insert(model: type[Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Store rows of these fields of a model, keys instead of instances, as the database takes them: in few statements.

    Nothing is filled in and no signal is sent: for models without defaults in Python.
    """
    columns = [str(model._meta.get_field(field).column) for field in fields]  # type: ignore[union-attr]
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "  # noqa: S608 - names from a model
    places, size = f"({', '.join(['%s'] * len(columns))})", MOST_VALUES // len(columns)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            cursor.execute(head + ", ".join([places] * len(part)), [value for row in part for value in row])
