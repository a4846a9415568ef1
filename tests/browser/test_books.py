"""Books and stocktakes on a small and a large screen: axe finds nothing, nothing runs off the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessible import violations
from tests.cast import Cast, at
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.books.acts.count import count

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SEASON = "from=2026-01-01&to=2026-12-31"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_and_everything_fits(
    cast: Cast, live_server: Any, page_at: Callable[..., Page], width: int, scheme: str
) -> None:
    wei = cast.youan.person
    lot, other = cast.lot(cast.plot(cast.lan)), cast.lot(cast.plot(cast.guoqiang))
    carton = register_product(
        owner=lot.owner, variety=lot.product.variety, unit_weight_g=5_000, quality_class="I", by=wei
    )
    pack(lot=lot, product=carton, cartons=20, loss_g=1_000, by=wei, at=at("2026-06-25"))
    short = count(lot=lot, counted_g=288_000, note="With Lan", by=wei, at=at("2026-06-25", "18:00"))
    much = count(lot=other, counted_g=412_000, by=wei, at=at("2026-06-25", "18:10"))
    page, faults = page_at(width, user=wei, color_scheme=scheme), []
    for path in (
        f"desk/books/?{SEASON}",
        f"desk/books/?by=grower&{SEASON}",
        f"desk/books/?by=day&{SEASON}",
        "desk/books/?from=2026-02-01&to=2026-02-02",
        "desk/count/",
        "desk/counts/",
        f"desk/counts/{short.event.digest}/",
        f"desk/counts/{much.event.digest}/",
        f"desk/lots/{lot.product.gtin}/{lot.code}/count/",
        f"desk/lots/{lot.product.gtin}/{lot.code}/",
    ):
        page.goto(f"{live_server.url}/{path}")
        faults += [f"{path} {one}" for one in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{path} is {wide} wide"] if wide > width else []
    assert faults == []


def test_the_whole_table_is_seen_on_a_desk(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> None:
    """What is in stock, the last column, is not behind an edge."""
    cast.lot(cast.plot(cast.lan))
    page = page_at(1280, user=cast.youan.person)
    for by in ("product", "grower", "day"):
        page.goto(f"{live_server.url}/desk/books/?by={by}&{SEASON}")
        box = page.eval_on_selector(".sweep", "e => e.scrollWidth - e.clientWidth")
        assert box <= 0, by
