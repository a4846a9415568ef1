"""The two baselines of taking in harvests: what nobody can beat, and what everybody would write."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from orchards.acts.log_harvest import log_harvest
from orchards.serializers import HarvestSerializer

if TYPE_CHECKING:
    from traceability.parties.models import User

TABLES = ("epcis_event", "epcis_eventsubject", "orchards_harvest")
Rows = dict[str, list[tuple[Any, ...]]]


class Bare:
    """The rows that were just taken in, handed to empty copies of their tables by executemany.

    The copies have the same columns, checks, unique keys and indexes, and none of the guards.
    """

    def __init__(self) -> None:
        self.before = {table: _last(table) for table in TABLES}

    def taken(self) -> Rows:
        """What has come into the three tables since."""
        rows: Rows = {}
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table} WHERE id > %s ORDER BY id", [self.before[table]])
                rows[table] = cursor.fetchall()
        return rows

    def insert(self, rows: Rows, size: int) -> None:
        """The same rows by batches of `size` harvests, each committed."""
        for start in range(0, len(rows["orchards_harvest"]), size):
            with transaction.atomic(), connection.cursor() as cursor:
                for table in TABLES:
                    part = rows[table][start : start + size]
                    places = ", ".join(["%s"] * len(part[0]))
                    cursor.executemany(f"INSERT INTO bare_{table} VALUES ({places})", part)


def make_copies() -> None:
    """Empty tables of the same shape."""
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
                continue
            cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            order = ("table", "index", "trigger")
            for _kind, sql in sorted(cursor.fetchall(), key=lambda one: order.index(one[0])):
                cursor.execute(_renamed(sql, table).replace("%", "%%"))


def ordinary(user: User, records: list[dict[str, Any]], plots: dict[str, str]) -> None:
    """A ModelSerializer that looks up what a record names, and saves it, one after the other."""
    for record in records:
        given = HarvestSerializer(
            data={
                "client_id": record["client_id"],
                "plot": plots[record["plot"]],
                "weight_g": record["weight_g"],
                "crates": record["crates"],
                "at": record["picked_at"],
            },
            context={"request": SimpleNamespace(user=user)},
        )
        given.is_valid(raise_exception=True)
        told = dict(given.validated_data)
        log_harvest(at=told.pop("picked_local"), by=user, **told)


def _renamed(sql: str, table: str) -> str:
    """The statement for the copy: its table, its indexes and its named checks under other names."""
    for word in ("CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "CREATE TRIGGER "):
        sql = sql.replace(f'{word}"', f'{word}"bare_', 1)
    return sql.replace(f' ON "{table}"', f' ON "bare_{table}"', 1).replace(f'FROM "{table}"', f'FROM "bare_{table}"')


def _last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")
        return cursor.fetchone()[0] or 0
