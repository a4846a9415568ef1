"""A grower shows and hides oneself: the switches on the phone, and the buyer's page in the same minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.agreed import agree, orchard, portrait
from tests.browser.test_accessible import violations
from tests.browser.test_field import open_book
from tests.provenance.scene import Blend

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SHIFTS = """window.shifted = 0; new PerformanceObserver((seen) => {
  for (const shift of seen.getEntries()) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


def opened(page_at: Callable[..., Page], live_server: Any, cast: Cast) -> Page:
    """Lan's phone in English, with the switches on it."""
    lan = cast.lan.user
    lan.language = "en"
    lan.save()
    phone = page_at(360, height=640)
    open_book(phone, live_server, cast, "en")
    phone.evaluate("() => { location.hash = '#/seen'; }")
    return phone


def test_a_switch_on_the_phone_names_the_grower_on_the_buyers_page_and_unnames_her(
    page_at: Callable[..., Page], live_server: Any, cast: Cast
) -> None:
    scene = Blend(cast)
    address = f"{live_server.url}{scene.page(scene.serial())}?lang=en"
    phone, buyer = opened(page_at, live_server, cast), page_at(360)
    name = phone.get_by_role("switch", name="Name")
    for is_on in (True, False):
        name.click()
        phone.get_by_role("switch", name="Name", checked=is_on).wait_for()
        phone.wait_for_timeout(600)
        buyer.goto(address)
        assert (buyer.get_by_text("among them 黄阿兰").count() == 1) is is_on


def test_without_a_signal_the_switch_says_so_and_stays_as_it_was(
    page_at: Callable[..., Page], live_server: Any, cast: Cast
) -> None:
    cast.plot(cast.lan)
    phone = opened(page_at, live_server, cast)
    name = phone.get_by_role("switch", name="Name")
    name.wait_for()
    phone.context.set_offline(True)
    name.click()
    phone.get_by_text("No signal. These switches hold at once").wait_for()
    assert not name.is_checked()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_pictures_move_nothing_come_when_they_are_near_and_please_axe(
    page_at: Callable[..., Page], live_server: Any, cast: Cast, width: int, scheme: str
) -> None:
    scene = Blend(cast)
    page = scene.page(scene.serial())
    agree(cast, cast.lan, "name", "photo", "plot")
    portrait(cast, cast.lan)
    orchard(cast, cast.lan.plots.get())
    buyer = page_at(width, color_scheme=scheme)
    buyer.add_init_script(SHIFTS)
    buyer.goto(f"{live_server.url}{page}?lang=de")
    pictures = buyer.locator(".seen img")
    assert pictures.count() == 2
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        buyer.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    assert buyer.evaluate("window.shifted") == 0
    assert buyer.evaluate("document.documentElement.scrollWidth") == width
    assert violations(buyer) == []
