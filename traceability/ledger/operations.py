"""Migration operations for promises that a database keeps by itself, on SQLite and PostgreSQL alike.

    operations = [AppendOnly("epcis_event", reason="Correct an event by a new one that declares the error.")]

SQLite rebuilds a table to alter it and forgets its triggers: a migration that alters a guarded table drops the guard
before and puts it back after. `tests/ledger/test_guards.py` fails when one was forgotten.
Tests that really commit empty their tables afterwards; `tests/append_only.py` lets them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class VendorSQL(Operation):
    """Statements in the dialect of the database at hand. Without reverse statements it cannot be undone.

    Each item is one statement (a trigger or function body counts as one). Nothing is interpolated: write `%` as it is.
    """

    reduces_to_sql = True

    def __init__(
        self,
        *,
        sqlite: Sequence[str],
        postgresql: Sequence[str],
        reverse_sqlite: Sequence[str] | None = None,
        reverse_postgresql: Sequence[str] | None = None,
    ) -> None:
        self.forwards = {"sqlite": sqlite, "postgresql": postgresql}
        self.backwards = {"sqlite": reverse_sqlite, "postgresql": reverse_postgresql}

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        """True when there is a way back on either database."""
        return None not in self.backwards.values()

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers and functions are no part of the models' state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(self.forwards, schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(self.backwards, schema_editor)

    def describe(self) -> str:
        return "SQL of this database's own dialect"

    @staticmethod
    def _run(dialects: Mapping[str, Sequence[str] | None], schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        if vendor not in dialects:
            raise NotImplementedError(f"Tianyang Trace runs on SQLite and PostgreSQL, not on {vendor}.")
        for statement in dialects[vendor] or ():
            schema_editor.execute(statement, params=None)


_POSTGRESQL_TRIGGERS = (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))


class AmongNull(tuple[str, ...]):
    """The columns of a key that is unique among the rows in which the column `null` is NULL: a partial index."""

    null: str

    def __new__(cls, *columns: str, null: str) -> AmongNull:
        """AmongNull("event_id", null="error_of_id")"""
        key = super().__new__(cls, columns)
        key.null = null
        return key


class AppendOnly(VendorSQL):
    """Rows of `table` are added and never changed: UPDATE, DELETE and TRUNCATE raise IntegrityError.

    `reason` ends the database's message, a sentence that says what to do instead. `keys` are the table's unique keys,
    each as its columns: SQLite's INSERT OR REPLACE deletes the row that stands in its way without asking the trigger
    for deletions, so an insertion that meets such a row is refused as well.
    """

    def __init__(self, table: str, *, reason: str, keys: Sequence[Sequence[str]] = (("id",),)) -> None:
        self.table, self.reason, self.keys = table, reason, keys
        message = f"What stands in {table} is never changed or deleted. {reason}".replace("'", "''")
        guard = f"{table}_stays_as_written"
        super().__init__(
            sqlite=[
                f'CREATE TRIGGER "{guard}_on_{verb.lower()}" BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                for verb in ("UPDATE", "DELETE")
            ]
            + [
                f'CREATE TRIGGER "{guard}_on_replace" BEFORE INSERT ON "{table}" '
                f"WHEN {' OR '.join(_is_taken(table, columns) for columns in keys)} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ],
            reverse_sqlite=[f'DROP TRIGGER "{guard}_on_{verb}"' for verb in ("update", "delete", "replace")],
            # 23001 is restrict_violation: Django raises IntegrityError, as it does for SQLite's RAISE(ABORT).
            postgresql=[
                f'CREATE FUNCTION "{guard}"() RETURNS trigger LANGUAGE plpgsql AS $refusal$ '
                f"BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23001'; END $refusal$",
                *(
                    f'CREATE TRIGGER "{guard}_on_{name}" BEFORE {verbs} ON "{table}" '
                    f"FOR EACH {each} EXECUTE FUNCTION \"{guard}\"('{message}')"
                    for name, verbs, each in (
                        ("change", "UPDATE OR DELETE", "ROW"),
                        ("truncate", "TRUNCATE", "STATEMENT"),
                    )
                ),
            ],
            reverse_postgresql=[
                f'DROP TRIGGER "{guard}_on_change" ON "{table}"',
                f'DROP TRIGGER "{guard}_on_truncate" ON "{table}"',
                f'DROP FUNCTION "{guard}"()',
            ],
        )

    def describe(self) -> str:
        return f"Let rows of {self.table} be added and never changed"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.table}_append_only"


def _is_taken(table: str, columns: Sequence[str]) -> str:
    """SQL: a row with the new row's values in these columns is there already."""
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    taken = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same}'  # noqa: S608 - names from a migration, nobody's input
    if isinstance(columns, AmongNull):
        return f'(NEW."{columns.null}" IS NULL AND {taken} AND "{columns.null}" IS NULL))'
    return f"{taken})"


class Guard(VendorSQL):
    """A row of `table` for which `refuses` holds is turned away with `message`, a sentence: IntegrityError.

    `moment` is INSERT, UPDATE, DELETE or two of them ("INSERT OR UPDATE"); `refuses` is a condition over NEW and OLD
    that SQLite and PostgreSQL read alike. For a promise that one row's CHECK cannot keep.
    """

    def __init__(self, name: str, table: str, *, moment: str, refuses: str = "1 = 1", message: str) -> None:
        self.name, self.table, self.message = name, table, message
        text = message.replace("'", "''")
        verbs = {f"{name}_on_{verb.lower()}": verb for verb in moment.split(" OR ")}
        super().__init__(
            sqlite=[
                f'CREATE TRIGGER "{trigger}" BEFORE {verb} ON "{table}" WHEN {refuses} '
                f"BEGIN SELECT RAISE(ABORT, '{text}'); END"
                for trigger, verb in verbs.items()
            ],
            reverse_sqlite=[f'DROP TRIGGER "{trigger}"' for trigger in verbs],
            postgresql=[
                f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $refusal$ BEGIN '
                f"IF {refuses} THEN RAISE EXCEPTION '{text.replace('%', '%%')}' USING ERRCODE = '23001'; END IF; "
                f"RETURN {'OLD' if moment == 'DELETE' else 'NEW'}; END $refusal$",
                f'CREATE TRIGGER "{name}" BEFORE {moment} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            ],
            reverse_postgresql=[f'DROP TRIGGER "{name}" ON "{table}"', f'DROP FUNCTION "{name}"()'],
        )

    def describe(self) -> str:
        return f"Keep a promise about {self.table}: {self.message}"

    @property
    def migration_name_fragment(self) -> str:
        return self.name


class Reguard(VendorSQL):
    """The guard `before` gives way to `after`, which keeps the same promise and more; undone, `before` stands again."""

    def __init__(self, before: Guard, after: Guard) -> None:
        self.after = after
        undo, undo_after = before.backwards, after.backwards
        super().__init__(
            sqlite=[*(undo["sqlite"] or ()), *(after.forwards["sqlite"] or ())],
            postgresql=[*(undo["postgresql"] or ()), *(after.forwards["postgresql"] or ())],
            reverse_sqlite=[*(undo_after["sqlite"] or ()), *(before.forwards["sqlite"] or ())],
            reverse_postgresql=[*(undo_after["postgresql"] or ()), *(before.forwards["postgresql"] or ())],
        )

    def describe(self) -> str:
        return f"Keep a wider promise about {self.after.table}: {self.after.message}"

    @property
    def migration_name_fragment(self) -> str:
        return self.after.name
