"""Many rows into one table, for places where what an instance of a model goes through would be most of the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_Row = TypeVar("_Row")

MOST_VALUES = 900
"""Values in one statement; SQLite may have been built to take no more than 999."""
MANY = 10
"""From so many rows on PostgreSQL takes them by COPY: no statement of a thousand values is written and read."""

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)
"""Fields whose values the database takes as Python has them."""


def insert(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Store rows of these fields of a model, keys instead of instances, as the database takes them: in few statements.

    Nothing is filled in and no signal is sent: for models without defaults in Python.
    """
    columns = [str(model._meta.get_field(field).column) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if _are_copied(rows):
            _copy(cursor, model, columns, rows)
            return
        for part in _parts(rows, len(columns)):
            cursor.execute(_statement(model, columns, len(part)), [value for row in part for value in row])


def insert_whole(model: type[models.Model], rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Store rows of all fields of a model but its key, in the order of `fields_of`, and answer their keys.

    Values are as instances hold them, keys instead of instances; nothing is filled in. Raises IntegrityError.
    """
    plan = _plan(model)
    keys: list[Any] = []
    spell = _Speller(plan, connections[DEFAULT_DB_ALIAS])
    with connection.cursor() as cursor:
        if _are_copied(rows):
            keys = _next_keys(cursor, model, plan.key, len(rows))
            spelt = ([key, *spell(row)] for key, row in zip(keys, rows, strict=True))
            _copy(cursor, model, [plan.key, *plan.columns], spelt)
            return keys
        for part in _parts(rows, len(plan.columns)):
            told = f"{_statement(model, plan.columns, len(part))} RETURNING {plan.key}"
            cursor.execute(told, [value for row in part for value in spell(row)])
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def fields_of(model: type[models.Model]) -> list[str]:
    """The names of a model's fields but its key, as instances hold them: `plot_id` for `plot`."""
    return _plan(model).names


def store(rows: Sequence[models.Model]) -> None:
    """Store new instances of one model and give each its key: `bulk_create` for where it would be most of the work.

    What an instance refers to is stored before. Times of creation are filled in, no signal is sent. Raises
    IntegrityError.
    """
    if not rows:
        return
    plan = _plan(type(rows[0]))
    for row in rows:
        for field in plan.filled:
            field.pre_save(row, add=True)
    read = attrgetter(*plan.names)
    for row, key in zip(rows, insert_whole(type(rows[0]), [read(row) for row in rows]), strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def any_stored(kinds: Sequence[type[models.Model]], name: str, values: Sequence[Any]) -> bool:
    """Whether a row of one of these models has one of these values in its field `name`: one statement."""
    if not values:
        return False
    field, database = kinds[0]._meta.get_field(name), connections[DEFAULT_DB_ALIAS]
    spelt = [field.get_db_prep_save(value, database) for value in values]  # type: ignore[union-attr]
    if database.vendor == "postgresql":
        among, told = "= ANY(%s)", [spelt]
    else:
        among, told = f"IN ({', '.join(['%s'] * len(spelt))})", spelt
    asked = [f"SELECT 1 FROM {kind._meta.db_table} WHERE {name} {among}" for kind in kinds]  # noqa: S608 - names from a model
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({' UNION ALL '.join(asked)})", told * len(kinds))
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class _Plan:
    """How rows of a model are stored: places count from 0, the key is left out."""

    key: str
    columns: list[str]
    names: list[str]
    filled: list[models.Field[Any, Any]]
    spelt: list[tuple[int, models.Field[Any, Any]]]


@cache
def _plan(model: type[models.Model]) -> _Plan:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    stored_as = [field.target_field if isinstance(field, models.ForeignKey) else field for field in fields]
    return _Plan(
        key=str(model._meta.pk.column),
        columns=[str(field.column) for field in fields],
        names=[field.attname for field in fields],
        filled=[field for field in fields if getattr(field, "auto_now_add", False)],
        spelt=[(place, field) for place, field in enumerate(stored_as) if not isinstance(field, _AS_THEY_ARE)],
    )


class _Speller:
    """Turns rows into what the database takes. A batch says the same moments over and over: each is spelt once."""

    def __init__(self, plan: _Plan, database: BaseDatabaseWrapper) -> None:
        self._spelt, self._database = plan.spelt, database
        self._moments: dict[datetime, Any] = {}

    def __call__(self, row: Iterable[Any]) -> list[Any]:
        values = list(row)
        for place, field in self._spelt:
            value = values[place]
            if not isinstance(value, datetime):
                values[place] = field.get_db_prep_save(value, self._database)
                continue
            told = self._moments.get(value)
            if told is None:
                told = self._moments[value] = field.get_db_prep_save(value, self._database)
            values[place] = told
        return values


def _are_copied(rows: Sequence[Any]) -> bool:
    return connection.vendor == "postgresql" and len(rows) >= MANY


def _next_keys(cursor: Any, model: type[models.Model], key: str, count: int) -> list[int]:
    """Keys for rows to come, from where the database itself would take them."""
    keys = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(keys, [model._meta.db_table, key, count])
    return [one for (one,) in cursor.fetchall()]


def _copy(cursor: Any, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    into = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _parts(rows: Sequence[_Row], columns: int) -> Iterator[Sequence[_Row]]:
    size = MOST_VALUES // columns
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _statement(model: type[models.Model], columns: Sequence[str], rows: int) -> str:
    places = f"({', '.join(['%s'] * len(columns))})"
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "  # noqa: S608 - names from a model
    return head + ", ".join([places] * rows)
