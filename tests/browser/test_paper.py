"""The grid of the paper book under fingers: a page is typed without the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from orchards.models import Harvest
from tests.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """([selector, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


def test_a_page_is_typed_by_keyboard_looked_at_and_taken_in(
    cast: Cast, live_server: Any, page_at: Callable[..., Page]
) -> None:
    cast.plot(cast.lan, "4")
    cast.plot(cast.guoqiang, "7")
    page = page_at(1440, user=cast.youan.person)
    page.goto(f"{live_server.url}/desk/paper/new/")
    page.locator("[name=day]").first.focus()
    keys = page.keyboard
    for cell in ("2026.6.21", "阿兰", "4", "172"):
        keys.type(cell)
        keys.press("Tab")
    keys.type("4")
    page.locator("[name=day]").first.focus()
    keys.press("Enter")
    keys.press("Control+d")
    keys.press("Tab")
    keys.press("Control+d")
    assert [page.locator(f"[name={name}]").nth(1).input_value() for name in ("day", "grower")] == ["2026.6.21", "阿兰"]
    keys.press("Tab")
    for cell in ("4", "86.5"):
        keys.type(cell)
        keys.press("Tab")
    page.evaluate(PASTE, ["tr:nth-child(3) [name=day]", "2026.6.22\t国强\t7\t318\r\n2026.6.31\t国强\t7\t20\r\n"])
    page.get_by_role("button", name="Read the page").click()
    page.get_by_role("link", name="Next doubt").click()
    expect(page.locator("#row-4")).to_contain_text("There is no 6/31.")
    page.get_by_label("Day of row 4").fill("2026-06-23")
    page.get_by_role("button", name="Keep these answers and look again").click()
    page.get_by_role("button", name="Take in 4 rows").click()
    page.get_by_text("4 rows were taken in on").wait_for()
    assert sorted(Harvest.objects.values_list("weight_g", flat=True)) == [10_000, 43_250, 86_000, 159_000]
