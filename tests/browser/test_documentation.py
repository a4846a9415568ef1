"""The programming interface is drawn in a real browser, under the policy of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_interface_is_drawn_and_nothing_is_refused(page_at: Callable[..., Page], live_server: Any) -> None:
    page = page_at(360)
    page.goto(f"{live_server.url}/api/v1/")
    page.get_by_text("The books of your cooperative").click()
    page.get_by_role("button", name="Try it out").wait_for(state="visible")
    # So many operations are drawn as they come into sight.
    for _ in range(60):
        if page.locator("#operations-tag-treatments").is_visible():
            break
        page.keyboard.press("End")
        page.wait_for_timeout(250)
    page.get_by_text("/api/v1/treatments/").first.wait_for(state="visible")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
