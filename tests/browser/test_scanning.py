"""A hand scanner at the exporter's desk: a code that is read twice counts once, and ears tell yes from no."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from exports.acts.open_pallet import open_pallets
from tests.cast import Cast
from tests.exports.scene import Scene
from traceability.labels.queries import carton_uri_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)

EARS = """
window.tones = [];
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  createOscillator() {
    const tone = { frequency: {}, connect() {}, stop() {} };
    tone.start = (from) => window.tones.push([tone.type, tone.frequency.value, from]);
    return tone;
  }
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} } }
};
"""
"""Writes down what a loudspeaker would be told to play: shape, hertz, and from which second."""


@pytest.fixture
def desk(cast: Cast, live_server: Any, page_at: Callable[..., Page]) -> tuple[Page, Scene, str]:
    """The scan page with one open pallet, a clock that stands still, and ears; the scene and the pallet's number."""
    scene = Scene(cast)
    scene.run  # noqa: B018
    [pallet] = open_pallets(batch=scene.draft, by=cast.exporter.person, at=scene.after(13))
    page = page_at(1440, user=cast.exporter.person)
    page.add_init_script(EARS)
    page.goto(f"{live_server.url}/desk/export/{scene.draft.code}/scan/")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    return page, scene, pallet.sscc


def scan(page: Page, code: str) -> None:
    """As a scanner does it: the whole code, then Enter."""
    page.fill("#scan", code)
    page.press("#scan", "Enter")


def test_a_code_that_is_read_twice_within_a_second_is_one_scan(desk: tuple[Page, Scene, str]) -> None:
    page, scene, sscc = desk
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)

    scan(page, sscc)
    scan(page, sscc)
    expect(page.locator("[data-heard] b")).to_be_visible()
    page.clock.run_for(1_100)
    scan(page, sscc)
    scan(page, carton_uri_of(scene.run, 1))
    scan(page, carton_uri_of(scene.run, 1))
    expect(page.locator("[data-cartons]")).to_have_text("1")

    assert len(sent) == 3


def test_yes_rises_and_no_is_lower_than_any_yes(desk: tuple[Page, Scene, str]) -> None:
    page, scene, sscc = desk
    scan(page, sscc)
    scan(page, carton_uri_of(scene.run, 1))
    expect(page.locator("[data-cartons]")).to_have_text("1")
    yes = page.evaluate("window.tones.splice(0)")
    page.evaluate("document.dispatchEvent(new CustomEvent('sound', { detail: 'no' }))")
    no = page.evaluate("window.tones")

    assert len(yes) == 4
    assert yes[0][1] < yes[1][1]
    assert max(hertz for _shape, hertz, _from in no) < min(hertz for _shape, hertz, _from in yes)
    assert {shape for shape, _hertz, _from in no}.isdisjoint({shape for shape, _hertz, _from in yes})
