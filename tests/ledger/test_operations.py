"""A guarded table, tried with every verb that could change it, on the database at hand."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState

from traceability.ledger.operations import AppendOnly, Guard, Reguard, VendorSQL

GUARD = AppendOnly("diary", reason="Write another line: it's a diary.", keys=[["id"], ["line"]])
NOW = ProjectState()
pytestmark = pytest.mark.django_db(transaction=True)


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def lines() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT line FROM diary ORDER BY id")
        return [line for (line,) in cursor.fetchall()]


@pytest.fixture
def diary() -> Iterator[None]:
    run("CREATE TABLE diary (id integer PRIMARY KEY, line varchar(40) UNIQUE)")
    with connection.schema_editor() as editor:
        GUARD.database_forwards("ledger", editor, NOW, NOW)
    run("INSERT INTO diary VALUES (1, 'Picked 40 crates')")
    yield
    run("DROP TABLE diary")
    if connection.vendor == "postgresql":
        run("DROP FUNCTION IF EXISTS diary_stays_as_written")


@pytest.mark.usefixtures("diary")
def test_lines_can_be_added() -> None:
    run("INSERT INTO diary VALUES (2, 'Rain')")
    assert lines() == ["Picked 40 crates", "Rain"]


OWN_VERBS = {
    "sqlite": ["INSERT OR REPLACE INTO diary VALUES (1, 'x')", "REPLACE INTO diary VALUES (2, 'Picked 40 crates')"],
    "postgresql": ["TRUNCATE diary", "TRUNCATE diary CASCADE"],
}


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE diary SET line = 'Picked 50 crates'",
        "UPDATE diary SET id = 7",
        "DELETE FROM diary",
        "INSERT INTO diary VALUES (1, 'Picked 50 crates') ON CONFLICT (id) DO UPDATE SET line = excluded.line",
        *OWN_VERBS[connection.vendor],
    ],
)
def test_no_line_can_be_changed_or_deleted(change: str) -> None:
    with pytest.raises(IntegrityError, match=r"never changed or deleted\. Write another line: it's a diary."):
        run(change)
    assert lines() == ["Picked 40 crates"]


@pytest.mark.usefixtures("diary")
def test_the_guard_can_be_taken_back() -> None:
    with connection.schema_editor() as editor:
        GUARD.database_backwards("ledger", editor, NOW, NOW)
    run("UPDATE diary SET line = 'Picked 50 crates'")
    assert lines() == ["Picked 50 crates"]
    run("DELETE FROM diary")
    assert lines() == []


def test_a_statement_is_chosen_by_the_database_and_keeps_its_percent_signs() -> None:
    make = VendorSQL(
        sqlite=["CREATE VIEW share AS SELECT 'sqlite 50%s' AS words"],
        postgresql=["CREATE VIEW share AS SELECT 'postgresql 50%s' AS words"],
        reverse_sqlite=["DROP VIEW share"],
        reverse_postgresql=["DROP VIEW share"],
    )
    with connection.schema_editor() as editor:
        make.database_forwards("ledger", editor, NOW, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM share")
        assert cursor.fetchone() == (f"{connection.vendor} 50%s",)
    with connection.schema_editor() as editor:
        make.database_backwards("ledger", editor, NOW, NOW)
    assert "share" not in connection.introspection.table_names(include_views=True)


def test_without_a_way_back_it_says_so() -> None:
    assert not VendorSQL(sqlite=[], postgresql=[]).reversible
    assert VendorSQL(sqlite=[], postgresql=[], reverse_sqlite=[], reverse_postgresql=[]).reversible
    assert GUARD.reversible


DRY = Guard("diary_is_dry", "diary", moment="INSERT", refuses="NEW.line = 'Rain'", message="It never rains.")
COLD = Guard(
    "diary_is_dry", "diary", moment="INSERT", refuses="NEW.line IN ('Rain', 'Snow')", message="It never rains or snows."
)


@pytest.mark.usefixtures("diary")
def test_a_guard_gives_way_to_a_wider_one_and_comes_back() -> None:
    """On the way there is no moment, outside of the transaction, in which nothing is promised."""
    widen = Reguard(before=DRY, after=COLD)
    with connection.schema_editor() as editor:
        DRY.database_forwards("ledger", editor, NOW, NOW)
    run("INSERT INTO diary VALUES (2, 'Snow')")
    with connection.schema_editor() as editor:
        widen.database_forwards("ledger", editor, NOW, NOW)
    for number, line in ((3, "Rain"), (4, "Snow")):
        with pytest.raises(IntegrityError, match="never rains or snows"):
            run(f"INSERT INTO diary VALUES ({number}, '{line}')")
    with connection.schema_editor() as editor:
        widen.database_backwards("ledger", editor, NOW, NOW)
    run("INSERT INTO diary VALUES (5, 'Snow again')")
    with pytest.raises(IntegrityError, match=r"It never rains\."):
        run("INSERT INTO diary VALUES (6, 'Rain')")
    with connection.schema_editor() as editor:
        DRY.database_backwards("ledger", editor, NOW, NOW)
    assert lines() == ["Picked 40 crates", "Snow", "Snow again"]
