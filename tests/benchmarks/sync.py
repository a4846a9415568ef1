"""What it costs to take in harvests:  python -m tests.benchmarks.sync [--json]

On SQLite, and on PostgreSQL where one answers (CI_DATABASE_URL, else the one of this machine). Compared in the same run
with what nobody can beat, the same rows handed to the same database by executemany and committed as often; and with the
ordinary way, a ModelSerializer that saves record by record.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.benchmarks.harness import PART, Row, main, on_postgresql

if TYPE_CHECKING:
    from tests.cast import Cast

ROUNDS, BATCHES, BATCH, LARGE = 5, 8, 50, 500
PHONES = 8
FEW, MANY = 10_000, 1_000_000
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/tianyang_bench"


def sync() -> Iterator[Row]:
    """Harvests a second through the real view, with their events, on one core."""
    from django.db import connection

    from tests.cast import Cast

    vendor = connection.vendor
    field = Field(Cast())
    yield from _against_bare_and_ordinary(field, vendor)
    if vendor == "postgresql":
        yield from _phones_at_once(field)
    yield from _growth(field)
    if vendor == "sqlite" and PART not in os.environ:
        yield from on_postgresql(
            "sync",
            address=POSTGRESQL,
            more_is_better=lambda row: row["what"] != "sync.growth.postgresql",
            by_ratio=lambda row: row["goal"] is not None,
        )


class Field:
    """Lan's plots, and requests of her phone that were written before the clock runs."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.plots = [cast.plot(cast.lan, number=str(number)) for number in range(1, 5)]

    def records(self, count: int) -> list[dict[str, Any]]:
        """So many harvests of a morning."""
        from uuid6 import uuid7

        return [
            {
                "kind": "harvest",
                "client_id": str(uuid7()),
                "plot": self.plots[number % len(self.plots)].place.extension,
                "weight_g": 43_250 + number,
                "crates": 4,
                "embryo_less": False,
                "picked_at": "2026-06-24T08:10:00.123+08:00",
                "logged_at": "2026-06-24T08:12:00.456+08:00",
                "latitude": 23.5,
                "longitude": 106.8,
                "accuracy_m": 8.5,
                "card": None,
                "corrects": None,
                "reason": "",
            }
            for number in range(count)
        ]

    def bodies(self, batches: int, size: int) -> list[str]:
        """Requests as they come over the line."""
        from django.utils import timezone

        sent_at = timezone.localtime().isoformat()
        pseudonym = self.cast.lan.pseudonym
        return [
            json.dumps({"sent_at": sent_at, "grower": pseudonym, "records": self.records(size)}) for _ in range(batches)
        ]

    def phone(self) -> Callable[[str], None]:
        """A phone that sends one request."""
        from django.test import Client

        client = Client()
        client.force_login(self.cast.lan.user)

        def send(body: str) -> None:
            answer = client.post("/api/v1/field/sync", body, content_type="application/json")
            assert answer.status_code == 200, answer.content
            assert answer.content.count(b'"accepted"') == body.count('"harvest"')

        return send


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _against_bare_and_ordinary(field: Field, vendor: str) -> Iterator[Row]:
    from tests.benchmarks.bare import Bare, make_copies, ordinary

    user, addresses = field.cast.lan.user, {plot.place.extension: plot.place.uri for plot in field.plots}
    make_copies()
    send = field.phone()
    for body in field.bodies(2, BATCH):
        send(body)
    for size, goal in ((BATCH, 8), (LARGE, 15)):
        batches = BATCHES if size == BATCH else 2
        ours, bare, usual = [], [], []
        for _round in range(ROUNDS):
            bodies, twin, few = field.bodies(batches, size), Bare(), field.records(BATCH)
            ours.append(_seconds(partial(_all, send, bodies)) / (batches * size))
            rows = twin.taken()
            bare.append(_seconds(partial(twin.insert, rows, size)) / (batches * size))
            usual.append(_seconds(partial(ordinary, user, few, addresses)) / BATCH)
        mine, best, plain = (1 / median(times) for times in (ours, bare, usual))
        how = {"more_is_better": True, "judged_by_ratio": True}
        if size == BATCH:
            yield Row(f"sync.{vendor}", mine, "harvests/s", best, goal=0.5, **how)
        name = f"sync.{vendor}.ordinary" + ("" if size == BATCH else f".{size}")
        yield Row(name, mine, "harvests/s", plain, goal=goal, **how)


def _all(send: Callable[[str], None], bodies: list[str]) -> None:
    for body in bodies:
        send(body)


def _phones_at_once(field: Field) -> Iterator[Row]:
    """Eight phones of one cooperative on one day, each before a server process of its own, against one."""
    one, many = [], []
    for _round in range(3):
        one.append(_seconds(partial(_processes, field, [field.bodies(BATCHES * 4, BATCH)])) / (BATCHES * 4))
        shares = [field.bodies(BATCHES, BATCH) for _ in range(PHONES)]
        many.append(_seconds(partial(_processes, field, shares)) / (BATCHES * PHONES))
    fast, slow = (BATCH / median(times) for times in (many, one))
    yield Row("sync.postgresql.8", fast, "harvests/s", slow, goal=1.8, more_is_better=True, judged_by_ratio=True)


def _processes(field: Field, shares: list[list[str]]) -> None:
    """A forked process for each share, with a connection of its own."""
    from django.db import connections

    connections.close_all()
    children = []
    for share in shares:
        child = os.fork()
        if child == 0:
            try:
                _all(field.phone(), share)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert all(os.waitpid(child, 0)[1] == 0 for child in children)


def _growth(field: Field) -> Iterator[Row]:
    """A batch with a million harvests stored, against ten thousand."""
    from django.db import connection

    from tests.benchmarks.bare import TABLES, Bare

    send, twin = field.phone(), Bare()
    _all(send, field.bodies(1, BATCH))
    pattern = {table: rows[0] for table, rows in twin.taken().items()}
    taken = []
    for wanted in (FEW, MANY):
        _fill(pattern, wanted)
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ANALYZE {table}")
        _all(send, field.bodies(2, BATCH))
        taken.append(median(_seconds(partial(_all, send, field.bodies(1, BATCH))) for _round in range(15)))
    few, many = taken
    yield Row(
        f"sync.growth.{connection.vendor}", many * 1000, "ms a batch of 50", few * 1000, goal=1.2, judged_by_ratio=True
    )


def _fill(pattern: dict[str, tuple[Any, ...]], wanted: int) -> None:
    """Harvests with their events like the first one, until so many are stored: rows alone, no acts."""
    from django.db import transaction

    from orchards.models import Harvest
    from traceability.epcis.models import Event, EventSubject

    count, part = Harvest.objects.count(), 10_000
    event = Event.objects.get(pk=pattern["epcis_event"][0])
    harvest = Harvest.objects.get(pk=pattern["orchards_harvest"][0])
    for start in range(count, wanted, part):
        numbers = range(start, min(start + part, wanted))
        with transaction.atomic():
            events = [_like(event, event_id=f"ni:///sha-256;{number:064x}?ver=CBV2.0") for number in numbers]
            Event.objects.bulk_create(events)
            subject = "https://id.gs1.org/01/96971234500017/10/F"
            EventSubject.objects.bulk_create(
                EventSubject(event=row, identifier=f"{subject}{number}", role="class")
                for row, number in zip(events, numbers, strict=True)
            )
            Harvest.objects.bulk_create(
                _like(harvest, client_id=UUID(int=number), lot_code=f"F{number}", event=row)
                for row, number in zip(events, numbers, strict=True)
            )


def _like(row: Any, **changes: Any) -> Any:
    """A new row with the values of another one."""
    values = {
        column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if column.attname != "id"
    }
    for name, value in changes.items():
        values[f"{name}_id" if f"{name}_id" in values else name] = value.pk if hasattr(value, "pk") else value
    return type(row)(**values)


if __name__ == "__main__":
    main("sync", sync)
