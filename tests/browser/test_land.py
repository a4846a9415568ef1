"""A plot is drawn by clicking and by keyboard, and walked with a phone that says where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from orchards.acts.register_orchards import register_orchards
from orchards.acts.register_plot import register_plot
from orchards.models import Plot
from tests.browser.test_accessible import violations
from tests.cast import Cast
from tests.orchards.land.test_overlaps import drawn, square
from traceability.lots.models import Variety

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
EDGE = [(23.7000, 106.8000), (23.7000, 106.8010), (23.7010, 106.8010), (23.7010, 106.8000)]


def fill(page: Page, number: str) -> None:
    page.get_by_label("Number").fill(number)
    page.get_by_label("Variety").select_option("tainong-1")
    page.get_by_label("Area, 亩").fill("17")
    page.get_by_label("Trees").fill("400")


def test_a_plot_is_drawn_by_clicking_its_corners(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> None:
    register_plot(
        grower=cast.guoqiang,
        number="7",
        variety=Variety.objects.get(code="tainong-1"),
        area_mu=20,
        trees=300,
        latitude=cast.lan.village.township.latitude,
        longitude=cast.lan.village.township.longitude,
        village=cast.lan.village,
        by=cast.youan.person,
    )
    cast.lan  # noqa: B018 - entered before the browser looks
    page = page_at(1440, height=1000, user=cast.youan.person)
    page.goto(f"{live_server.url}/desk/growers/G7LAN/plots/new/")
    fill(page, "4")
    sheet = page.locator(".land-map")
    page.get_by_text("韦国强 7").wait_for()
    for x, y in ((120, 120), (320, 110), (330, 260), (110, 250)):
        sheet.click(position={"x": x, "y": y})
    page.get_by_role("button", name="Take the last corner back").click()
    sheet.click(position={"x": 110, "y": 240})
    page.get_by_text("4 corners.").wait_for()
    page.get_by_role("button", name="Enter").click()
    page.get_by_text("Plot 4 is entered.").wait_for()
    place = Plot.objects.get(number="4").place
    assert len(place.outline["coordinates"][0]) == 5
    assert place.accuracy_m is None
    assert abs(place.latitude - cast.lan.village.township.latitude) < 0.01


CROSSING = """() => {
    const boxes = [...document.querySelectorAll(".land-map text")]
        .map((text) => [text.textContent, text.getBoundingClientRect()]);
    const [said, scale] = boxes.find(([text]) => /^[0-9]+ k?m$/.test(text));
    return boxes.filter(([text, box]) => text !== said && box.left < scale.right && box.right > scale.left
        && box.top < scale.bottom && box.bottom > scale.top).map(([text]) => text);
}"""
"""What is written across the scale of the map."""


def test_on_a_phone_the_map_s_buttons_are_one_row_and_nothing_is_written_across_its_scale(
    cast: Cast, live_server: Any, page_at: Callable[..., Page]
) -> None:
    cast.lan  # noqa: B018 - entered before the browser looks
    page = page_at(360, user=cast.youan.person)
    page.goto(f"{live_server.url}/desk/growers/G7LAN/plots/new/")
    expect(page.locator(".land-map")).to_be_visible()
    tops = page.eval_on_selector_all(
        ".moves .btn", "(all) => all.slice(0, 6).map((one) => one.getBoundingClientRect().top)"
    )
    assert tops == tops[:1] * 6
    for key in ("ArrowUp", "-", "ArrowUp", "-", "ArrowUp", "-", "ArrowUp", "-"):
        assert page.evaluate(CROSSING) == []
        page.locator(".land-map").press(key)


def test_a_plot_is_drawn_without_a_mouse(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> None:
    cast.lan  # noqa: B018 - entered before the browser looks
    page = page_at(1440, user=cast.youan.person)
    page.goto(f"{live_server.url}/desk/growers/G7LAN/plots/new/")
    fill(page, "4")
    page.locator(".land-map").focus()
    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter", "Backspace", "+", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Enter").click()
    page.get_by_text("Plot 4 is entered.").wait_for()
    assert len(Plot.objects.get().place.outline["coordinates"][0]) == 4


def test_an_edge_is_walked_and_its_accuracy_kept(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> None:
    cast.lan  # noqa: B018 - entered before the browser looks
    start = {"latitude": EDGE[0][0], "longitude": EDGE[0][1], "accuracy": 35}
    page = page_at(360, user=cast.youan.person, permissions=["geolocation"], geolocation=start)
    page.goto(f"{live_server.url}/desk/growers/G7LAN/plots/new/")
    fill(page, "4")
    page.get_by_role("button", name="Find my position").click()
    page.get_by_text("± 35 m. Wait for 10 m, or take it anyway").wait_for()
    for number, (latitude, longitude) in enumerate(EDGE):
        metres = 4 + number
        page.context.set_geolocation({"latitude": latitude, "longitude": longitude, "accuracy": metres})
        page.get_by_text(f"± {metres} m: good enough.").wait_for()
        page.get_by_role("button", name="A corner is here").click()
    page.get_by_role("button", name="Enter").click()
    page.get_by_text("Plot 4 is entered.").wait_for()
    place = Plot.objects.get().place
    assert place.outline["coordinates"][0][:4] == [[longitude, latitude] for latitude, longitude in EDGE]
    assert place.accuracy_m == 7


def test_a_coarse_point_may_be_taken_and_says_so(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> None:
    cast.lan  # noqa: B018 - entered before the browser looks
    here = {"latitude": 23.705, "longitude": 106.815, "accuracy": 48}
    page = page_at(360, user=cast.youan.person, permissions=["geolocation"], geolocation=here)
    page.goto(f"{live_server.url}/desk/growers/G7LAN/plots/new/")
    fill(page, "4")
    page.get_by_role("button", name="Find my position").click()
    page.get_by_text("± 48 m.").wait_for()
    page.get_by_role("button", name="The plot is here").click()
    page.get_by_role("button", name="Enter").click()
    page.get_by_text("Plot 4 is entered.").wait_for()
    place = Plot.objects.get().place
    assert (place.latitude, place.longitude, place.accuracy_m) == (23.705, 106.815, 48)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_on_the_pages_of_the_land(
    cast: Cast, live_server: Any, page_at: Callable[..., Page], width: int, scheme: str
) -> None:
    wei = cast.youan.person
    plot = drawn(cast.lan, "1", square(106.8), wei, area_mu="12")
    drawn(cast.guoqiang, "7", square(106.8005), wei)
    cast.plot(cast.lan, "9")
    register_orchards(
        organisation=cast.youan.organisation, number="4500GY001", plots=[plot], valid_from=date(2026, 1, 1), by=wei
    )
    page = page_at(width, user=wei, color_scheme=scheme)
    faults = []
    for address in (
        *("plots/", f"plots/{plot.place.extension}/", "growers/G7LAN/plots/new/"),
        *("registrations/", "registrations/new/", "registrations/number/4500GY001/"),
    ):
        page.goto(f"{live_server.url}/desk/{address}")
        page.wait_for_load_state("networkidle")
        faults += [f"{address} {one}" for one in violations(page)]
    assert faults == []
