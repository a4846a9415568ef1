"""What a page does until its first paint, told by Chromium's own trace and not by the clock of a crowded machine.

A trace says of each task of the page's main thread how long the thread had a processor for it. What else the machine
does meanwhile is not in it, so that the same page costs the same on an idle machine and on a busy one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext

TRIES = 5
CATEGORIES = ["-*", "toplevel", "loading", "disabled-by-default-devtools.timeline"]
PAINTED = """() => new Promise((resolve) => new PerformanceObserver((seen) =>
    seen.getEntriesByName("first-contentful-paint").forEach((paint) => resolve(paint.startTime)))
    .observe({type: "paint", buffered: true}))"""


@dataclass(frozen=True)
class Line:
    """A phone's line: what the budget says of the network."""

    round_trip_ms: float
    bits_per_s: float

    def carries(self, bytes_: int, requests: int) -> float:
        """Milliseconds for so many bytes in so many requests, each waiting for the one before, as a redirect, a page
        and its stylesheet do; the line itself is open already, as it is for Chromium's throttling."""
        return requests * self.round_trip_ms + bytes_ * 8000 / self.bits_per_s


def processor_ms(browser: Browser, a_phone: Callable[[], BrowserContext], address: str) -> float:
    """Milliseconds of a processor that the page's main thread takes from its beginning to its first text, nothing
    kept from before: the middle one of several tries."""
    return median(_once(browser, a_phone, address) for _ in range(TRIES))


def _once(browser: Browser, a_phone: Callable[[], BrowserContext], address: str) -> float:
    phone = a_phone()
    page = phone.new_page()
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.goto(address)
    page.evaluate(PAINTED)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    phone.close()
    return _until_the_paint(events)


def _until_the_paint(events: list[dict[str, Any]]) -> float:
    """Of the process that painted last, the tasks of its main thread that began before it did."""
    painted = max((e for e in events if e["name"] == "firstContentfulPaint"), key=lambda event: event["ts"])
    tasks = [
        event
        for event in events
        if event["name"] == "RunTask" and event["pid"] == painted["pid"] and event["tid"] == painted["tid"]
    ]
    assert tasks, "Chromium names its tasks otherwise"
    return float(sum(task.get("tdur", 0) for task in tasks if task["ts"] < painted["ts"])) / 1000
