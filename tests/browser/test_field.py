"""The phone in a real browser, 360 × 640: the drawn pad, the double tap, the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from orchards.models import Harvest, Plot, Treatment
from traceability.parties.acts.cards import issue_card

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page_at: Callable[..., Page]) -> Page:
    """A phone of 360 × 640 that speaks English."""
    return page_at(360, height=640)


@pytest.fixture
def plot(cast: Cast) -> Plot:
    """Lan's plot 4; Lan reads English here."""
    user = cast.lan.user
    user.language = "en"
    user.save()
    return cast.plot(cast.lan)


def open_book(phone: Page, live_server: Any, cast: Cast) -> None:
    """Scan the card, type the PIN."""
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    phone.goto(f"{live_server.url}/field/card/#{issued.secret}")
    assert issued.secret not in phone.url
    expect(phone.get_by_label("Card number")).to_be_hidden()
    phone.get_by_label("PIN").fill("4711")
    phone.get_by_role("button", name="Open my book").tap()
    phone.wait_for_url(f"{live_server.url}/field/")


def test_a_harvest_is_logged_by_thumb(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a harvest").tap()
    for key in "86.55":
        phone.get_by_role("button", name="Decimal point" if key == "." else key, exact=True).tap()
    phone.get_by_role("button", name="Delete one digit").tap()
    for _crate in range(4):
        phone.get_by_role("button", name="One crate more").tap()
    expect(phone.get_by_text("That is 43.25 kg")).to_be_visible()
    save = phone.get_by_role("button", name="Save 86.5 jin")
    save.dblclick()
    phone.wait_for_url("**/field/harvests/*/")
    harvest = Harvest.objects.get()
    assert (harvest.weight_g, harvest.crates, harvest.picked_offset) == (43_250, 4, 480)
    assert harvest.device_clock is not None
    expect(phone.get_by_text(harvest.lot_code)).to_be_visible()


def test_what_is_tapped_is_large_and_nothing_scrolls_sideways(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    for address in ("", "log/", "plots/", "treat/", "harvests/"):
        phone.goto(f"{live_server.url}/field/{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") == 360
        low = phone.evaluate(
            """[...document.querySelectorAll("main .btn, main .tap[href], .pad button, .units label, .back, select")]
            .map((part) => [part.textContent.trim(), part.getBoundingClientRect().height])
            .filter(([, height]) => height && height < 47.5)"""
        )
        assert low == []


def test_a_treatment_says_from_when_before_it_is_saved(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.goto(f"{live_server.url}/field/treat/")
    phone.get_by_label("What was sprayed").select_option(label="difenoconazole 10% WG")
    assert phone.get_by_label("Days to wait").input_value() == "14"
    assert phone.get_by_label("anthracnose").is_checked()
    phone.get_by_role("button", name="Save, pick from").tap()
    phone.wait_for_url("**/field/treatments/*/")
    assert (Treatment.objects.get().interval_days, Treatment.objects.get().target) == (14, "炭疽病")
    phone.goto(f"{live_server.url}/field/log/")
    expect(phone.get_by_text("You can’t pick here yet.")).to_be_visible()
