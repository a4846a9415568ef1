"""Many rows into one table, for places where what an instance of a model goes through would be most of the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

_Row = TypeVar("_Row")

MOST_VALUES = 900
"""Values in one statement; SQLite may have been built to take no more than 999."""

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)
"""Fields whose values the database takes as Python has them."""


def insert(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Store rows of these fields of a model, keys instead of instances, as the database takes them: in few statements.

    Nothing is filled in and no signal is sent: for models without defaults in Python.
    """
    columns = [str(model._meta.get_field(field).column) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        for part in _parts(rows, len(columns)):
            cursor.execute(_statement(model, columns, len(part)), [value for row in part for value in row])


def store(rows: Sequence[models.Model]) -> None:
    """Store new instances of one model and give each its key: `bulk_create` for where it would be most of the work.

    What an instance refers to is stored before. Times of creation are filled in, no signal is sent. Raises
    IntegrityError.
    """
    if not rows:
        return
    plan = _plan(type(rows[0]))
    moments: dict[datetime, Any] = {}
    with connection.cursor() as cursor:
        for part in _parts(rows, len(plan.columns)):
            told = f"{_statement(type(rows[0]), plan.columns, len(part))} RETURNING {plan.key}"
            cursor.execute(told, [value for row in part for value in _values(row, plan, moments)])
            for row, (key,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias


@dataclass(frozen=True)
class _Plan:
    """How rows of a model are stored: places count from 0, the key is left out."""

    key: str
    columns: list[str]
    read: Callable[[models.Model], tuple[Any, ...]]
    filled: list[models.Field[Any, Any]]
    spelt: list[tuple[int, models.Field[Any, Any]]]


@cache
def _plan(model: type[models.Model]) -> _Plan:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    stored_as = [field.target_field if isinstance(field, models.ForeignKey) else field for field in fields]
    return _Plan(
        key=str(model._meta.pk.column),
        columns=[str(field.column) for field in fields],
        read=attrgetter(*(field.attname for field in fields)),
        filled=[field for field in fields if getattr(field, "auto_now_add", False)],
        spelt=[(place, field) for place, field in enumerate(stored_as) if not isinstance(field, _AS_THEY_ARE)],
    )


def _values(row: models.Model, plan: _Plan, moments: dict[datetime, Any]) -> list[Any]:
    """As the database takes them. A batch says the same moments over and over: each is spelt once."""
    for field in plan.filled:
        field.pre_save(row, add=True)
    values = list(plan.read(row))
    for place, field in plan.spelt:
        value = values[place]
        if not isinstance(value, datetime):
            values[place] = field.get_db_prep_save(value, connection)
            continue
        if value not in moments:
            moments[value] = field.get_db_prep_save(value, connection)
        values[place] = moments[value]
    return values


def _parts(rows: Sequence[_Row], columns: int) -> Iterator[Sequence[_Row]]:
    size = MOST_VALUES // columns
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _statement(model: type[models.Model], columns: Sequence[str], rows: int) -> str:
    places = f"({', '.join(['%s'] * len(columns))})"
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "  # noqa: S608 - names from a model
    return head + ", ".join([places] * rows)
