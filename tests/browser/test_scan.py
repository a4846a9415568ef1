"""A phone without JavaScript scans a carton and reads its page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.cast import Cast
from tests.provenance.scene import Blend

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A small screen, German, JavaScript switched off."""
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, where Django would refuse to speak to the database.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="de-DE", color_scheme="dark"
        )
        yield context.new_page()
        browser.close()


def test_a_scan_is_read_without_javascript(cast: Cast, live_server: Any, phone: Page) -> None:
    scene = Blend(cast)
    serial = scene.serial()
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.on("requestfailed", lambda request: complaints.append(request.url))
    phone.goto(f"{live_server.url}{scene.link(serial)}")
    assert phone.url == f"{live_server.url}{scene.page(serial)}"
    assert phone.get_attribute("html", "lang") == "de"
    assert phone.inner_text("h1").count("Napo") == 1
    line = phone.locator(".line details").first
    assert not line.locator("dl").is_visible()
    line.locator("summary").click()
    assert line.locator("dl a").first.is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.context.cookies() == []
    phone.locator(".langs a", has_text="中文").click()
    assert phone.get_attribute("html", "lang") == "zh-Hans"
    assert complaints == []
