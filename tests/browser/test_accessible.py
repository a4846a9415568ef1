"""axe finds nothing on the phone's screens: WCAG 2.2 A and AA and its best practice, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from orchards.acts.log_treatment import log_treatment
from tests.browser.test_field import open_book
from tests.cast import at, record_id

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page, options: dict[str, Any] = RULES) -> list[str]:
    """What axe finds: the rule and where."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh-hans", "dark")])
def test_axe_finds_nothing_on_the_phone(
    page_at: Callable[..., Page], live_server: Any, cast: Cast, language: str, scheme: str
) -> None:
    user = cast.lan.user
    user.language = language
    user.save()
    plot, shut = cast.plot(cast.lan), cast.plot(cast.lan, number="5")
    kept = cast.harvest(plot)
    log_treatment(
        client_id=record_id("spray"),
        plot=shut,
        product="多菌灵 50% WP",
        registration_number="",
        substances=[],
        dose="",
        target="",
        applied_on=at("2026-06-19").date(),
        interval_days=365,
        by=user,
        at=at("2026-06-19", "16:40"),
    )
    phone = page_at(360, height=640, color_scheme=scheme)
    phone.goto(f"{live_server.url}/field/?lang={language}")
    faults = [f"card {one}" for one in violations(phone)]
    open_book(phone, live_server, cast, language)
    screens = [
        "",
        f"log?plot={plot.place.extension}",
        f"log?plot={shut.place.extension}",
        "plots",
        "plots?for=log",
        "seen",
    ]
    for screen in [*screens, "treat", "records", "waiting", f"saved/{kept.client_id}", f"wrong/{kept.client_id}"]:
        phone.evaluate("(address) => { location.hash = address; }", f"#/{screen}")
        phone.wait_for_timeout(250)
        faults += [f"{screen} {one}" for one in violations(phone)]
    assert faults == []
