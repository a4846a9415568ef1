"""A logger's file by program, as on the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exports.acts.arrive import arrive
from exports.loggers.models import LoggerFile
from exports.models import ExportBatch
from tests.exports.pages import PDF
from tests.exports.scene import Scene
from tests.tokens import a_machine
from traceability.parties.models import User


@pytest.fixture
def landed(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


@pytest.fixture
def address(landed: ExportBatch) -> str:
    return reverse("export-batch-temperature", args=[landed.code])


def table(scene: Scene, *degrees: str) -> SimpleUploadedFile:
    """From the hour after loading on, an hour apart, on a clock that the file does not name."""
    began = scene.after(14, "17:00").replace(tzinfo=None)
    rows = [f"{(began + timedelta(hours=n)).isoformat()},{c}" for n, c in enumerate(degrees)]
    return SimpleUploadedFile("logger.csv", "\n".join(["Time,°C", *rows]).encode())


def test_a_system_of_the_importers_adds_a_file_by_its_token(
    scene: Scene, landed: ExportBatch, address: str, rossi: User
) -> None:
    system = a_machine(rossi, "read", "papers")
    pallet = landed.pallets.earliest("pk")

    answer = system.post(
        address, {"file": table(scene, "11.8", "12.6"), "pallet": pallet.sscc, "clock": "Asia/Shanghai"}
    )

    assert answer.status_code == 201, answer.content
    made = LoggerFile.objects.get()
    told = answer.json()
    assert made.event is not None
    assert (told["pallet"], told["readings"], told["low_c"], told["high_c"]) == (pallet.sscc, 2, "11.80", "12.60")
    assert (told["sha256"], told["event_id"]) == (made.sha256, made.event.event_id)
    assert system.get(address).json() == [told]


def test_both_firms_read_the_list_and_the_bytes(
    importer: Client, exporter: Client, scene: Scene, landed: ExportBatch, address: str
) -> None:
    sent = table(scene, "12.0").read()
    assert exporter.post(address, {"file": table(scene, "12.0"), "clock": "UTC"}).status_code == 201
    pdf = SimpleUploadedFile("log.pdf", PDF)
    assert importer.post(address, {"file": pdf}).json()["low_c"] is None

    for client in (importer, exporter):
        table_, paper = client.get(address).json()
        assert (table_["pallet"], table_["readings"]) == ("", 1)
        assert (paper["readings"], paper["event_id"]) == (0, "")
        kept = client.get(reverse("export-batch-logger-file", args=[landed.code, table_["sha256"]]))
        assert b"".join(kept.streaming_content) == sent
        assert kept["Content-Disposition"] == 'attachment; filename="EX26-014-logger.csv"'
        assert "sandbox" in kept["Content-Security-Policy"]


def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_kept(
    importer: Client, scene: Scene, landed: ExportBatch, address: str
) -> None:
    for sent, status, words in (
        ({"file": table(scene, "12.0")}, 422, "on which clock the logger ran"),
        ({"file": table(scene, "12.0"), "clock": "Mars/Olympus"}, 400, "No clock has this name."),
        ({"file": table(scene, "12.0"), "clock": "../../etc/passwd"}, 400, "No clock has this name."),
        ({"file": SimpleUploadedFile("x.csv", b"=1,2\n"), "clock": "UTC"}, 422, "formula"),
        ({"clock": "UTC"}, 400, "file"),
        ({"file": table(scene, "12.0"), "clock": "UTC", "pallet": "0" * 18}, 404, ""),
    ):
        answer = importer.post(address, sent)
        assert (answer.status_code, words in answer.content.decode()) == (status, True), answer.content
    assert not LoggerFile.objects.exists()


def test_nobody_elses_batch_has_a_temperature(
    scene: Scene, landed: ExportBatch, address: str, importer: Client, wei: User, huang: User
) -> None:
    importer.post(address, {"file": table(scene, "12.0"), "clock": "UTC"})
    file = reverse("export-batch-logger-file", args=[landed.code, LoggerFile.objects.get().sha256])
    for stranger in (wei, huang):
        client = Client()
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, {"file": table(scene, "9.0"), "clock": "UTC"}).status_code == 404
        assert client.get(file).status_code == 404
    assert LoggerFile.objects.count() == 1


def test_what_has_not_left_is_nothing_to_its_importer(scene: Scene, importer: Client) -> None:
    address = reverse("export-batch-temperature", args=[scene.loaded.code])
    assert importer.post(address, {"file": table(scene, "12.0"), "clock": "UTC"}).status_code == 404
