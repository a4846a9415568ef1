"""What a scan costs:  python -m tests.benchmarks.scan [--json]"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.harness import Row, main, rounds_of

ROUNDS, CALLS = 7, 20
MOST_BYTES = 14_000
"""What a server sends before the first answer of the phone: ten segments of TCP (RFC 6928), less the headers."""
PHONE = {"Accept": "text/html", "Accept-Language": "en", "Accept-Encoding": "gzip"}


def compressed(content: bytes) -> int:
    """Bytes of a static file as it is sent, gzip level 6."""
    return len(gzip.compress(content, 6))


def scan() -> Iterator[Row]:
    """The buyer's page of one carton of a blend that is in Rotterdam: its bytes, and the time of a request."""
    from django.contrib.staticfiles import finders
    from django.test import Client

    from tests.cast import Cast
    from tests.stories import certified, labelled, shipped
    from traceability.labels.queries import serial_of_carton

    cast = Cast()
    run = labelled(cast, certified(cast), labels=20)
    shipped(cast, run)
    gtin, lot = run.lot.product.gtin, run.lot.code
    link = f"/01/{gtin}/10/{lot}/21/{serial_of_carton(run, 1)}"
    client = Client(headers=PHONE)
    answer = client.get(link)
    page = client.get(answer["Location"])
    assert (answer.status_code, page.status_code) == (307, 200)
    assert page["Content-Encoding"] == "gzip"
    plain = gzip.decompress(page.content)
    assert b"BM-2026-1" in plain

    sheets = [str(finders.find(name)) for name in re.findall(r'href="/static/([^"]+\.css)', plain.decode())]
    document = len(page.content)
    look = sum(compressed(Path(sheet).read_bytes()) for sheet in sheets)
    yield Row("the page a scan shows, with its stylesheet, compressed", document + look, "bytes", goal=MOST_BYTES)
    yield Row("the document alone, as it is sent", document, "bytes", baseline=len(plain))

    def nothing() -> None:
        client.get("/nothing/")

    def resolve() -> None:
        client.get(link)

    def read() -> None:
        client.get(answer["Location"])

    empty, resolved, told = rounds_of(nothing, resolve, read, rounds=ROUNDS, calls=CALLS)
    yield Row("resolving a scan (307), against an empty view", resolved * 1000, "ms", baseline=empty * 1000)
    yield Row("telling the story (200), against an empty view", told * 1000, "ms", baseline=empty * 1000)


if __name__ == "__main__":
    main("scan", scan)
