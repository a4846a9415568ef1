"""The page of labels in a browser: one label at true size, what it lacks, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.browser.test_accessible import violations
from tests.cast import Cast, at
from tests.labels.examples import PREFIX, mangoes
from tests.labels.printed import print_file
from tests.stories import packed
from traceability.labels.acts.start_run import start_run
from traceability.labels.layouts import layout_of
from traceability.labels.svg import SAMPLE_SERIAL, picture_of
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


@pytest.mark.parametrize("code", ["carton-100-gi", "carton-150"])
def test_the_label_on_the_screen_is_the_label_that_is_printed(
    page_at: Callable[..., Page], tmp_path: Path, code: str
) -> None:
    """Whatever fonts the screen has: nothing differs but how edges are smoothed. A quarter of a millimetre beside it,
    the pictures would differ by 6 % and more.
    """
    label = mangoes(layout_of(code))
    picture = tmp_path / "label.svg"
    picture.write_text(picture_of(label, "https://trace.example"), "utf-8")
    size = round(label.layout.width_mm * MM), round(label.layout.height_mm * MM)
    page = page_at(size[0], height=size[1], is_mobile=False, device_scale_factor=2)
    page.goto(picture.as_uri())
    seen = Image.open(BytesIO(page.screenshot())).convert("L")
    with pypdfium2.PdfDocument(print_file(label, PREFIX, [SAMPLE_SERIAL])) as document:
        printed = document[0].render(scale=2 * 96 / 72, grayscale=True).to_pil()
    unlike = ImageChops.difference(seen, printed)
    assert ImageStat.Stat(unlike).mean[0] / 255 < 0.03


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
