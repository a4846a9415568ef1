"""A report goes from a buyer's page to the cooperative's desk and its answer back, without a cookie or a script."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from random import randrange

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.provenance.scene import Blend
from traceability.parties.models import User
from traceability.provenance.acts.answer_report import answer_report
from traceability.provenance.acts.forget_reports import forget_reports
from traceability.provenance.models import BuyerReport
from traceability.provenance.refusals import ReportIsAnswered

WORDS = "The carton says Brazil.\nBought at the market in Altona."


@pytest.fixture
def strict() -> Client:
    """A buyer's browser; Django's own protection is on."""
    return Client(
        enforce_csrf_checks=True, headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari", "Accept": "text/html"}
    )


def photo(size: tuple[int, int] = (40, 30)) -> bytes:
    """A JPEG that says where and with what it was taken."""
    image, exif, file = Image.new("RGB", size, "orange"), Image.Exif(), BytesIO()
    exif[0x010F], exif[0x0132] = "Nokia", "2026:08:12 10:00:00"
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def words_of(answer: object) -> str:
    """The words of a page, one space between them."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def form_of(client: Client, path: str) -> dict[str, str]:
    """The form as a browser would send it back."""
    page = client.get(path)
    assert page.status_code == 200
    assert not page.cookies
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key
    return {"key": unescape(key.group(1)), "text": WORDS}


def send(client: Client, scene: Blend, serial: str = "", **more: object) -> object:
    path = scene.page(serial or scene.serial()) + "report/"
    headers = {"Sec-Fetch-Site": "same-origin"}
    return client.post(f"{path}?lang=de", {**form_of(client, path), **more}, headers=headers)


def test_a_report_with_a_photo_reaches_the_desk_and_its_answer_the_buyer(
    strict: Client, client: Client, scene: Blend, wei: User, huang: User
) -> None:
    assert scene.page(scene.serial()) + "report/" in strict.get(scene.page(scene.serial())).content.decode()
    sent = send(strict, scene, photo=SimpleUploadedFile("IMG_1.heic", photo()))
    assert sent.status_code == 303
    (report,) = BuyerReport.objects.all()
    assert (report.text, report.serial, report.language, report.lot) == (WORDS, scene.serial(), "de", scene.lot)
    with Image.open(report.photo.open()) as kept:
        assert (kept.size, dict(kept.getexif())) == ((40, 30), {})
    mine = sent["Location"]
    assert "Nobody has answered yet." in words_of(strict.get(mine.replace("lang=de", "lang=en")))

    client.force_login(huang)
    for path in (report.get_absolute_url(), f"{report.get_absolute_url()}photo/"):
        assert client.get(path).status_code == 404
    assert "not what I bought" not in words_of(client.get("/desk/?lang=en"))
    client.force_login(wei)
    assert "A buyer says: this is not what I bought." in words_of(client.get("/desk/?lang=en"))
    assert "The carton says Brazil." in words_of(client.get("/desk/buyers/?lang=en"))
    assert client.get(f"{report.get_absolute_url()}photo/")["Content-Type"] == "image/jpeg"
    assert client.post(report.get_absolute_url(), {"answer": " "}).status_code == 422
    assert client.post(report.get_absolute_url(), {"answer": "It is a copy."}).status_code == 302
    report.refresh_from_db()
    with pytest.raises(ReportIsAnswered):
        answer_report(report=report, answer="again", by=wei, at=timezone.now())
    assert "It is a copy." in words_of(strict.get(mine))
    assert "not what I bought" not in words_of(client.get("/desk/?lang=en"))


def test_a_serial_that_was_never_issued_can_be_reported_too(strict: Client, scene: Blend) -> None:
    unknown = strict.get(scene.page("7K4M2QXP9DHV"))
    assert scene.page("7K4M2QXP9DHV") + "report/" in unknown.content.decode()
    assert send(strict, scene, "7K4M2QXP9DHV").status_code == 303


@pytest.mark.parametrize(
    ("headers", "changed"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Origin": "https://evil.example"}, {}),
        ({}, {"key": "1tZZZZ:forged"}),
        ({}, {"key": ""}),
    ],
)
def test_a_form_of_another_site_is_not_taken_and_nothing_typed_is_lost(
    strict: Client, scene: Blend, headers: dict[str, str], changed: dict[str, str]
) -> None:
    path = scene.page(scene.serial()) + "report/"
    answer = strict.post(f"{path}?lang=en", {**form_of(strict, path), **changed}, headers=headers)
    assert answer.status_code == 422
    assert "Bought at the market in Altona." in words_of(answer)
    assert "This form was open for too long, or came from another site." in words_of(answer)
    assert not BuyerReport.objects.exists()


def test_a_form_is_good_for_an_evening_and_for_its_own_carton(strict: Client, scene: Blend) -> None:
    path, other = (scene.page(scene.serial(number)) + "report/" for number in (5, 6))
    form = form_of(strict, path)
    assert strict.post(other, form).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert strict.post(path, form).status_code == 422
    assert strict.post(path, form).status_code == 303


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg onload=alert(1)>", "no photo that can be read"),
        (b"", "empty"),
        (photo()[:200], "no photo that can be read"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(
    strict: Client, scene: Blend, content: bytes, said: str
) -> None:
    path = scene.page(scene.serial()) + "report/"
    sent = {**form_of(strict, path), "photo": SimpleUploadedFile("a.jpg", content)}
    answer = strict.post(f"{path}?lang=en", sent)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert "Bought at the market in Altona." in words_of(answer)
    assert not BuyerReport.objects.exists()


def test_a_body_that_is_too_long_is_not_read(strict: Client, scene: Blend) -> None:
    path = scene.page(scene.serial()) + "report/"
    answer = strict.post(path, {**form_of(strict, path), "photo": SimpleUploadedFile("a.jpg", bytes(13 * 1024 * 1024))})
    assert answer.status_code == 422
    assert "12 MB" in words_of(answer)


def test_a_network_and_a_carton_have_so_many_reports(strict: Client, scene: Blend, settings: object) -> None:
    settings.REPORTS_OF_A_CARTON, settings.REPORTS_OF_A_NETWORK = 2, 3  # type: ignore[attr-defined]
    statuses = [send(strict, scene).status_code for _ in range(3)]
    assert statuses == [303, 303, 429]
    path = scene.page(scene.serial(6)) + "report/"
    form = form_of(strict, path)
    settings.REPORTS_OF_A_CARTON = 100  # type: ignore[attr-defined]
    here, there = (f"84.{randrange(256)}.{octet}" for octet in (7, 8))  # Redis remembers the run before this one
    addresses = [f"{here}.1", f"{here}.2", f"{here}.3", f"{here}.4", f"{there}.1"]
    taken = [strict.post(path, form, REMOTE_ADDR=address).status_code for address in addresses]
    assert taken == [303, 303, 303, 429, 303], "four of one network, one of another"


def test_reports_are_forgotten_with_their_photos(strict: Client, scene: Blend) -> None:
    send(strict, scene, photo=SimpleUploadedFile("a.jpg", photo()))
    (report,) = BuyerReport.objects.all()
    assert forget_reports() == 0
    with time_machine.travel(timezone.now() + timedelta(days=731)):
        assert forget_reports() == 1
    assert not report.photo.storage.exists(report.photo.name)
