"""What a scan costs:  python -m tests.benchmarks.scan [--json]

On SQLite, as the one command has it, and on PostgreSQL with Redis, as production has it. SCAN_FAMILIES asks for fewer
lots than a million, SCAN_ROUNDS for fewer rounds.

Two web workers over the loopback, asked by many phones at once: what they answer in a second, against a view that does
nothing on the same servers, the two in turns. Then the same with a thousand times as many lots. Servers and phones
share the processors of one machine, so that a second holds fewer answers than it would; the ratios hold.
"""

from __future__ import annotations

import gzip
import os
import random
import re
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.harness import PART, Row, in_its_own_process, main

if TYPE_CHECKING:
    from django.test import Client

    from tests.benchmarks.scan_growth import Family
    from tests.cast import Cast

ROUNDS, SECONDS = int(os.environ.get("SCAN_ROUNDS", "5")), 1.5
POSTGRESQL, REDIS = "postgres://postgres@127.0.0.1:5432/tianyang_bench_scan", "redis://127.0.0.1:6379/15"
WARM_UP_SECONDS, MOST_WARM_UPS = 4.0, 15
HOT_LOTS, CARTONS_EACH = 60, 20
"""Of so many lots somebody buys fruit at the same time, so many different cartons of each."""
COLD = 40
MOST_MS = 50
MOST_BYTES = 14_000
"""What a server sends before the first answer of the phone: ten segments of TCP (RFC 6928), less the headers."""
PHONE = {
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "de-DE,de;q=0.9,en;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
}


def compressed(content: bytes) -> int:
    """Bytes of a static file as it is sent, gzip level 6."""
    return len(gzip.compress(content, 6))


def scan() -> Iterator[Row]:
    """A scan: the redirect and the page, from memory and not, with a thousand lots and with a million."""
    yield from _named("SQLite" if PART not in os.environ else "PostgreSQL and Redis", _rows())
    if PART not in os.environ and not os.environ.get("DATABASE_URL"):
        there = {
            "DATABASE_URL": os.environ.get("CI_DATABASE_URL", POSTGRESQL),
            "REDIS_URL": os.environ.get("CI_REDIS_URL", REDIS),
            PART: "postgresql",
        }
        yield from in_its_own_process(
            "scan",
            there,
            more_is_better=lambda row: row["unit"] in ("a second", "of an empty view"),
            by_ratio=lambda row: row["baseline"] is not None and row["goal"] is not None and row["goal"] < MOST_MS,
        )


def _named(where: str, rows: Iterable[Row]) -> Iterator[Row]:
    return (replace(row, what=f"{row.what}, {where}") for row in rows)


def _rows() -> Iterator[Row]:
    from tests.benchmarks.scan_growth import LABELS, MILLION, THOUSAND, Family
    from tests.cast import Cast

    cast = Cast()
    yield from story(cast)
    family = Family.of(cast)
    family.grow(THOUSAND)
    few, few_ms = busy(family, ("nothing", "page", "code")), cold(family)
    yield few.row("the page of a carton, verified and counted", "page", goal=0.8)
    yield few.row("the redirect of a carton (307)", "code", goal=0.8)
    yield few.slowest("the page: 99 of 100 answered within", "page", goal=2.0)
    yield few.slowest("the redirect: 99 of 100 answered within", "code", goal=2.0)
    family.grow(MILLION)
    many, many_ms = busy(family, ("nothing", "page", "code")), cold(family)
    for what, subject in (("pages", "page"), ("redirects", "code")):
        yield Row(
            f"{what} with {2 * MILLION:,} lots and {MILLION * LABELS:,} labels, against a thousand",
            many.share(subject),
            "of an empty view",
            baseline=few.share(subject),
            goal=0.9,
            more_is_better=True,
            judged_by_ratio=True,
        )
    yield Row(f"a page that is not remembered, with {2 * MILLION:,} lots", many_ms, "ms", baseline=few_ms, goal=MOST_MS)


def story(cast: Cast) -> Iterator[Row]:
    """The page of one carton of a certified lot that is in Rotterdam: its bytes, and what it costs to draw it."""
    from django.contrib.staticfiles import finders
    from django.test import Client

    from tests.stories import certified, labelled, shipped
    from traceability.labels.queries import serial_of_carton

    run = labelled(cast, certified(cast), labels=20)
    shipped(cast, run)
    client = Client(headers=PHONE)
    answer = client.get(f"/01/{run.lot.product.gtin}/10/{run.lot.code}/21/{serial_of_carton(run, 1)}")
    page = client.get(answer["Location"])
    assert (answer.status_code, page.status_code) == (307, 200)
    assert page["Content-Encoding"] == "gzip"
    plain = gzip.decompress(page.content)
    assert b"BM-2026-1" in plain
    sheets = [str(finders.find(name)) for name in re.findall(r'href="/static/([^"]+\.css)', plain.decode())]
    look = sum(compressed(Path(sheet).read_bytes()) for sheet in sheets)
    yield Row(
        "the page a scan shows, with its stylesheet, compressed", len(page.content) + look, "bytes", goal=MOST_BYTES
    )
    yield Row("the document alone, as it is sent", len(page.content), "bytes", baseline=len(plain))
    asked, taken = drawn(client, [answer["Location"]] * COLD)
    yield Row("a page that is not remembered", asked, "queries", goal=12)
    yield Row("a page that is not remembered", taken, "ms", goal=MOST_MS)


def drawn(client: Client, pages: Sequence[str]) -> tuple[int, float]:
    """The most queries, and the median of milliseconds, of pages of which nothing is remembered."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from traceability.provenance.memory import memory

    taken = []
    for page in pages:
        memory.forget_everything()
        begun = time.perf_counter()
        assert client.get(page).status_code == 200
        taken.append((time.perf_counter() - begun) * 1000)
    memory.forget_everything()
    with CaptureQueriesContext(connection) as asked:
        client.get(pages[0])
    return len(asked), statistics.median(taken)


def cold(family: Family) -> float:
    """Milliseconds for the page of a lot that nobody has scanned lately."""
    from django.test import Client

    lots = random.Random(7).sample(range(1, family.count + 1), COLD)
    gtin = family.packed.product.gtin
    pages = [f"/trace/{gtin}/{family.code(lot)}/{family.serials(lot, range(1, 2))[0]}/" for lot in lots]
    return drawn(Client(headers=PHONE), pages)[1]


@dataclass
class Busy:
    """What the servers answered, subject by subject, round by round."""

    per_second: dict[str, list[float]] = field(default_factory=dict)
    latencies: dict[str, list[float]] = field(default_factory=dict)

    def median(self, subject: str) -> float:
        """Answers a second in the middle round."""
        return statistics.median(self.per_second[subject])

    def share(self, subject: str) -> float:
        """Of what an empty view answers, in the middle of the rounds."""
        rounds = zip(self.per_second[subject], self.per_second["nothing"], strict=True)
        return statistics.median(one / other for one, other in rounds)

    def p99(self, subject: str) -> float:
        """Milliseconds that all but one in a hundred waited at most, over all rounds."""
        ordered = sorted(self.latencies[subject])
        return ordered[int(len(ordered) * 0.99)] * 1000

    def row(self, what: str, subject: str, goal: float) -> Row:
        """Against the empty view."""
        answers, empty = self.median(subject), self.median("nothing")
        return Row(what, answers, "a second", empty, goal=goal, more_is_better=True, judged_by_ratio=True)

    def slowest(self, what: str, subject: str, goal: float) -> Row:
        """The same for those that wait longest."""
        return Row(what, self.p99(subject), "ms", self.p99("nothing"), goal=goal, judged_by_ratio=True)


def busy(family: Family, subjects: Sequence[str]) -> Busy:
    """The servers, asked for cartons of some lots drawn from all, and for nothing."""
    from django.db import connection

    from tests.benchmarks.load import hammer, serving
    from tests.other_process import database_url

    lots = random.Random(14).sample(range(1, family.count + 1), HOT_LOTS)
    gtin = family.packed.product.gtin
    cartons = [(family.code(lot), serial) for lot in lots for serial in family.serials(lot, range(1, 1 + CARTONS_EACH))]
    random.Random(21).shuffle(cartons)
    paths = {
        "nothing": ["/nothing/"],
        "page": [f"/trace/{gtin}/{code}/{serial}/" for code, serial in cartons],
        "code": [f"/01/{gtin}/10/{code}/21/{serial}" for code, serial in cartons],
    }
    right = {"nothing": "200", "page": "200", "code": "307"}
    found = Busy()
    connection.close()
    with serving("tests.benchmarks.serving:application", {"DATABASE_URL": database_url()}) as port:
        for subject in subjects:
            for _ in range(MOST_WARM_UPS):  # on a busy machine each lot is drawn slowly, and once by each worker
                if len(hammer(port, paths[subject], PHONE, WARM_UP_SECONDS).latencies) > 2 * len(paths["page"]):
                    break
        for _ in range(ROUNDS):
            for subject in subjects:
                answers = hammer(port, paths[subject], PHONE, SECONDS)
                assert set(answers.statuses) == {right[subject]}, (subject, answers.statuses)
                found.per_second.setdefault(subject, []).append(answers.per_second)
                found.latencies.setdefault(subject, []).extend(answers.latencies)
    return found


if __name__ == "__main__":
    main("scan", scan)
