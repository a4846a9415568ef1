"""A new importer on a phone: invited, sees what comes, scans, accepts with a remark, takes the history along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from exports.acts.arrive import arrive
from exports.acts.ship import ship
from exports.inviting.acts.invite import invite
from exports.models import ExportBatch
from exports.receiving.models import PalletReceipt
from tests.browser.test_accessible import violations
from tests.exports.scene import Scene
from tests.stories import smallest_photo
from traceability.jobs.acts.run import run
from traceability.jobs.models import Job
from traceability.parties.models import Organisation

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
GLN = "8712345000004"


def letter_to_jan(cast: Cast, language: str) -> str:
    """The path in the letter that the exporter's invitation sends."""
    invite(
        exporter=cast.exporter.organisation,
        name="Jansen Fruit B.V.",
        gln=GLN,
        country="NL",
        email="jan@jansenfruit.example",
        language=language,
        by=cast.exporter.person,
    )
    run(job_id=Job.objects.get(kind="letters.send").pk)
    found = re.search(r"/import/join/\S+", mail.outbox[0].body)
    assert found
    return found[0]


def batch_for_jan(cast: Cast) -> Scene:
    """Two pallets in Rotterdam."""
    scene = Scene(cast, batch_facts={"importer": Organisation.objects.get(gln=GLN)})
    batch = ship(batch=scene.loaded, by=cast.exporter.person, at=scene.leaving).batch
    arrive(batch=batch, by=cast.exporter.person, at=scene.landing)
    return scene


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh-hans", "dark")])
def test_from_the_letter_to_the_fsma_sheet(
    page_at: Callable[..., Page], live_server: Any, cast: Cast, tmp_path: Path, language: str, scheme: str
) -> None:
    path = letter_to_jan(cast, language)
    scene = batch_for_jan(cast)
    phone = page_at(360, height=740, color_scheme=scheme, locale="zh-CN" if language == "zh-hans" else "en-GB")
    faults: list[str] = []

    def look(name: str) -> None:
        faults.extend(f"{name} {one}" for one in violations(phone))
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults.extend([f"{name} is {wide} px wider than the phone"] if wide > 0 else [])

    phone.goto(f"{live_server.url}{path}")
    look("join")
    phone.fill("[name=name]", "Jan Jansen")
    phone.fill("[name=password]", "drie peren in een schaal")
    phone.click("button.main")
    phone.wait_for_url("**/import/")
    look("coming")

    phone.goto(f"{live_server.url}/import/scan/")
    look("scan")
    sscc = scene.draft.pallets.earliest("pk").sscc
    phone.fill("#scan", sscc)
    phone.press("#scan", "Enter")
    phone.wait_for_url(f"**/pallet/{sscc}/")
    phone.fill("[name=cartons_counted]", "3")
    assert phone.locator("[data-difference]").is_visible()
    phone.check("[value=accepted_with_remarks]")
    phone.fill("[name=remarks]", "One carton crushed.")
    photo = {"name": "crushed.jpg", "mimeType": "image/jpeg", "buffer": smallest_photo()}
    phone.set_input_files("[name=photos]", [photo])
    look("pallet")
    phone.click("button.main")
    phone.wait_for_selector(".shot")
    look("found")

    receipt = PalletReceipt.objects.get()
    assert (receipt.cartons_counted, receipt.remarks, receipt.photos.count()) == (3, "One carton crushed.", 1)
    for address in ("EX26-014/", "EX26-014/history/", f"pallet/{sscc}/history/", "systems/", "choices/"):
        phone.goto(f"{live_server.url}/import/{address}")
        look(address)
    phone.goto(f"{live_server.url}/import/EX26-014/history/")
    with phone.expect_download() as download:
        phone.click("[href$='fsma204.xlsx']")
    assert download.value.suggested_filename == "EX26-014-fsma204.xlsx"
    assert ExportBatch.objects.get().state == "arrived"
    assert faults == []
