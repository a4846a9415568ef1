"""What labels cost:  python -m tests.benchmarks.labels [--json]

A rate with a goal is told per second of one core (time of the processor, that of the system included), so that what
else the machine does is not counted. A ratio is of both by the clock, in turns, in the same run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.harness import PART, Row, main, on_postgresql

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.labels.models import LabelRun
    from traceability.lots.models import Lot

GOAL_SYMBOLS, GOAL_LABELS = 500_000, 100_000
FEW = 2_000
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/tianyang_bench"
REDIS = "redis://127.0.0.1:6379/7"


def labels() -> Iterator[Row]:
    """Labels a second, against those who draw them one by one; how much memory and how many rows they need."""
    from tests.benchmarks.labels_celery import through_celery
    from tests.benchmarks.labels_memory import memory
    from tests.benchmarks.labels_season import season
    from tests.cast import Cast

    if os.environ.get(PART):
        yield from through_celery()
        return
    cast = Cast()
    run = asked_for(cast, 100_000)
    yield from _symbols(run)
    yield from _preview(run)
    yield from _pdf(run)
    yield from _others(run)
    yield from memory()
    yield from season(run)
    os.environ.setdefault("REDIS_URL", REDIS)
    yield from on_postgresql(
        "labels",
        address=POSTGRESQL,
        more_is_better=lambda row: row["goal"] is not None,
        by_ratio=lambda row: row["goal"] is not None,
    )


def asked_for(cast: Cast, count: int) -> LabelRun:
    """A run of so many labels of a certified lot; it waits to be drawn."""
    return ask(cast, cartons(cast, count), count)


def cartons(cast: Cast, count: int) -> Lot:
    """So many very small cartons of certified fruit."""
    from tests.cast import at
    from tests.stories import certified
    from traceability.lots.acts.pack import pack
    from traceability.lots.acts.register_product import register_product

    wei, grams = cast.youan.person, 1
    lot = certified(cast)
    product = register_product(
        owner=lot.owner, variety=lot.product.variety, unit_weight_g=grams, quality_class="I", by=wei
    )
    loss = lot.weight_g - count * grams
    return pack(lot=lot, product=product, cartons=count, loss_g=loss, by=wei, at=at("2026-07-05"))


def ask(cast: Cast, lot: Lot, count: int) -> LabelRun:
    """What the operator's click does: reserve serials, draw on the quota, record the event, call the workers."""
    from tests.cast import at
    from traceability.labels.acts.start_run import start_run

    return start_run(
        lot=lot,
        count=count,
        layout="carton-100-gi",
        with_name=True,
        by=cast.youan.person,
        at=at("2026-07-05", "10:00"),
    )


def core_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least that the processor needed for it: whatever is more was somebody else's."""
    taken = []
    for _round in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def clock(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
    """The medians of both by the clock."""
    pairs = [(clock(ours), clock(theirs)) for _round in range(rounds)]
    middle = rounds // 2
    return sorted(one for one, _ in pairs)[middle], sorted(other for _, other in pairs)[middle]


def _symbols(run: LabelRun) -> Iterator[Row]:
    import zxingcpp

    from traceability.labels import keys
    from traceability.labels.queries import printed_prefix_of_run, serial_of_carton
    from traceability.labels.serials import CHUNK, values_of
    from traceability.labels.symbols import Press, draw

    prefix = printed_prefix_of_run(run)
    press, values = Press(prefix), values_of(run.first_index, CHUNK, keys.key(run.key_number))
    texts = [prefix + serial_of_carton(run, number) for number in range(1, 201)]
    assert press.symbols(values)[0].tobytes() == draw(texts[0], press.mask).bits

    def many() -> None:
        for _ in range(100):
            press.symbols(values)

    def one_by_one() -> None:
        for text in texts[:40]:
            draw(text, press.mask)

    def in_c() -> None:
        for text in texts:
            zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")

    yield Row(
        "labels.symbols", 100 * CHUNK / core_seconds(many), "symbols/s a core", goal=GOAL_SYMBOLS, more_is_better=True
    )
    ours, theirs = in_turns(many, one_by_one)
    yield Row(
        "labels.symbols.qrcode",
        100 * CHUNK / ours,
        "symbols/s",
        40 / theirs,
        goal=2_000,
        more_is_better=True,
        judged_by_ratio=True,
    )
    ours, theirs = in_turns(many, in_c)
    yield Row("labels.symbols.zxing-cpp", 100 * CHUNK / ours, "symbols/s", len(texts) / theirs)

    def serials() -> None:
        for _ in range(100):
            values_of(run.first_index, CHUNK, keys.key(run.key_number))

    yield Row("labels.serials", 100 * CHUNK / core_seconds(serials), "serials/s a core")


def _preview(run: LabelRun) -> Iterator[Row]:
    from django.test import Client

    from traceability.labels.outputs import output_of

    client = Client()
    client.force_login(run.started_by)
    address = f"/desk/lots/{run.gtin}/{run.lot_code}/print/carton-100-gi.svg"
    taken = clock(lambda: client.get(address))
    assert client.get(address).status_code == 200
    yield Row("labels.preview, the first of a process", taken * 1000, "ms", goal=1_000)

    def first_page() -> None:
        made = output_of("pdf", run)
        b"".join([made.head(), *made.labels(1, 1)])

    yield Row("labels.preview, head and first page of the print file", clock(first_page) * 1000, "ms", goal=1_000)


def stored(run: LabelRun, name: str, count: int) -> int:
    """Write so many labels of a run into storage, take the file away again, and tell how many bytes it had."""
    from django.core.files.storage import default_storage

    from traceability.labels.outputs import output_of
    from traceability.labels.streams import Stream

    made = output_of(name, run)

    def parts() -> Iterator[bytes]:
        yield made.head()
        yield from made.labels(1, count)
        yield made.tail()

    stream = Stream(parts())
    default_storage.delete(default_storage.save(f"bench{made.suffix}", stream))
    return stream.bytes


def _pdf(run: LabelRun) -> Iterator[Row]:
    from tests.benchmarks.labels_slowly import ByHtml, by_forms

    count = run.count
    size = stored(run, "pdf", count)
    rate = count / core_seconds(lambda: stored(run, "pdf", count))
    yield Row("labels.pdf", rate, "labels/s a core", goal=GOAL_LABELS, more_is_better=True)
    yield Row("labels.pdf.bytes", size / count, "bytes a label")
    few = 1_000
    ours, theirs = in_turns(lambda: stored(run, "pdf", count), lambda: by_forms(run, few))
    yield Row(
        "labels.pdf.reportlab",
        count / ours,
        "labels/s",
        few / theirs,
        goal=30,
        more_is_better=True,
        judged_by_ratio=True,
    )
    with ByHtml(run) as html:
        pages = 100
        html.printed(1)
        ours, theirs = in_turns(lambda: stored(run, "pdf", count), lambda: html.printed(pages))
    yield Row(
        "labels.pdf.chromium",
        count / ours,
        "labels/s",
        pages / theirs,
        goal=1_000,
        more_is_better=True,
        judged_by_ratio=True,
    )


def _others(run: LabelRun) -> Iterator[Row]:
    from traceability.labels.outputs import names

    for name in names():
        if name != "pdf":
            seconds = core_seconds(partial(stored, run, name, FEW), rounds=1)
            count = min(run.count, max(FEW, int(10 * FEW / seconds)))
            size = stored(run, name, count)
            rate = count / core_seconds(partial(stored, run, name, count), rounds=2)
            yield Row(f"labels.{name}", rate, "labels/s a core", goal=GOAL_LABELS, more_is_better=True)
            yield Row(f"labels.{name}.bytes", size / count, "bytes a label")


def no_redis() -> bool:
    """Whether no broker answers, which is said."""
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        Redis.from_url(os.environ["REDIS_URL"]).ping()
    except (KeyError, RedisError) as problem:
        sys.stderr.write(f"No row of Celery: {problem!r}\n")
        return True
    return False


if __name__ == "__main__":
    main("labels", labels)
