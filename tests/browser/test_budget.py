"""What a scan costs the phone of a buyer: bytes, requests and the first paint, held against `budget.json`.

Bytes are the bodies of the page and its stylesheets as the image's own server compresses them, before pictures;
requests are all but those for pictures, the redirect from the code's own URI among them.

The first paint is the budget's line and phone: what the line takes for those requests and bytes, one after the other,
and what the page's main thread takes of a processor as many times slower as the phone's (see `painting.py`). Both are
the same on an idle machine and on a crowded one, so that nothing is tried again until it fits. `--log-cli-level INFO`
tells what was measured.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests.browser.buyers import Buyers
from tests.browser.painting import Line, processor_ms
from tests.browser.production import in_production
from tests.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.django_db(transaction=True)

log = logging.getLogger(__name__)
BUDGET: dict[str, Any] = json.loads((Path(__file__).with_name("budget.json")).read_text(encoding="utf-8"))
PHONE, NETWORK = BUDGET["phone"], BUDGET["network"]
LINE = Line(round_trip_ms=NETWORK["round_trip_ms"], bits_per_s=NETWORK["download_bits_per_s"])
BYTES = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((part) => part.entryType === "navigation" || /\\.(css|js)$/.test(part.name))
    .reduce((sum, part) => sum + part.encodedBodySize, 0)"""


@pytest.fixture
def buyers(cast: Cast) -> Buyers:
    return Buyers(cast)


@pytest.fixture
def origin(buyers: Buyers, tmp_path: Path) -> Iterator[str]:
    """The image's own server, once there is something to scan."""
    with in_production(tmp_path) as address:
        yield address


def test_a_scan_stays_within_its_budget(buyers: Buyers, origin: str, chromium: Browser) -> None:
    assert set(BUDGET["states"]) == set(buyers.codes)
    assert BUDGET["languages"] == [code for code, _name in settings.LANGUAGES]
    weighed = {
        (state, language): cost
        for language in BUDGET["languages"]
        for state, cost in weigh(chromium, origin, buyers, language).items()
    }
    log.info("bytes and requests: %s", weighed)
    dear = [
        f"{state} in {language}: {bytes_} bytes, {requests} requests"
        for (state, language), (bytes_, requests) in weighed.items()
        if bytes_ > BUDGET["states"][state]["bytes"] or requests > BUDGET["states"][state]["requests"]
    ]
    assert not dear, "\n".join(dear)
    heaviest = {(state, max(BUDGET["languages"], key=lambda it: weighed[state, it])) for state in buyers.codes}
    paints = {
        (state, language): LINE.carries(*weighed[state, language])
        + PHONE["cpu_slowdown"]
        * processor_ms(chromium, partial(a_phone, chromium, language), f"{origin}{buyers.codes[state]}")
        for state, language in sorted(heaviest | {("blend", language) for language in BUDGET["languages"]})
    }
    log.info("first paint in ms: %s", paints)
    late = [
        f"{state} in {language}: {paint:.0f} ms"
        for (state, language), paint in paints.items()
        if paint > BUDGET["states"][state]["first_paint_ms"]
    ]
    assert not late, "\n".join(late)


def weigh(chromium: Browser, origin: str, buyers: Buyers, language: str) -> dict[str, tuple[int, int]]:
    """Bytes and requests of a first scan of each code."""
    phone = a_phone(chromium, language)
    page, asked, costs = phone.new_page(), list[str](), {}
    phone.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("request", lambda request: asked.append(request.resource_type))
    for state, code in buyers.codes.items():
        asked.clear()
        page.goto(f"{origin}{code}")
        assert str(page.get_attribute("html", "lang")).casefold() == language
        costs[state] = int(page.evaluate(BYTES)), sum(kind not in {"image", "other"} for kind in asked)
    phone.close()
    return costs


def a_phone(chromium: Browser, language: str) -> BrowserContext:
    """One that has never been here."""
    return chromium.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]}, is_mobile=True, has_touch=True, locale=language
    )
