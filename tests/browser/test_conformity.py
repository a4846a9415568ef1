"""Conformity certificates on a small and a large screen: axe finds nothing, nothing runs off the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessible import violations
from tests.cast import Cast, at
from traceability.lots.conformity.acts.issue import issue

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_and_everything_fits(
    cast: Cast, live_server: Any, page_at: Callable[..., Page], width: int, scheme: str
) -> None:
    lot = cast.lot(cast.plot(cast.lan))
    lacking = cast.lot(cast.plot(cast.lan, "5"))
    waiting = cast.harvest(cast.plot(cast.lan, "6"))
    issue(lot=lot, bases=["control"], by=cast.youan.person, at=at("2026-06-24", "17:00"))
    page, faults = page_at(width, user=cast.youan.person, color_scheme=scheme, java_script_enabled=True), []
    of_lot = f"desk/lots/{lot.product.gtin}/{lot.code}"
    bare = f"desk/lots/{lacking.product.gtin}/{lacking.code}"
    for path in (
        "desk/conformity/",
        "desk/conformity/?show=lacking",
        f"{of_lot}/conformity/{lot.code}-1/",
        f"{of_lot}/conformity/issue/",
        f"{bare}/conformity/issue/",
        f"{bare}/conformity/take-in/",
        f"{of_lot}/",
        f"desk/weigh-in/{waiting.client_id}/",
        f"trace/{lot.product.gtin}/{lot.code}/conformity/",
    ):
        page.goto(f"{live_server.url}/{path}")
        faults += [f"{path} {one}" for one in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{path} is {wide} wide"] if wide > width else []
    assert faults == []
