"""The programming interface is drawn in a real browser, under the policy of every page."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]


def test_the_interface_is_drawn_and_nothing_is_refused(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{live_server.url}/api/v1/")
        page.get_by_text("Take a certificate back").click()
        assert page.get_by_role("button", name="Try it out").is_visible()
        assert page.locator(".opblock").count() > 40
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        browser.close()
    assert faults == []
