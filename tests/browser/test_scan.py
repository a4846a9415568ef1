"""A phone without JavaScript scans a carton and reads its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.cast import Cast
from tests.exports.scene import Scene
from tests.provenance.scene import Blend

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page_at: Callable[..., Page]) -> Page:
    """A small screen, German, dark, JavaScript switched off."""
    return page_at(360, java_script_enabled=False, locale="de-DE", color_scheme="dark")


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
    expect(line.locator("dl")).to_be_hidden()
    line.locator("summary").click()
    expect(line.locator("dl a").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.context.cookies() == []
    phone.locator(".langs a", has_text="中文").click()
    expect(phone.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert complaints == []


def test_no_language_is_wider_than_the_phone(cast: Cast, live_server: Any, phone: Page) -> None:
    """The longest day that a page opens with: 12 de noviembre de 2026; the longest word: the German credit code."""
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False)
    product = scene.lot.product
    for language, _name in settings.LANGUAGES:
        for path in (f"{product.gtin}/{scene.lot.code}", f"party/{product.owner.gln}"):
            phone.goto(f"{live_server.url}/trace/{path}/?lang={language}")
            assert str(phone.get_attribute("html", "lang")).casefold() == language
            assert phone.locator(".langs a").count() == len(settings.LANGUAGES)
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360, (language, path)
