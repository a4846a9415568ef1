"""A day without signal in a real browser: nothing logged is lost, and nothing arrives twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect

from orchards import shell
from orchards.models import Harvest
from tests.browser.breaking_line import BreakingLine
from tests.browser.conftest import ARGUMENTS
from tests.browser.test_field import open_book, type_weight
from traceability.parties.acts.cards import issue_card

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

SYNC = re.compile(r"/api/v1/field/sync")
CONTROLLED = """new Promise((done) => {
  const asked = setInterval(() => navigator.serviceWorker.controller && (clearInterval(asked), done(true)), 50);
})"""
UPDATED = """navigator.serviceWorker.getRegistration().then((one) => one.update().then(() => new Promise((done) => {
  const asked = setInterval(() => one.waiting && (clearInterval(asked), done(true)), 50);
})))"""

LEFT_AT_ONCE = """(id) => new Promise((done) => {
  addEventListener("hashchange", () => { location.hash = "#/log"; done(true); }, { once: true });
  location.hash = `#/saved/${id}?said=1`;
})"""

FULL_DISK = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
  window.emptied = () => { IDBObjectStore.prototype.add = add; };
}"""


@pytest.fixture
def profile(chromium: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """`profile()`: the same phone each time it is switched on; what it stored is on the disk."""
    opened: list[BrowserContext] = []

    def switch_on() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=shutil.which("chromium"),
            args=ARGUMENTS,
            viewport={"width": 360, "height": 640},
            locale="en-GB",
        )
        opened.append(context)
        return context

    yield switch_on
    for context in opened:
        try:
            context.close()
        except Error:
            continue


@pytest.fixture
def address(live_server: Any, cast: Cast) -> str:
    """Where Lan's app opens in English; she has one plot."""
    user = cast.lan.user
    user.language = "en"
    user.save()
    cast.plot(cast.lan)
    return f"{live_server.url}/field/?lang=en"


def sign_in(page: Page, address: str, cast: Cast) -> None:
    """With the number of a card and its PIN, as a grower does."""
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    page.goto(f"{address}#{issued.secret}")
    page.get_by_label("PIN").fill("4711")
    page.get_by_role("button", name="Open my book").click()
    expect(page.get_by_role("link", name="Log a harvest")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def log(page: Page, times: int) -> None:
    """So many harvests, each of another weight."""
    for number in range(1, times + 1):
        page.evaluate("location.hash = '#/log'")
        page.get_by_role("button", name="1", exact=True).wait_for()
        for digit in str(number + 10):
            page.get_by_role("button", name=digit, exact=True).click()
        page.get_by_role("button", name=f"Save {number + 10} jin").click()
        expect(page).to_have_url(re.compile("#/saved/[0-9a-f-]+$"))


def kill(profile_folder: Path) -> None:
    """The battery is empty: the browser of this profile ends without a word."""
    lock = str((profile_folder / "SingletonLock").readlink())
    os.kill(int(lock.rsplit("-", 1)[1]), signal.SIGKILL)


def test_fifty_harvests_outlive_a_dead_battery_and_a_lost_session_and_arrive_once(
    profile: Callable[[], BrowserContext], address: str, cast: Cast, tmp_path: Path
) -> None:
    context = profile()
    page = context.new_page()
    sign_in(page, address, cast)
    context.set_offline(True)
    log(page, 50)
    assert Harvest.objects.count() == 0
    kill(tmp_path / "phone")

    context = profile()
    context.clear_cookies()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Your PIN is needed to send them. Nothing is lost.")).to_be_visible()
    # The first round is over: no link is drawn anew under the finger.
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="50 on this phone").click()
    expect(page.get_by_label("Card number")).not_to_have_value("")
    page.get_by_label("PIN").fill("4711")
    page.get_by_role("button", name="Open my book").click()
    wait_for(page, 50)
    assert sorted(Harvest.objects.values_list("weight_g", flat=True)) == [500 * (n + 10) for n in range(1, 51)]


@pytest.mark.parametrize("fault", ["answers 500", "cuts after it stored", "answers twice"])
def test_a_faulty_way_to_the_server_loses_nothing_and_repeats_nothing(
    profile: Callable[[], BrowserContext], address: str, cast: Cast, fault: str
) -> None:
    context = profile()
    page = context.new_page()
    sign_in(page, address, cast)
    faults = iter([fault])

    def on_the_way(route: Route) -> None:
        now = next(faults, "")
        if now == "answers 500":
            route.fulfill(status=500, content_type="application/problem+json", body='{"type": "x/error"}')
        elif now == "cuts after it stored":
            route.fetch()
            route.abort()
        elif now == "answers twice":
            route.fetch()
            route.continue_()
        else:
            route.continue_()

    context.set_offline(True)
    log(page, 3)
    context.route(SYNC, on_the_way)
    context.set_offline(False)
    page.evaluate("location.hash = '#/'")
    wait_for(page, 3)
    page.reload()
    page.wait_for_timeout(500)
    assert next(faults, "happened") == "happened"
    assert Harvest.objects.count() == 3


def test_a_card_revoked_meanwhile_still_hands_in_what_was_logged_before(
    profile: Callable[[], BrowserContext], address: str, cast: Cast
) -> None:
    context = profile()
    page = context.new_page()
    sign_in(page, address, cast)
    context.set_offline(True)
    log(page, 2)
    cast.lan.user.cards.update(revoked_at=timezone.now())
    context.set_offline(False)
    page.evaluate("location.hash = '#/'")
    wait_for(page, 2)


def test_two_tabs_hand_in_one_outbox_once(profile: Callable[[], BrowserContext], address: str, cast: Cast) -> None:
    context = profile()
    page = context.new_page()
    sign_in(page, address, cast)
    other = context.new_page()
    other.goto(address)
    context.set_offline(True)
    log(page, 2)
    log(other, 2)
    context.set_offline(False)
    wait_for(page, 4)
    page.reload()
    other.reload()
    expect(page.get_by_text("At the cooperative")).to_be_visible()
    assert Harvest.objects.count() == 4


def test_a_phone_two_days_ahead_logs_no_harvest_of_the_day_after_tomorrow(
    profile: Callable[[], BrowserContext], address: str, cast: Cast
) -> None:
    context = profile()
    page = context.new_page()
    sign_in(page, address, cast)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=2))
    context.set_offline(True)
    log(page, 1)
    context.set_offline(False)
    page.evaluate("location.hash = '#/'")
    wait_for(page, 1)
    harvest = Harvest.objects.get()
    assert abs(harvest.picked_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert harvest.stated_at is not None
    assert harvest.stated_at - harvest.picked_at > timedelta(hours=47)


def test_a_phone_that_keeps_nothing_says_so_before_anything_is_typed(
    profile: Callable[[], BrowserContext], address: str
) -> None:
    page = profile().new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };")
    page.goto(address)
    expect(page.get_by_role("heading", name="Nothing can be kept")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)


def test_a_disk_that_fills_later_says_so_keeps_what_was_typed_and_takes_it_once_there_is_room(
    profile: Callable[[], BrowserContext], address: str, cast: Cast
) -> None:
    page = profile().new_page()
    sign_in(page, address, cast)
    page.evaluate(FULL_DISK)
    page.evaluate("location.hash = '#/log'")
    for digit in "86":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Save 86 jin").click()
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    expect(page).to_have_url(re.compile("#/log$"))
    page.evaluate("window.emptied()")
    page.get_by_role("button", name="Save 86 jin").click()
    wait_for(page, 1)
    assert Harvest.objects.get().weight_g == 43_000


def test_a_request_that_breaks_off_in_the_middle_changes_nothing_and_goes_again(
    profile: Callable[[], BrowserContext], address: str, cast: Cast
) -> None:
    with BreakingLine(address) as line:
        context = profile()
        page = context.new_page()
        sign_in(page, line.address, cast)
        context.set_offline(True)
        log(page, 3)
        line.breaks(b"POST /api/v1/field/sync", after=600)
        context.set_offline(False)
        page.evaluate("location.hash = '#/'")
        line.broken.wait(20)
        assert line.broken.is_set()
        wait_for(page, 3)
        assert Harvest.objects.count() == 3


def test_whoever_goes_on_before_the_saved_screen_has_read_its_record_stays_where_they_went(
    profile: Callable[[], BrowserContext], address: str, cast: Cast
) -> None:
    page = profile().new_page()
    sign_in(page, address, cast)
    log(page, 1)
    page.evaluate(LEFT_AT_ONCE, page.url.rsplit("/", 1)[1])
    page.wait_for_timeout(300)
    expect(page).to_have_url(re.compile("#/log$"))
    expect(page.get_by_role("button", name="1", exact=True)).to_be_visible()


def wait_for(page: Page, count: int) -> None:
    """Until so many harvests stand in the cooperative's book; a minute at most."""
    for _attempt in range(300):
        if Harvest.objects.count() >= count:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{Harvest.objects.count()} of {count} arrived")


def until_renewed(page: Page) -> None:
    """Until the old worker has gone with its shell; half a minute at most.

    A worker that Playwright listens to never falls idle by itself, as it does on a phone after half a minute.
    """
    workers = page.context.new_cdp_session(page)
    workers.send("ServiceWorker.enable")
    for _attempt in range(60):
        if len(page.evaluate("caches.keys()")) == 1:
            return
        workers.send("ServiceWorker.stopAllWorkers")
        page.wait_for_timeout(500)


def test_an_update_of_the_app_waits_until_nothing_is_being_typed(
    page_at: Callable[..., Page], live_server: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.lan.user.language = "en"
    cast.lan.user.save()
    cast.plot(cast.lan)
    phone = page_at(360, height=640)
    open_book(phone, live_server, cast)
    phone.evaluate(CONTROLLED)
    old = phone.evaluate("caches.keys()")
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "86.5")

    monkeypatch.setattr(shell, "version", lambda: "b" * 16)
    phone.evaluate(UPDATED)
    assert set(phone.evaluate("caches.keys()")) == {*old, f"field-{'b' * 16}"}
    expect(phone.get_by_role("button", name="Save 86.5 jin")).to_be_visible()
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    phone.get_by_role("link", name="Home").tap()
    until_renewed(phone)
    assert phone.evaluate("caches.keys()") == [f"field-{'b' * 16}"]
    assert Harvest.objects.get().weight_g == 43_250
