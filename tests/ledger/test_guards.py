"""The guards that migrations promise stand in the database, and come back after a test's flush."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from traceability.ledger.operations import AppendOnly


def guarded_tables() -> set[str]:
    migrations = MigrationLoader(connection).disk_migrations.values()
    return {
        operation.table
        for migration in migrations
        for operation in migration.operations
        if isinstance(operation, AppendOnly)
    }


def triggers() -> set[tuple[str, str]]:
    """(table, trigger) of every trigger that is there and not switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            )
        return set(cursor.fetchall())


def promised() -> set[tuple[str, str]]:
    verbs = ("update", "delete", "replace") if connection.vendor == "sqlite" else ("change", "truncate")
    return {(table, f"{table}_stays_as_written_on_{verb}") for table in guarded_tables() for verb in verbs}


@pytest.mark.django_db
def test_every_table_that_a_migration_guards_is_guarded() -> None:
    assert {"epcis_event", "epcis_eventsubject"} <= guarded_tables()
    assert promised() <= triggers()


@pytest.mark.django_db(transaction=True)
def test_a_flush_of_the_tests_empties_guarded_tables_and_leaves_the_guards() -> None:
    before = triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS diary (id integer PRIMARY KEY)")
    call_command("flush", interactive=False, verbosity=0)
    assert triggers() == before
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE diary")


@pytest.mark.django_db(transaction=True)
def test_without_the_tests_help_even_a_flush_is_refused() -> None:
    from django.core.management.color import no_style

    from tests.epcis.examples import recorded_harvest

    recorded_harvest()
    flush = type(connection.ops).execute_sql_flush.__wrapped__  # type: ignore[attr-defined]
    statements = connection.ops.sql_flush(no_style(), ["epcis_eventsubject", "epcis_event"], allow_cascade=True)
    with pytest.raises(IntegrityError, match="is never changed or deleted"):
        flush(connection.ops, statements)
