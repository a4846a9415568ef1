"""From a logger's file to the line on both desks, the event, and the question where it left the limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports.acts.arrive import arrive
from exports.history.document import epcis_document
from exports.loggers.acts.add_logger_file import add_logger_file
from exports.loggers.drawing import drawn
from exports.loggers.limits import limits_for
from exports.loggers.models import LoggerFile
from exports.loggers.refusals import LoggerFileIsHere, LoggerIsOfAnotherTime, LoggerIsTooEarly
from exports.models import ExportBatch
from exports.refusals import PalletIsNotOfThisBatch
from tests.epcis.schema import assert_valid_document
from tests.exports.pages import PDF, text_of
from tests.exports.scene import Scene
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


@pytest.fixture
def landed(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


def log(scene: Scene, degrees: Mapping[int, str] | None = None, hours: int = 29 * 24) -> ContentFile:
    """Every two hours from the hour before loading on; 12.0 °C, or what is told of a row."""
    began, special = scene.after(14, "15:00"), degrees or {}
    rows = [f"{(began + timedelta(hours=2 * n)).isoformat()},{special.get(n, '12.0')}" for n in range(hours // 2)]
    return ContentFile("\n".join(["Time,°C", *rows]).encode(), name="logger.csv")


def test_a_file_is_one_event_on_the_pallets_and_a_line(scene: Scene, landed: ExportBatch, rossi: User) -> None:
    made = add_logger_file(batch=landed, file=log(scene, {0: "30", 9: "10.4"}), by=rossi)

    assert (made.low_c, made.high_c) == (Decimal("10.4"), Decimal("12.0"))  # 30 °C was before loading
    assert made.event is not None
    event: Mapping[str, Any] = made.event.document
    assert (event["bizStep"], event["disposition"], event["action"]) == ("sensor_reporting", "in_transit", "OBSERVE")
    assert sorted(event["epcList"]) == sorted(pallet.uri for pallet in landed.pallets.all())
    [element] = event["sensorElementList"]
    assert element["sensorReport"][0]["minValue"] == 10.4
    assert event["tyt:temperatureLogSha256"] == made.sha256
    assert_valid_document(epcis_document([made.event], timezone.now()))
    [line] = drawn(landed)
    assert len(line.points.split()) > 100
    assert line.questions == ()


def test_leaving_the_limits_is_told_as_a_question(scene: Scene, landed: ExportBatch, rossi: User) -> None:
    add_logger_file(batch=landed, file=log(scene, {20: "13.4", 21: "17.2", 22: "14.0", 90: "9.1"}), by=rossi)

    [line] = drawn(landed)
    above, below = line.questions
    assert "above 13.0 °C for 6.0 hours, 17.2 °C at most. What happened?" in above
    assert "below 10.0 °C for 2.0 hours, 9.1 °C at least. What happened?" in below
    landed.refresh_from_db()
    assert landed.state == "arrived"


def test_at_the_limit_is_within_it(scene: Scene, landed: ExportBatch, rossi: User) -> None:
    add_logger_file(batch=landed, file=log(scene, {5: "13.0", 6: "10.0"}), by=rossi)
    assert drawn(landed)[0].questions == ()


def test_limits_are_dated_rows_and_a_fruit_without_a_row_has_none(scene: Scene) -> None:
    known = limits_for({"mango"}, scene.day)
    assert known is not None
    assert (known.low_c, known.high_c, known.is_provisional) == (10, 13, True)
    assert "quality_rules.csv" in known.source
    assert limits_for({"orange"}, scene.day) is None
    assert limits_for({"mango", "orange"}, scene.day) is None


def test_a_pdf_is_kept_and_nothing_is_read_of_it(landed: ExportBatch, rossi: User) -> None:
    made = add_logger_file(batch=landed, file=ContentFile(PDF, name="log.pdf"), by=rossi)
    assert (made.low_c, made.event, made.content_type) == (None, None, "application/pdf")
    assert drawn(landed)[0].points == ""


def test_what_does_not_belong_is_refused(scene: Scene, landed: ExportBatch, rossi: User, zhao: User, wei: User) -> None:
    first = log(scene)
    add_logger_file(batch=landed, file=first, by=zhao)
    with pytest.raises(LoggerFileIsHere):
        add_logger_file(batch=landed, file=first, by=rossi)
    with pytest.raises(LoggerIsOfAnotherTime):
        add_logger_file(batch=landed, file=log(scene, hours=2), by=rossi)
    with pytest.raises(NotYourOrganisation):
        add_logger_file(batch=landed, file=log(scene, {1: "11"}), by=wei)
    assert LoggerFile.objects.count() == 1


def test_a_batch_that_is_not_loaded_has_no_way_yet(scene: Scene, zhao: User) -> None:
    with pytest.raises(LoggerIsTooEarly):
        add_logger_file(batch=scene.ready, file=log(scene), by=zhao)


def test_what_was_measured_stays(scene: Scene, landed: ExportBatch, rossi: User) -> None:
    made = add_logger_file(batch=landed, file=log(scene), by=rossi)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoggerFile.objects.filter(pk=made.pk).update(high_c=Decimal("12"))


def test_both_desks_add_and_see_it(exporter: Client, importer: Client, scene: Scene, landed: ExportBatch) -> None:
    theirs, ours = (reverse(f"{desk}:temperature", args=[landed.code]) for desk in ("imports", "exports"))
    batch = reverse("imports:batch", args=[landed.code])
    assert "No logger file is here." in text_of(importer.get(batch))
    pallet = landed.pallets.order_by("pk")[0]

    sent = {"file": log(scene, {20: "17.2"}), "pallet": pallet.pk, "clock": ""}
    assert importer.post(theirs, sent)["Location"] == theirs

    for page in (importer.get(theirs), exporter.get(ours), importer.get(batch)):
        told = text_of(page)
        assert "Pallet 1" in told
        assert "12.0 to 17.2 °C on the way." in told
        assert "What happened?" in told
        assert "<polyline" in told
    assert "12.0 to 17.2 °C" in text_of(importer.get(reverse("imports:pallet", args=[pallet.sscc])))
    assert "formula" in text_of(importer.post(theirs, {"file": ContentFile(b"=1,2\n", name="x.csv")}), 422)
    kept = importer.get(reverse("imports:logger-file", args=[landed.code, LoggerFile.objects.get().sha256]))
    assert kept["Content-Disposition"].startswith("attachment")
    assert (kept["X-Content-Type-Options"], kept["Content-Type"]) == ("nosniff", "text/csv")
    assert "sandbox" in kept["Content-Security-Policy"]


def test_a_pallet_of_another_batch_carried_no_logger_of_this_one(
    scene: Scene, landed: ExportBatch, rossi: User
) -> None:
    pallet = landed.pallets.order_by("pk")[0]
    pallet.batch_id = landed.pk + 1
    with pytest.raises(PalletIsNotOfThisBatch):
        add_logger_file(batch=landed, file=log(scene), pallet=pallet, by=rossi)
