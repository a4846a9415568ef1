"""Chromium as Debian ships it, a fresh one for each test, and no fault of a page unheard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

    from orchards.models import Plot
    from tests.cast import Cast
    from traceability.parties.models import User

CUT_OFF = "net::ERR_INTERNET_DISCONNECTED"
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-quic", "--disable-background-networking"]


expect.set_options(timeout=30_000)
"""Of a crowded machine nothing is asked but that it comes to an end."""


@pytest.fixture
def chromium(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The browser. Without one a test is skipped and says so; in CI, where it must be, it fails.

    Playwright keeps an event loop in this thread for as long as it runs, in which Django would not talk to the
    database: so it runs for one test at a time, and the database is made before it and emptied after it.
    """
    path = shutil.which("chromium")
    if path is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`page_at(360, user=wei)`: a page so many pixels wide, of somebody signed in or of nobody; whatever else
    `browser.new_context` takes may follow.

    Whatever a page of the test logs as an error, throws, fails to load or does against its policy fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int, *, user: User | None = None, height: int = 800, **browser: Any) -> Page:
        mobile = {"is_mobile": width < 600, "has_touch": width < 600}
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **{"locale": "en-GB"} | mobile | browser
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url} {error}"))
        page.on("console", lambda line: faults.extend(said(page, line)))
        page.on("requestfailed", lambda request: faults.extend(failed(page, request)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


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


def said(page: Page, line: ConsoleMessage) -> list[str]:
    """A line for an error on the console; none for a network that the test itself has switched off."""
    return [f"{page.url} {line.text}"] if line.type == "error" and CUT_OFF not in line.text else []


def failed(page: Page, request: Request) -> list[str]:
    """A line for what did not load; none for what the test cut off by going on, or by switching off the network."""
    left = request.failure in {"net::ERR_ABORTED", CUT_OFF}
    return [] if left else [f"{page.url} did not load {request.url}: {request.failure}"]


def session_of(user: User) -> str:
    """The key of a session in which somebody has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return str(client.cookies["sessionid"].value)
