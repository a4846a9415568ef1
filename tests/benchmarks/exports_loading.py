"""What a scan costs while a container is loaded:  python -m tests.benchmarks.exports_loading [--json]

A container of 20 pallets × 1,200 cartons, 25 lots of 48 cartons on each pallet, comes on by scans over HTTP, one after
the other without a pause, while two label runs are drawn. Of the 25 lots of a pallet 15 come on by the first and last
carton of their roll, 8 as a whole run, and 2 carton by carton, out of order: 1,920 of 24,000 are scanned singly.
Before them the SSCC of the pallet is scanned, which closes the one before.

On SQLite one process serves and draws, as the one command does; on PostgreSQL two web workers serve and two Celery
workers on Redis draw. Also told by `python -m tests.benchmarks.exports`.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Sum

from tests.benchmarks.exports_batch import CARTONS, EACH, PALLETS, printed_cartons
from tests.benchmarks.harness import ROOT, Row, main

if TYPE_CHECKING:
    from exports.models import ExportBatch
    from tests.cast import Cast
    from tests.exports.scene import Scene
    from traceability.labels.models import LabelRun

GOAL_MS = 50.0
ROLLS, WHOLE, WORKERS = 15, 8, 2
DRAWN = int(os.environ.get("LOADING_DRAWN", "150000"))
"""Labels of each of the two runs that are drawn meanwhile; whichever ends is asked for anew."""
BACKLOG = 4
TOKEN = "0123456789abcdefghijklmnopqrstuv"


def exports_loading() -> Iterator[Row]:
    """How long scans wait for their answer, and how many queries one needs."""
    from django.db import connection

    from exports.acts.open_pallet import open_pallets
    from tests.benchmarks.labels import no_redis
    from tests.cast import Cast

    if connection.vendor == "postgresql" and no_redis():
        return
    cast = Cast()
    scene, loads = printed_cartons(cast)
    drawn = _small_cartons(scene)
    batch, zhao = scene.draft, cast.exporter.person
    loads = loads[: int(os.environ.get("LOADING_PALLETS", PALLETS))]
    opened = open_pallets(batch=batch, by=zhao, at=scene.after(13), count=len(loads))
    with ExitStack() as stack:
        port = stack.enter_context(_house())
        station = Station(port, batch, cast)
        with _drawing(drawn) as labels:
            begun = time.perf_counter()
            for pallet, load in zip(opened, loads, strict=True):
                station.loads(pallet.sscc, load)
            seconds = time.perf_counter() - begun
    _all_are_on(batch, len(loads))
    where = connection.vendor
    for kind in ("every scan", "a single carton"):
        yield Row(f"exports.loading.{where}, {kind}: 99 of 100 within", station.p99(kind), "ms", goal=GOAL_MS)
    yield Row(f"exports.loading.{where}, a single carton in the middle", station.median("a single carton"), "ms")
    yield Row(f"exports.loading.{where}, choosing a pallet closes another", station.median("pallet"), "ms")
    yield Row(f"exports.loading.{where}, scans", len(station.taken["every scan"]), "scans")
    yield Row(f"exports.loading.{where}, labels drawn meanwhile", labels[0] / seconds, "labels/s")
    yield Row(f"exports.loading.{where}, slowest", max(station.taken["every scan"]) * 1000, "ms")


@dataclass
class Station:
    """Zhao with a hand scanner at the page, over one connection; what each scan took, in seconds, by kind."""

    port: int
    batch: ExportBatch
    cast: Cast
    pallet: str = ""
    waiting: str = ""
    taken: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from django.test import Client

        client = Client()
        client.force_login(self.cast.exporter.person)
        self.path = f"/desk/export/{self.batch.code}/scan/"
        self.headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def loads(self, sscc: str, runs: Sequence[LabelRun]) -> None:
        """A pallet with its 25 lots."""
        from traceability.labels.queries import printed_text_of

        self.scan("pallet", sscc, "on")
        for place, run in enumerate(runs):
            if place < ROLLS:
                self.scan("end of a roll", printed_text_of(run, 1), "roll")
                self.scan("end of a roll", printed_text_of(run, EACH), "roll")
            elif place < ROLLS + WHOLE:
                self.scan("whole run", printed_text_of(run, 7), "run")
            else:
                for number in random.Random(place).sample(range(1, EACH + 1), EACH):
                    self.scan("a single carton", printed_text_of(run, number), "on")

    def scan(self, kind: str, text: str, way: str) -> None:
        """One scan, as the program in the page sends it."""
        body = urlencode({"text": text, "way": way, "pallet": self.pallet, "waiting": self.waiting})
        begun = time.perf_counter()
        self.line.request("POST", self.path, body, self.headers)
        answer = self.line.getresponse()
        told = json.loads(answer.read())
        taken = time.perf_counter() - begun
        assert answer.status == 200, (kind, text, told)
        self.pallet, self.waiting = told["pallet"]["sscc"], told["waiting"]
        for name in (kind, "every scan"):
            self.taken.setdefault(name, []).append(taken)

    def p99(self, kind: str) -> float:
        """Milliseconds that all but one in a hundred waited at most."""
        ordered = sorted(self.taken[kind])
        return ordered[int(len(ordered) * 0.99)] * 1000

    def median(self, kind: str) -> float:
        """Milliseconds."""
        return statistics.median(self.taken[kind]) * 1000


@contextmanager
def _house() -> Iterator[int]:
    """Server and workers on this benchmark's database; the port."""
    from django.conf import settings
    from django.db import connection

    from tests.benchmarks.load import serving
    from tests.other_process import database_url
    from tests.worker import worker_process

    folders = {"VAR_DIR": str(settings.VAR_DIR), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    surroundings = {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL} | folders
    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            with ThreadPoolExecutor(WORKERS) as starting:
                list(starting.map(lambda _: stack.enter_context(worker_process()), range(WORKERS)))
            yield stack.enter_context(serving("traceability.wsgi:application", surroundings))
        else:
            yield stack.enter_context(_one_process(surroundings))


@contextmanager
def _one_process(surroundings: dict[str, str]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tests.benchmarks.exports_station", str(port)]
    house = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **surroundings}, stdout=subprocess.PIPE)
    try:
        assert house.stdout is not None
        assert house.stdout.readline() == b"up\n"
        yield port
    finally:
        house.terminate()
        house.wait(timeout=60)


@contextmanager
def _drawing(runs: Sequence[LabelRun]) -> Iterator[list[int]]:
    """Keep two runs under way; the list ends with how many labels were drawn."""
    from django.db import connection

    from traceability.jobs.models import Job

    asked = Job.objects.filter(kind="labels.draw", arguments__run__in=[run.pk for run in runs])
    before = asked.aggregate(n=Sum("done"))["n"] or 0
    enough, drawn = threading.Event(), [0]

    def keep_on() -> None:
        try:
            while not enough.wait(0.2):
                for run in runs:
                    for _ in range(BACKLOG - asked.filter(arguments__run=run.pk, finished_at=None).count()):
                        _draw(run)
        finally:
            connection.close()

    keeper = threading.Thread(target=keep_on)
    keeper.start()
    try:
        while not asked.filter(state=Job.State.RUNNING).exists():
            time.sleep(0.1)
        yield drawn
    finally:
        enough.set()
        keeper.join()
        drawn[0] = (asked.aggregate(n=Sum("done"))["n"] or 0) - before


def _small_cartons(scene: Scene) -> list[LabelRun]:
    """Two runs, of very small cartons of what is left of the certified fruit."""
    from traceability.labels.acts.start_run import start_run
    from traceability.lots.acts.pack import pack
    from traceability.lots.acts.register_product import register_product

    wei, bulk, grams = scene.cast.youan.person, scene.bulk, 1
    product = register_product(
        owner=bulk.owner, variety=bulk.product.variety, unit_weight_g=grams, quality_class="I", by=wei
    )
    lot = pack(lot=bulk, product=product, cartons=2 * DRAWN, by=wei, at=scene.after(7))
    facts = {"layout": "carton-100-gi", "with_name": True, "destination": "NL", "size": "B"}
    return [start_run(lot=lot, count=DRAWN, by=wei, at=scene.after(7, "11:00"), **facts) for _ in range(2)]


def _draw(run: LabelRun) -> None:
    from traceability.jobs.acts.start import start
    from traceability.jobs.models import Job
    from traceability.labels.acts.draw_run import PIECE

    job = start(kind="labels.draw", arguments={"run": run.pk}, total=run.count, piece=PIECE)
    # A broker within this process is none of the other's: its sweeper finds what nobody was told.
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(message_sent_at=None)


def _all_are_on(batch: ExportBatch, pallets: int) -> None:
    """Every carton that was scanned stands where it was put, and all pallets but the last are closed."""
    from exports.models import PalletContent

    standing = PalletContent.objects.filter(pallet__batch=batch)
    assert sum(content.cartons for content in standing) == pallets * CARTONS
    assert standing.filter(event=None).values("pallet").distinct().count() == 1


if __name__ == "__main__":
    main("exports_loading", exports_loading)
