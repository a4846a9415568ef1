"""A buyer points a phone at a carton: from the label as it is printed to the page, with nothing in between made up."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import ARGUMENTS
from tests.browser.tls_line import TLSLine
from tests.cast import Cast
from tests.labels.camera import photograph
from tests.provenance.scans import scans_counted
from tests.provenance.scene import Blend
from traceability.labels.models import LabelRun
from traceability.labels.queries import serial_of_carton

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)

HOST = "trace.example"
PRINTER_DPI = 203.2
CARTON = 5
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
)


def photo_of(run: LabelRun, counter: int, shadow: float) -> Any:
    """The label of a carton as the printer burns it, one bit a dot, and then as a phone sees it."""
    with run.file.open("rb") as file, pypdfium2.PdfDocument(file.read()) as document:
        label = document[counter - 1].render(scale=PRINTER_DPI / 72).to_pil().convert("1", dither=0)
    return photograph(label, Random(counter), shadow=shadow)


@pytest.mark.parametrize(
    ("javascript", "shadow"), [(True, 0.0), (False, 0.6)], ids=["in the light", "under a shelf, without JavaScript"]
)
def test_a_label_is_printed_photographed_read_and_opened(
    cast: Cast, chromium: Browser, live_server: Any, settings: Any, tmp_path: Path, javascript: bool, shadow: float
) -> None:
    settings.PUBLIC_ORIGIN = f"https://{HOST}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    scene = Blend(cast)
    scene.arrived  # noqa: B018 (made when first looked at)
    serial = serial_of_carton(scene.run, CARTON)
    [code] = zxingcpp.read_barcodes(photo_of(scene.run, CARTON, shadow))
    assert code.text == f"HTTPS://{HOST.upper()}{scene.link(serial)}"

    asked: list[str] = []
    answers: list[tuple[int, dict[str, str]]] = []
    said: list[str] = []
    with TLSLine(HOST, live_server.url, tmp_path) as line:
        phone = chromium.browser_type.launch(
            executable_path=shutil.which("chromium"),
            args=[*ARGUMENTS, f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{line.port}"],
        )
        page = phone.new_page(
            java_script_enabled=javascript,
            ignore_https_errors=True,
            locale="de-DE",
            user_agent=PHONE,
            viewport={"width": 360, "height": 740},
        )
        page.on("request", lambda request: asked.append(str(urlsplit(request.url).hostname)))
        page.on("response", lambda answer: answers.append((answer.status, answer.headers)))
        page.on("console", lambda line: said.append(line.text))
        page.goto(code.text)
        assert page.url == f"https://{HOST}{scene.page(serial)}"
        expect(page.locator("h1")).to_contain_text("Napo")
        expect(page.locator(".state.ok").first).to_contain_text("nicht zurückgerufen")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        kept = page.context.cookies()
        phone.close()
    assert [status for status, _headers in answers][:2] == [307, 200]
    assert "default-src 'none'" in answers[1][1]["content-security-policy"]
    assert set(asked) == {HOST}
    assert not said
    assert not kept
    [counted] = scans_counted()
    assert (counted.identifier, counted.scans) == (f"https://id.gs1.org{scene.link(serial)}", 1)
