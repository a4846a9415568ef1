"""The measure of a first paint: it tells a heavy page from a light one, and counts what the line must carry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.painting import Line, processor_ms

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_with_more_to_lay_out_takes_a_processor_longer(chromium: Browser) -> None:
    light, heavy = (
        processor_ms(chromium, chromium.new_context, f"data:text/html,{quote('<p>Napo</p>' * count)}")
        for count in (1, 10_000)
    )
    assert 0 < 3 * light < heavy


def test_a_line_carries_each_request_there_and_back_and_then_its_bytes() -> None:
    assert Line(round_trip_ms=150, bits_per_s=1_600_000).carries(12_000, 3) == 510
