"""The desk's questions, and a phone's file, on a small and a large screen and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orchards.acts.log_harvest import log_harvest
from orchards.models import Conflict
from tests.browser.test_accessible import violations
from tests.cast import Cast, at, record_id

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1440])
def test_two_versions_stand_side_by_side_and_fit(
    cast: Cast, live_server: Any, page_at: Callable[..., Page], width: int
) -> None:
    plot = cast.plot(cast.lan)
    night = log_harvest(
        client_id=record_id("n"), plot=plot, weight_g=80_000, crates=4, by=cast.lan.user, at=at("2026-06-24", "23:30")
    )
    body = {"kind": "harvest", "weight_g": 812_000, "crates": 3, "picked_at": "2026-06-24T09:00:00+08:00"}
    Conflict.objects.create(
        client_id=night.client_id, kind="harvest", body=body, digest="0" * 64, plot=plot, logged_by=cast.lan.user
    )
    page = page_at(width, user=cast.youan.person, java_script_enabled=False)
    page.goto(f"{live_server.url}/desk/questions/")
    boxes = [page.get_by_role("cell", name=weight, exact=True).bounding_box() for weight in ("80.0 kg", "812.0 kg")]
    assert all(box is not None and box["x"] + box["width"] <= width for box in boxes)
    page.get_by_role("link", name="At night").click()
    expect(page.get_by_role("article")).to_have_count(1)


def test_axe_finds_nothing_on_the_new_pages_of_the_desk(
    cast: Cast, live_server: Any, page_at: Callable[..., Page]
) -> None:
    plot = cast.plot(cast.lan)
    log_harvest(
        client_id=record_id("n"), plot=plot, weight_g=80_000, crates=4, by=cast.lan.user, at=at("2026-06-24", "23:30")
    )
    page, faults = page_at(360, user=cast.youan.person), []
    for path in ("questions/", "outbox/", "growers/G7LAN/", "growers/G7LAN/edit/", "growers/?retired=1"):
        page.goto(f"{live_server.url}/desk/{path}")
        faults += [f"{path} {one}" for one in violations(page)]
    assert faults == []


def test_a_phone_s_file_is_chosen_and_answered(
    cast: Cast, live_server: Any, page_at: Callable[..., Page], tmp_path: Path
) -> None:
    cast.plot(cast.lan)
    file = tmp_path / "G7LAN-2026-11-27.json"
    told = {"format": "tianyang-trace-outbox", "version": 1, "grower": "G7LAN", "records": ["nonsense"]}
    file.write_text(json.dumps(told | {"saved_at": timezone.localtime().isoformat()}))
    page = page_at(360, user=cast.youan.person, java_script_enabled=False)
    page.goto(f"{live_server.url}/desk/outbox/")
    page.get_by_label("File of the phone").set_input_files(file)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("main")).to_contain_text("Not taken in")
    page.get_by_role("link", name="The next file").click()
    expect(page.get_by_label("File of the phone")).to_be_visible()
