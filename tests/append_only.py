"""How a test that really commits may empty tables whose triggers refuse it.

Django ends a `transaction=True` test with a flush: DELETE on SQLite, TRUNCATE on PostgreSQL. The product has no door
for that and must not get one, so the tests take the guards down around the flush, from outside, and put them back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def allow_flush() -> Iterator[None]:
    """Let Django's flush, and nothing else, pass every trigger. For one session-wide fixture in conftest.py."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    operations.execute_sql_flush = _without_guards(flush)  # type: ignore[method-assign]
    try:
        yield
    finally:
        operations.execute_sql_flush = flush  # type: ignore[method-assign]


def _without_guards(flush: Callable[..., None]) -> Callable[..., None]:
    @wraps(flush)
    def flush_without_guards(self: BaseDatabaseOperations, sql_list: list[str]) -> Any:
        database = connections[self.connection.alias]
        with transaction.atomic(using=database.alias), _guards_down(database):
            return flush(self, sql_list)

    return flush_without_guards


@contextmanager
def _guards_down(database: BaseDatabaseWrapper) -> Iterator[None]:
    down, up = _switches(database)
    with database.cursor() as cursor:
        for statement in down:
            cursor.execute(statement)
        yield
        for statement in up:
            cursor.execute(statement)


def _switches(database: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    """Statements that take all our triggers down, and statements that put the same ones back."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = [table for (table,) in cursor.fetchall()]
        return (
            [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
        )
