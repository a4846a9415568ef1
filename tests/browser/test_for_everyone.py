"""A buyer's page for every reader: one who cannot see it, or its colours, or small letters, or holds it on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from django.conf import settings
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.buyers import Buyers
from tests.browser.looking import (
    COLOURS,
    CUT_OFF,
    FOREIGN,
    HEADINGS,
    NO_ICON,
    OVERLAPPING,
    SMALL,
    UNFOCUSED,
    WCAG_SPACING,
)
from tests.browser.test_accessible import RULES, violations
from tests.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

BRIEF = {"resultTypes": ["violations"]}
"""What axe found in order would take it most of its time to write down."""
WORDS = RULES | BRIEF | {"rules": {"color-contrast": {"enabled": False}}}
CONTRAST = BRIEF | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
PATIENCE_MS = 5_000
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LONG_AND_HAN = ["de", "zh-hans"]
"""The language of the longest words, and the one without spaces."""
GROUNDS = """[...document.querySelectorAll(".notice")].map((one) => getComputedStyle(one).backgroundColor)
    .filter((colour) => colour !== "rgba(0, 0, 0, 0)")"""
OPEN = "document.querySelectorAll('details').forEach((one) => one.open = true)"


@pytest.fixture
def buyers(cast: Cast) -> Buyers:
    return Buyers(cast)


@pytest.fixture
def page_at(chromium: Browser) -> Callable[..., Page]:
    """A page so many pixels wide. That the browser notes an unknown carton's 404 is no fault."""

    def open_page(width: int, **browser: Any) -> Page:
        return chromium.new_context(viewport={"width": width, "height": 800}, locale="en-GB", **browser).new_page()

    return open_page


@pytest.fixture
def visit(live_server: Any, buyers: Buyers) -> Callable[..., Iterator[str]]:
    """Every state's page in each of the languages, its lines open; yields what it is, for a fault to name."""

    def walk(page: Page, languages: list[str], states: list[str] | None = None) -> Iterator[str]:
        for language in languages:
            for state in states or buyers.codes:
                page.goto(f"{live_server.url}{buyers.codes[state]}?lang={language}")
                page.evaluate(OPEN)
                yield f"{state} in {language}"

    return walk


def test_axe_finds_nothing_in_any_language_by_day_and_by_night(
    page_at: Callable[..., Page], visit: Callable[..., Iterator[str]]
) -> None:
    """Every rule in every language; colours, which hang on the alphabet at most, by day and by night in two."""
    page, faults = page_at(360), []
    for where in visit(page, LANGUAGES):
        faults += [f"{where}: {one}" for one in violations(page, WORDS)]
    for where in visit(page, LONG_AND_HAN):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [f"{where}, {scheme}: {one}" for one in violations(page, CONTRAST)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("width", "letters", "css"),
    [(360, 32, ""), (1280, 32, ""), (320, 16, ""), (360, 16, WCAG_SPACING)],
    ids=["twice as large", "twice as large on a desk", "four times as near", "wide apart"],
)
def test_no_word_is_lost_when_letters_are_large_near_or_far_apart(
    page_at: Callable[..., Page], visit: Callable[..., Iterator[str]], width: int, letters: int, css: str
) -> None:
    """WCAG 2.2: 1.4.4 (text at 200 %), 1.4.10 (1280 pixels at 400 %) and 1.4.12 (text spacing)."""
    page, faults = page_at(width, bypass_csp=True), []
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})
    for where in visit(page, LONG_AND_HAN):
        if css:
            page.add_style_tag(content=css)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{letters}px"
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{where}: {wide} pixels wide"] if wide > width else []
        faults += [f"{where}: {one}" for one in page.evaluate(CUT_OFF) + page.evaluate(OVERLAPPING)]
    assert not faults, "\n".join(faults)


def test_keyboard_thumb_and_screen_reader_find_their_way(
    page_at: Callable[..., Page], visit: Callable[..., Iterator[str]]
) -> None:
    page, faults = page_at(360), []
    for where in visit(page, LONG_AND_HAN):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.matches('.skip') && document.activeElement.offsetHeight >= 20"):
            faults.append(f"{where}: the first stop is no way past the header")
        page.keyboard.press("Enter")
        with suppress(PlaywrightTimeout):
            page.wait_for_url("**#main", timeout=PATIENCE_MS)
        if not page.url.endswith("#main"):
            faults.append(f"{where}: the way past the header leads to {page.url}")
        for what in (SMALL, HEADINGS, FOREIGN, UNFOCUSED):
            faults += [f"{where}: {one}" for one in page.evaluate(what)]
        parts = [page.locator(part).count() for part in ("body > header", "main", "body > footer", "footer nav")]
        faults += [f"{where}: landmarks {parts}"] if parts != [1, 1, 1, 1] else []
    assert not faults, "\n".join(faults)


def test_every_state_is_told_by_shape_and_word_not_by_colour(
    page_at: Callable[..., Page], visit: Callable[..., Iterator[str]]
) -> None:
    """In one's own colours too every line is seen. Eyes that see fewer colours are left with shape and word."""
    page, faults, told = page_at(360), [], {}
    for where in visit(page, ["en"]):
        page.emulate_media(forced_colors="none")
        faults += [f"{where}: {one}" for one in page.evaluate(NO_ICON)]
        first = page.locator("main .state").first
        if first.count():
            told[where] = (first.locator("use").get_attribute("href"), first.inner_text().partition("\n")[0])
        for scheme in ("light", "dark"):
            page.emulate_media(forced_colors="active", color_scheme=scheme)
            faults += [f"{where}, {scheme}: {one}" for one in page.evaluate(COLOURS)]
    assert not faults, "\n".join(faults)
    shapes = {where.split()[0]: shape for where, (shape, _words) in told.items()}
    assert shapes == {
        "fresh": "#dunno",
        "blend": "#ok",
        "recalled": "#none",
        "orange": "#dunno",
        "lot": "#dunno",
        "unknown": "#dunno",
        "void": "#no",
    }
    words = {where.split()[0]: said for where, (_shape, said) in told.items()}
    assert words.pop("fresh") == words["orange"], "neither is known to be on a carton"
    assert len(set(words.values())) == len(words)


def test_the_language_is_switched_without_javascript_or_cookie_and_the_query_stays(
    page_at: Callable[..., Page], live_server: Any, buyers: Buyers
) -> None:
    """Attributes may stand behind the code of a carton (17: use by); they are the address's own."""
    phone = page_at(360, java_script_enabled=False)
    for state, path in buyers.codes.items():
        query = "x=a%26b" if state == "pallet" else "17=261231&x=a%26b"
        phone.goto(f"{live_server.url}{path}?{query}")
        for language, tag in (("nl", "nl"), ("zh-hans", "zh-Hans")):
            phone.locator(f".langs a[lang={tag}]").click()
            assert phone.url.endswith(f"/?{query}&lang={language}")
            assert phone.get_attribute("html", "lang") == tag, state
            assert phone.locator(".langs [aria-current]").get_attribute("lang") == tag, state
    assert phone.context.cookies() == []


def test_on_paper_everything_stands_there_in_black(
    page_at: Callable[..., Page], visit: Callable[..., Iterator[str]], buyers: Buyers
) -> None:
    """Printed by night: no word lighter than 4.5 to 1 on white, nothing to press, proof and address to be typed."""
    page, faults = page_at(360, color_scheme="dark"), []
    for where in visit(page, ["de"]):
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = false)")
        shown = page.locator(".langs, form, .btn, .screen, .skip:focus, a[href*=report]").filter(visible=True)
        faults += [f"{where}: shows {one}" for one in shown.all_inner_texts()]
        faults += [f"{where}: {one}" for one in page.evaluate(COLOURS)]
        faults += [f"{where}: a printer that prints grounds hides its words" for _ in page.evaluate(GROUNDS)]
        page.emulate_media(media=None)
        sheet = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        pages = [one.get_textpage() for one in sheet]
        words = " ".join(one.get_text_bounded() for one in pages)
        state = where.split()[0]
        if buyers.codes[state] not in "".join(words.split()):
            faults.append(f"{where}: its address is not on paper")
        events = page.evaluate(
            "[...document.querySelectorAll('main details a[href^=\"/events/\"]')].map((a) => a.textContent)"
        )
        faults += [
            f"{where}: {event} is not on paper"
            for event in events
            if "".join(event.split()) not in "".join(words.split())
        ]
        for text, one in zip(pages, sheet, strict=True):
            boxes = [text.get_rect(number) for number in range(text.count_rects())]
            if any(left < 20 or right > one.get_width() - 20 for left, _bottom, right, _top in boxes):
                faults.append(f"{where}: a line runs over the edge of the paper")
    assert not faults, "\n".join(faults)
