"""What it costs to take in harvests:  python -m tests.benchmarks.sync [--json]

On SQLite, and on PostgreSQL where one answers (CI_DATABASE_URL, else the one of this machine). Compared in the same run
with what nobody can beat, the same rows handed to the same database by executemany and committed as often; and with the
ordinary way, a ModelSerializer that saves record by record.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.benchmarks.harness import PART, Row, main, on_postgresql

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from orchards.models import Grower
    from tests.cast import Cast

ROUNDS, BATCHES, BATCH, LARGE = 5, 8, 50, 500
PHONES, SERVERS, WARM = 8, 4, 8
"""Phones at once, server processes (two a core of the smallest machine), and batches that each phone brings before the
clock runs."""
FEW, MANY = 10_000, 1_000_000
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/tianyang_bench"


def sync() -> Iterator[Row]:
    """Harvests a second through the real view, with their events, on one core."""
    from django.db import connection

    from tests.cast import Cast

    vendor = connection.vendor
    cast = Cast()
    field = Field(cast, cast.lan)
    yield from _against_bare_and_ordinary(field, vendor)
    if vendor == "postgresql":
        yield from _phones_at_once([field, *_neighbours(cast)])
    yield from _growth(field)
    if vendor == "sqlite" and PART not in os.environ:
        yield from on_postgresql(
            "sync",
            address=POSTGRESQL,
            more_is_better=lambda row: row["what"] != "sync.growth.postgresql",
            by_ratio=lambda row: row["goal"] is not None or row["what"].endswith(".processes"),
        )


class Field:
    """A grower's plots, and requests of her phone that were written before the clock runs."""

    def __init__(self, cast: Cast, grower: Grower) -> None:
        self.grower = grower
        self.plots = [cast.plot(grower, number=str(number)) for number in range(1, 5)]

    def records(self, count: int) -> list[dict[str, Any]]:
        """So many harvests of a morning."""
        from uuid6 import uuid7

        from tests.orchards.field.records import harvest

        return [
            harvest(
                self.plots[number % len(self.plots)],
                client_id=str(uuid7()),
                weight_g=43_250 + number,
                picked_at="2026-06-24T08:10:00.123+08:00",
                logged_at="2026-06-24T08:12:00.456+08:00",
            )
            for number in range(count)
        ]

    def bodies(self, batches: int, size: int) -> list[str]:
        """Requests as they come over the line."""
        from django.utils import timezone

        sent_at = timezone.localtime().isoformat()
        pseudonym = self.grower.pseudonym
        return [
            json.dumps({"sent_at": sent_at, "grower": pseudonym, "records": self.records(size)}) for _ in range(batches)
        ]

    def phone(self) -> Callable[[str], None]:
        """A phone that sends one request."""
        from django.test import Client

        client = Client()
        client.force_login(self.grower.user)

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

    user, addresses = field.grower.user, {plot.place.extension: plot.place.uri for plot in field.plots}
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


def _neighbours(cast: Cast) -> Iterator[Field]:
    for number in range(1, PHONES):
        yield Field(cast, cast.grower(f"邻居{number}", f"+8613900010{number:03}", "451003101", f"G7N{number}"))


def _phones_at_once(fields: Sequence[Field]) -> Iterator[Row]:
    """Eight growers of one cooperative on one day, against one; and, for who asks what a processor's cache is worth,
    each of the eight before a server process of its own.

    The clock runs when all processes are warm, as those of a web server are: until then each has a connection to open,
    statements to put together, and memory to copy that it shared with the process it was forked from.
    """
    one, many, apart = [], [], []
    for _round in range(ROUNDS):
        one.append(_seconds_at_once(fields[:1], 1, BATCHES * 8) / (BATCHES * 8))
        many.append(_seconds_at_once(fields, SERVERS, BATCHES * 4) / (BATCHES * 4 * PHONES))
        apart.append(_seconds_at_once(fields, PHONES, BATCHES * 4) / (BATCHES * 4 * PHONES))
    slow, fast, crowded = (BATCH / median(times) for times in (one, many, apart))
    yield Row("sync.postgresql.8", fast, "harvests/s", slow, goal=1.8, more_is_better=True, judged_by_ratio=True)
    yield Row("sync.postgresql.8.processes", crowded, "harvests/s", slow, more_is_better=True, judged_by_ratio=True)


def _seconds_at_once(fields: Sequence[Field], servers: int, batches: int) -> float:
    """Until each of these growers' phones has brought so many batches, before so many server processes."""
    from django.db import connections

    fork = multiprocessing.get_context("fork")
    all_warm = fork.Barrier(servers + 1)
    brought = [(field, field.bodies(WARM + batches, BATCH)) for field in fields]
    connections.close_all()
    children = [fork.Process(target=_serve, args=(brought[first::servers], all_warm)) for first in range(servers)]
    for child in children:
        child.start()
    all_warm.wait()
    seconds = _seconds(lambda: [child.join() for child in children])
    assert not any(child.exitcode for child in children)
    return seconds


def _serve(brought: Sequence[tuple[Field, list[str]]], all_warm: Barrier) -> None:
    """One server process takes in what these phones bring, a batch of each in turn."""
    sends = [field.phone() for field, _bodies in brought]
    turns = list(zip(*(bodies for _field, bodies in brought), strict=True))
    for turn, bodies in enumerate(turns):
        if turn == WARM:
            all_warm.wait()
        for send, body in zip(sends, bodies, strict=True):
            send(body)


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
