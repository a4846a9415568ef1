"""The page of labels in a browser: one label at true size, what it lacks, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessible import violations
from tests.cast import Cast, at
from tests.stories import packed
from traceability.labels.acts.start_run import start_run
from traceability.parties.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from traceability.lots.models import Lot

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db(transaction=True)]
MM = 96 / 25.4


@pytest.fixture
def oranges(cast: Cast) -> Lot:
    return packed(cast, cast.lot(cast.plot(cast.lan, "5", "newhall-navel"), "2026-11-12", 1_000_000), "2026-11-13")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_label_is_seen_at_true_size(
    page_at: Callable[..., Page], live_server: Any, oranges: Lot, wei: User, width: int, scheme: str
) -> None:
    page = page_at(width, user=wei, color_scheme=scheme)
    page.goto(
        f"{live_server.url}/desk/lots/{oranges.product.gtin}/{oranges.code}/print/?destination=DE&layout=carton-150"
    )
    box = page.locator(".label-preview").bounding_box()
    assert box is not None
    assert abs(box["width"] - 100 * MM) < 4
    assert abs(box["height"] - 150 * MM) < 4
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert "Size" in page.locator("main li").first.inner_text()
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_where_labels_are_printed_in_chinese(
    page_at: Callable[..., Page], live_server: Any, oranges: Lot, wei: User, width: int, scheme: str
) -> None:
    page = page_at(width, user=wei, color_scheme=scheme, locale="zh-CN")
    of_lot = f"desk/lots/{oranges.product.gtin}/{oranges.code}"
    run = start_run(lot=oranges, count=60, layout="carton-100", with_name=False, by=wei, at=at("2026-11-14"))
    of_run = ("desk/labels/", f"desk/labels/{run.pk}/", "desk/labels/activate/", "desk/printers/")
    for path in (f"{of_lot}/print/", f"{of_lot}/stickers/", "desk/labels/crates/", *of_run):
        page.goto(f"{live_server.url}/{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_a_size_is_chosen_and_the_label_says_it(
    page_at: Callable[..., Page], live_server: Any, oranges: Lot, wei: User
) -> None:
    page = page_at(1440, user=wei)
    page.goto(f"{live_server.url}/desk/lots/{oranges.product.gtin}/{oranges.code}/print/")
    page.select_option("[name=destination]", "DE")
    page.select_option("[name=size]", "3")
    page.get_by_role("button", name="Look at it first").click()
    assert "190 cartons wait for their labels" in page.locator("h1").inner_text()
    picture = page.request.get(live_server.url + str(page.locator(".label-preview").get_attribute("src"))).text()
    assert "81–92 mm" in picture
    assert "规格 Größe" in picture
