"""What a grower waits for:  python -m tests.benchmarks.field [--json]

Chromium on a slow line (400 kbit/s, 400 ms) with its processor slowed six times, against the house's own server: the
first visit of an empty phone, a later one without any network, and a phone that keeps 5,000 records.
"""

from __future__ import annotations

import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests.benchmarks.harness import Row, main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROUNDS, RECORDS = 3, 5_000
SENT: list[int] = []
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWED = 6
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-quic", "--disable-background-networking"]
KEPT = """new Promise((done) => {
  const asked = setInterval(() => {
    if (!navigator.serviceWorker.controller) return;
    clearInterval(asked);
    done(true);
  }, 100);
})"""
"""The shell is on the phone: from now on it opens without a network."""
FILL = """async (count) => {
  const { openStore } = await import("/static/orchards/field/store.js");
  const { uuid7 } = await import("/static/orchards/field/uuid7.js");
  const store = await openStore();
  const { id, season_g } = (await store.book("G7LAN")).plots[0];
  const entries = Array.from({ length: count }, () => {
    const client_id = uuid7();
    const picked_at = new Date().toISOString();
    const record = { kind: "harvest", client_id, plot: id, weight_g: 43250, crates: 4, picked_at };
    return { id: client_id, grower: "G7LAN", state: "waiting", skew: 0, record };
  });
  await store.update(entries);
}"""


class Quiet(WSGIRequestHandler):
    """Nobody reads the log of a benchmark."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: Any) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The house on a port of its own."""
    from socketserver import ThreadingMixIn

    from django.core.wsgi import get_wsgi_application
    from django.test.utils import override_settings

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    with override_settings(ROOT_URLCONF="traceability.urls"):
        house = get_wsgi_application()

        def counted(environ: Any, start_response: Any) -> Iterator[bytes]:
            def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                SENT.append(len(status) + sum(len(name) + len(value) + 4 for name, value in headers))
                return start_response(status, headers, *more)

            for part in house(environ, start):
                SENT.append(len(part))
                yield part

        server = make_server("127.0.0.1", 0, counted, Server, Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def field() -> Iterator[Row]:
    """Bytes and seconds of the phone app on a slow phone."""
    import os

    from playwright.sync_api import sync_playwright

    from tests.cast import Cast
    from traceability.parties.acts.cards import issue_card

    cast = Cast()
    cast.plot(cast.lan)
    secret = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person).secret
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with served() as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        first = [_first_visit(chromium, origin) for _round in range(ROUNDS)]
        yield Row("field.first.bytes", statistics.median(bytes_ for bytes_, _ in first), "bytes", goal=80_000)
        yield Row("field.first.ready", statistics.median(seconds for _, seconds in first), "s", goal=3)
        yield from _later(chromium, origin, secret)
        chromium.close()


def _slow(page: Page) -> Any:
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", SLOW_LINE)
    told.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return told


def _first_visit(chromium: Browser, origin: str) -> tuple[int, float]:
    """Bytes of all answers until the app would open without a network, and seconds until it asks for the card."""
    context = _phone(chromium)
    page = context.new_page()
    _slow(page)
    SENT.clear()
    begun = time.perf_counter()
    page.goto(f"{origin}/field/?lang=zh-hans", wait_until="commit")
    page.wait_for_selector("#pin", state="visible")
    seconds = time.perf_counter() - begun
    page.evaluate(KEPT)
    context.close()
    return sum(SENT), seconds


def _later(chromium: Browser, origin: str, secret: str) -> Iterator[Row]:
    """Signed in once; then without a network, empty and with a full outbox."""
    context = _phone(chromium)
    page = context.new_page()
    page.goto(f"{origin}/field/?lang=zh-hans#{secret}")
    page.fill("#pin", "4711")
    page.click("button[type=submit]")
    page.wait_for_selector("a.tall", state="visible")
    page.evaluate(KEPT)
    _slow(page)
    context.set_offline(True)
    yield Row("field.later.ready", _reload(page), "s")
    page.evaluate(FILL, RECORDS)
    yield Row(f"field.outbox.{RECORDS}.ready", _reload(page), "s")
    page.evaluate("location.hash = '#/log'")
    page.wait_for_selector("[data-key='5']", state="visible")
    page.click("[data-key='5']")
    begun = time.perf_counter()
    page.click("button[type=submit]")
    page.wait_for_selector("ol.line", state="visible")
    yield Row(f"field.outbox.{RECORDS}.save", time.perf_counter() - begun, "s", goal=1)
    begun = time.perf_counter()
    page.evaluate("location.hash = '#/records'")
    page.wait_for_selector(".log li", state="visible")
    yield Row(f"field.outbox.{RECORDS}.list", time.perf_counter() - begun, "s", goal=1)
    context.close()


def _reload(page: Page) -> float:
    begun = time.perf_counter()
    page.reload(wait_until="commit")
    page.wait_for_selector("a.tall", state="visible")
    return time.perf_counter() - begun


def _phone(chromium: Browser) -> BrowserContext:
    return chromium.new_context(viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True, locale="zh-CN")


if __name__ == "__main__":
    main("field", field)
