"""The phone in a real browser, 360 × 640: the card, the drawn pad, the double tap, the interval, a mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from orchards.models import Correction, Harvest, Plot, Treatment
from traceability.parties.acts.cards import issue_card

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = """[...document.querySelectorAll(
    "main .btn, main .tap[href], .pad button, .units label, .back, select, header button")]
    .map((part) => [part.textContent.trim(), part.getBoundingClientRect().height])
    .filter(([, height]) => height && height < 47.5)"""
# Found and measured in one step: a screen may be drawn anew at any moment.
HEAD_IS_ONE_LINE = """(() => {
    const head = document.querySelector("header h1");
    return head.offsetHeight < 2 * parseFloat(getComputedStyle(head).fontSize);
})()"""


def open_book(phone: Page, live_server: Any, cast: Cast, language: str = "en") -> None:
    """Scan the card, type the PIN."""
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    phone.goto(f"{live_server.url}/field/?lang={language}#{issued.secret}")
    expect(phone.locator("#pin")).to_be_visible()
    assert issued.secret not in phone.url
    expect(phone.locator("#number")).to_be_hidden()
    phone.locator("#pin").fill("4711")
    phone.locator("button[type=submit]").tap()
    expect(phone.locator("a.tall")).to_be_visible()


def type_weight(phone: Page, typed: str) -> None:
    """By thumb."""
    for key in typed:
        phone.get_by_role("button", name="Decimal point" if key == "." else key, exact=True).tap()


def test_a_harvest_is_logged_by_thumb(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "86.55")
    phone.get_by_role("button", name="Delete one digit").tap()
    for _crate in range(4):
        phone.get_by_role("button", name="One crate more").tap()
    expect(phone.get_by_text("That is 43.25 kg")).to_be_visible()
    phone.get_by_role("button", name="Save 86.5 jin").dblclick()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    harvest = Harvest.objects.get()
    assert (harvest.weight_g, harvest.crates, harvest.picked_offset, harvest.source) == (43_250, 4, 480, "phone")
    assert harvest.card is not None
    expect(phone.get_by_text(harvest.lot_code)).to_be_visible()


def test_the_same_as_last_time_is_two_taps(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    cast.harvest(plot, weight_g=43_250)
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Same as last time").tap()
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    assert list(Harvest.objects.order_by("pk").values_list("weight_g", flat=True)) == [43_250, 43_250]


def test_what_is_no_weight_is_said_and_nothing_is_kept(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a harvest").tap()
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.get_by_text("Type the weight.")).to_be_visible()
    type_weight(phone, "99999")
    phone.get_by_role("button", name="Save 99999 jin").tap()
    expect(phone.get_by_text("Check the decimal point.")).to_be_visible()
    assert Harvest.objects.count() == 0


def test_a_treatment_with_a_long_name_stays_on_the_screen(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    phone.evaluate("location.hash = '#/treat'")
    phone.get_by_label("What was sprayed").select_option("other")
    phone.get_by_label("Name on the bottle").fill("苯醚甲环唑 Difenoconazole 10\u00a0%\u00a0WG")
    phone.get_by_label("Days to wait").fill("14")
    phone.get_by_role("button", name="Save, pick from").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    phone.evaluate("location.hash = '#/records'")
    expect(phone.get_by_text("Difenoconazole")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_act_of_the_first_screen_is_in_sight_before_anything_is_scrolled(
    phone: Page, live_server: Any, cast: Cast, plot: Plot, language: str
) -> None:
    cast.harvest(plot)
    phone.add_init_script(
        "StorageManager.prototype.persist = StorageManager.prototype.persisted = () => Promise.resolve(false);"
    )
    open_book(phone, live_server, cast, language)
    phone.goto(f"{live_server.url}/field/?lang={language}")
    expect(phone.locator("a[href='#/keep']")).to_be_visible()
    expect(phone.locator(".halves a[href^='#/log?same=']")).to_be_visible()
    assert phone.locator(".halves").evaluate("(acts) => acts.getBoundingClientRect().bottom") <= 640
    assert phone.evaluate("document.documentElement.scrollHeight") <= 641


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_head_of_a_screen_is_one_line_and_save_is_in_sight_while_the_time_is_chosen(
    phone: Page, live_server: Any, cast: Cast, plot: Plot, language: str
) -> None:
    open_book(phone, live_server, cast, language)
    phone.goto(f"{live_server.url}/field/?lang={language}")
    for screen in ("", "plots", "treat", "records", "seen", "keep", "log"):
        phone.evaluate("(address) => { location.hash = address; }", f"#/{screen}")
        phone.wait_for_timeout(150)
        assert phone.evaluate(HEAD_IS_ONE_LINE), screen
    phone.locator("[data-clock-opens]").tap()
    phone.locator("label[for=w-yesterday]").tap()
    expect(phone.locator("#clock")).to_be_visible()
    expect(phone.locator("main [type=submit]")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".crates")).to_be_in_viewport(ratio=1)
    assert phone.evaluate(HEAD_IS_ONE_LINE)


def test_what_is_tapped_is_large_and_nothing_scrolls_sideways(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    kept = cast.harvest(plot)
    open_book(phone, live_server, cast)
    screens = ["", "log", "plots", "plots?for=log", "treat", "records", "waiting", "card"]
    for screen in [*screens, f"saved/{kept.client_id}", f"wrong/{kept.client_id}"]:
        phone.evaluate("(address) => { location.hash = address; }", f"#/{screen}")
        phone.wait_for_timeout(150)
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, screen
        assert phone.evaluate(SMALL) == [], screen


def test_a_treatment_says_from_when_before_it_is_saved(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a treatment").tap()
    phone.get_by_label("What was sprayed").select_option(label="difenoconazole 10% WG")
    assert phone.get_by_label("Days to wait").input_value() == "14"
    phone.get_by_role("button", name="Save, pick from").tap()
    expect(phone.get_by_text("14 days to wait")).to_be_visible()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    assert Treatment.objects.get().interval_days == 14
    phone.get_by_role("link", name="Home").tap()
    phone.get_by_role("link", name="Log a harvest").tap()
    expect(phone.get_by_text("You can’t pick here yet.")).to_be_visible()
    phone.get_by_role("link", name="Picked already").tap()
    type_weight(phone, "5")
    phone.get_by_role("button", name="Save 5 jin").tap()
    expect(phone.get_by_text("Picked inside an interval")).to_be_visible()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    assert Harvest.objects.count() == 1


def test_a_mistake_is_corrected_by_a_new_record_and_both_stay(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    cast.harvest(plot, weight_g=432_500)
    open_book(phone, live_server, cast)
    phone.evaluate("location.hash = '#/records'")
    phone.get_by_role("link", name="865.0 jin").tap()
    phone.get_by_role("link", name="That was wrong").tap()
    phone.get_by_role("link", name="Log it again, right").tap()
    expect(phone.get_by_role("button", name="Save 865 jin")).to_be_visible()
    for _digit in range(3):
        phone.get_by_role("button", name="Delete one digit").tap()
    type_weight(phone, "86.5")
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    made = Correction.objects.get()
    assert (made.harvest.weight_g, made.by_harvest.weight_g) == (432_500, 43_250)
    assert made.by_harvest.picked_at == made.harvest.picked_at


def test_without_a_network_the_app_opens_logs_and_sends_later(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_function("navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "86.5")
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("It goes by itself, also after the phone was off")).to_be_visible()
    phone.get_by_role("link", name="Home").tap()
    expect(phone.get_by_text("1 on this phone")).to_be_visible()
    assert Harvest.objects.count() == 0
    phone.context.set_offline(False)
    expect(phone.get_by_text("1 record at the cooperative, not yet weighed")).to_be_visible(timeout=15_000)
    assert Harvest.objects.get().weight_g == 43_250


def test_the_language_follows_the_grower(page_at: Callable[..., Page], live_server: Any, cast: Cast) -> None:
    cast.plot(cast.lan)
    phone = page_at(360, height=640, locale="en-GB")
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    phone.goto(f"{live_server.url}/field/?lang=en#{issued.secret}")
    phone.get_by_label("PIN").fill("4711")
    phone.get_by_role("button", name="Open my book").tap()
    expect(phone.get_by_role("heading", name="黄阿兰的果园")).to_be_visible()
