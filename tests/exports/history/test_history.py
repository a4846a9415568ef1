"""One press: everything about a carton, a pallet or a batch, nothing about anybody else's fruit."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from exports.acts.arrive import arrive
from exports.acts.withdraw_document import withdraw_document
from exports.history import sheet
from exports.history.document import epcis_document
from exports.history.events import events_of
from exports.history.files import FILES
from exports.history.fsma import columns, table
from exports.history.subject import batch_subject, carton_subject, pallet_subject
from exports.models import ExportBatch
from exports.receiving.acts.receive_pallet import receive_pallet
from tests.epcis.schema import assert_valid_document
from tests.exports.pages import text_of
from tests.exports.scene import Scene
from tests.tokens import a_machine
from traceability.epcis.event_hash import event_hash
from traceability.labels.queries import serial_of_carton
from traceability.parties.models import User
from traceability.provenance.names import village_name


@pytest.fixture
def received(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    """Both pallets are in; of the second a carton is missing."""
    batch = arrive(batch=shipped, by=rossi, at=scene.landing).batch
    for pallet, counted in zip(batch.pallets.order_by("pk"), (4, 3), strict=True):
        receive_pallet(pallet=pallet, decision="accepted", by=rossi, at=scene.landing, cartons_counted=counted)
    batch.refresh_from_db()
    return batch


def acts_of(subject: Any) -> list[str]:
    return [event.act for event in events_of(subject)]


def test_a_batch_reaches_from_the_tree_to_the_importer(scene: Scene, received: ExportBatch, rossi: User) -> None:
    acts = acts_of(batch_subject(rossi, received.code))

    assert acts[0] == "harvest"
    assert acts[-1] == "receive_consignment"
    assert {"receive", "residues", "inspect", "certify", "pack", "build_pallet", "ship", "arrive"} <= set(acts)
    assert acts.count("build_pallet") == acts.count("receive_consignment") == 2


def test_a_pallet_and_a_carton_leave_out_the_other_pallet(scene: Scene, received: ExportBatch, rossi: User) -> None:
    first, second = received.pallets.order_by("pk")
    serial = serial_of_carton(scene.run, 2)
    carton = carton_subject(rossi, scene.lot.product.gtin, scene.lot.code, serial)

    for subject in (pallet_subject(rossi, first.sscc), carton):
        documents = str([event.document for event in events_of(subject) if event.act == "build_pallet"])
        assert first.sscc in documents
        assert second.sscc not in documents
    assert (carton.cartons, carton.weight_g) == (1, 5_000)


def test_what_became_of_the_same_fruit_elsewhere_is_left_out(
    scene: Scene, received: ExportBatch, rossi: User, zhao: User
) -> None:
    other = Scene(scene.cast, batch_facts={"code": "EX26-099"}, phyto=None).draft
    elsewhere = scene.pallet(9, 10, other)

    told = str([event.document for event in events_of(batch_subject(rossi, received.code))])

    assert elsewhere.sscc not in told


def test_the_epcis_document_is_valid_and_its_hashes_can_be_computed_again(received: ExportBatch, rossi: User) -> None:
    events = events_of(batch_subject(rossi, received.code))
    document = epcis_document(events, events[-1].record_time)

    assert_valid_document(json.loads(json.dumps(document)))
    for event in document["epcisBody"]["eventList"]:
        recorded = {name: value for name, value in event.items() if name not in ("eventID", "recordTime")}
        assert event_hash({"@context": document["@context"], **recorded}) == event["eventID"]


def rows_of(batch: ExportBatch, user: User) -> list[dict[str, str]]:
    subject = batch_subject(user, batch.code)
    head, *rows = table(subject, events_of(subject))
    keys = {heading: key for key, heading in columns()}
    return [dict(zip((keys[heading] for heading in head), row, strict=True)) for row in rows]


def test_the_fsma_sheet_has_a_row_for_each_lot_at_each_critical_event(
    scene: Scene, received: ExportBatch, rossi: User
) -> None:
    rows = rows_of(received, rossi)

    assert [row["cte"] for row in rows] == ["Harvesting", "Initial packing", "Shipping", "Receiving", "Receiving"]
    harvest, packing, shipping, *receiving = rows
    packed = f"(01){scene.lot.product.gtin}(10){scene.lot.code}"
    assert (harvest["quantity"], harvest["unit"], harvest["harvested"]) == ("400.000", "kg", scene.picked)
    assert harvest["commodity"] == "Mango"
    assert (packing["tlc"], packing["quantity"], packing["unit"]) == (packed, "12", "carton")
    assert (packing["harvested"], packing["received_quantity"]) == (scene.picked, "60.000 kg")
    assert (shipping["tlc"], shipping["quantity"], shipping["place"]) == (packed, "8", "Qinzhou, CN")
    assert "Rossi Fruit Import" in shipping["recipient"]
    assert "4526-00407" in shipping["document"]
    assert [row["quantity"] for row in receiving] == ["4", "3"]
    assert "Guangxi Nanguo Export" in receiving[0]["previous"]
    assert all(row["event"].startswith("ni:///sha-256;") for row in rows)


def test_the_fsma_sheet_names_the_papers_that_count(
    scene: Scene, shipped: ExportBatch, rossi: User, zhao: User
) -> None:
    withdraw_document(document=scene.paper("other", number="X-1"), why="Of another batch", by=zhao)
    scene.paper(number="4526-2")

    named = {row["document"] for row in rows_of(shipped, rossi) if row["cte"] == "Shipping"}

    assert named == {"EX26-014; 4526-2"}


def importers_files(importer: Client, batch: ExportBatch) -> dict[str, bytes]:
    names = ("history.pdf", "history.csv", "history.jsonld", "fsma204.xlsx", "fsma204.csv")
    url = "imports:history-batch-file"
    answers = {name: importer.get(reverse(url, args=[batch.code, name])) for name in names}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["history.pdf"]["Content-Disposition"] == 'attachment; filename="EX26-014-history.pdf"'
    return {name: answer.content for name, answer in answers.items()}


def test_page_and_files_name_no_grower_and_no_position(
    importer: Client, scene: Scene, received: ExportBatch, wei: User, rossi: User
) -> None:
    files = importers_files(importer, received)
    page = text_of(importer.get(reverse("imports:history-batch", args=[received.code])))
    words = words_of(files["history.pdf"])
    book = load_workbook(io.BytesIO(files["fsma204.xlsx"]))
    cells = str([[cell.value for cell in row] for row in book.active.rows])
    told = [page, words, cells, *(files[name].decode() for name in ("history.csv", "history.jsonld", "fsma204.csv"))]

    origin = scene.bulk.origin
    for body in told:
        for secret in (scene.cast.lan.user.name, str(origin.plot.latitude), str(origin.plot.longitude), wei.name):
            assert secret not in body
    assert "Everything recorded about EX26-014" in page
    assert "G7LAN" in page
    assert "History" in words
    assert received.code in words


def words_of(pdf: bytes) -> str:
    """The text of all pages."""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_paper_says_how_many_pallets_were_refused(
    importer: Client, scene: Scene, shipped: ExportBatch, rossi: User
) -> None:
    batch = arrive(batch=shipped, by=rossi, at=scene.landing).batch
    first, second = batch.pallets.order_by("pk")
    receive_pallet(pallet=first, decision="accepted", by=rossi, at=scene.landing)
    receive_pallet(pallet=second, decision="refused", remarks="Pulp at 21 °C", by=rossi, at=scene.landing)

    assert "1 of 2 pallets refused" in words_of(importers_files(importer, batch)["history.pdf"])


def test_a_page_that_does_not_show_all_says_so(
    importer: Client, received: ExportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of pickings as well as of events; the files hold all of them."""
    monkeypatch.setattr("exports.history.views.MOST_LINES", 0)
    text = text_of(importer.get(reverse("imports:history-batch", args=[received.code])))
    assert "The first 0 of 1 stand here; the files hold all of them." in text
    assert text.count("stand here; the files hold all of them.") == 2


def test_one_carton_is_one_carton(importer: Client, scene: Scene, received: ExportBatch) -> None:
    carton = [scene.lot.product.gtin, scene.lot.code, serial_of_carton(scene.run, 2)]
    answer = importer.get(reverse("imports:history-carton-file", args=[*carton, "history.pdf"]))

    assert "1 carton, 5.0" in words_of(answer.content).replace("\r\n", " ")


def test_every_cell_is_text_or_a_number_and_none_a_formula(importer: Client, received: ExportBatch) -> None:
    files = importers_files(importer, received)

    lines = list(csv.reader(io.StringIO(files["fsma204.csv"].decode("utf-8-sig"))))
    assert len(lines) == 6
    evil = load_workbook(io.BytesIO(sheet.xlsx("x", [["=1+1", "b"], ["=cmd|' /C calc'!A0", "4"]], numbers=[1]))).active
    assert [cell.data_type for row in evil.rows for cell in row] == ["s", "s", "s", "n"]


def test_a_history_is_told_in_chinese_too(importer: Client, received: ExportBatch) -> None:
    with translation.override("zh-hans"):
        page = text_of(importer.get(reverse("imports:history-batch", args=[received.code]) + "?lang=zh-hans"))
    assert 'lang="zh-Hans"' in page


def test_villages_are_named_in_the_readers_letters(importer: Client, scene: Scene, received: ExportBatch) -> None:
    """Who reads no Chinese finds the village under the name that maps write."""
    village = scene.bulk.origin.village
    assert village is not None
    latin = str(village_name(village.code, ""))
    address = reverse("imports:history-batch", args=[received.code])
    told = {language: text_of(importer.get(f"{address}?lang={language}")) for language in ("de", "zh-hans")}
    assert (f"{latin}, " in told["de"], village.name_zh in told["de"]) == (True, False)
    assert village.name_zh in told["zh-hans"]


@pytest.mark.parametrize("stranger", ["wei", "huang"])
def test_nobody_else_asks_for_a_history(
    scene: Scene, received: ExportBatch, request: pytest.FixtureRequest, stranger: str
) -> None:
    other = Client()
    other.force_login(request.getfixturevalue(stranger))
    serial = serial_of_carton(scene.run, 2)
    carton = [scene.lot.product.gtin, scene.lot.code, serial]
    sscc = received.pallets.earliest("pk").sscc
    for name, arguments in (("batch", [received.code]), ("pallet", [sscc]), ("carton", carton)):
        assert other.get(reverse(f"imports:history-{name}", args=arguments)).status_code == 404
        file = reverse(f"imports:history-{name}-file", args=[*arguments, "history.csv"])
        assert other.get(file).status_code == 404


def test_a_file_that_is_not_made_here_is_not_found(importer: Client, received: ExportBatch) -> None:
    assert importer.get(reverse("imports:history-batch-file", args=[received.code, "history.exe"])).status_code == 404


def test_a_system_of_the_importers_asks_for_the_history_of_batch_pallet_and_carton_in_every_form(
    scene: Scene, received: ExportBatch, rossi: User
) -> None:
    system = a_machine(rossi, "read")
    carton = (scene.lot.product.gtin, scene.lot.code, serial_of_carton(scene.run, 2))
    sscc = received.pallets.earliest("pk").sscc
    for name, keys in (("export-batch", (received.code,)), ("pallet", (sscc,)), ("carton", carton)):
        document = system.get(reverse(f"{name}-history", args=keys)).json()
        assert document["type"] == "EPCISDocument"
        for file in FILES:
            answer = system.get(reverse(f"{name}-history-file", args=[*keys, file]))
            assert (answer.status_code, answer["Content-Disposition"].endswith(f'-{file}"')) == (200, True)
        assert system.get(reverse(f"{name}-history-file", args=[*keys, "history.exe"])).status_code == 404


def test_a_system_of_another_firm_learns_nothing(scene: Scene, received: ExportBatch, huang: User) -> None:
    system = a_machine(huang, "read")
    sscc = received.pallets.earliest("pk").sscc
    assert system.get(reverse("export-batch-history", args=[received.code])).status_code == 404
    assert system.get(reverse("pallet-history-file", args=[sscc, "history.csv"])).status_code == 404


def test_what_has_not_left_has_no_history_for_its_importer(importer: Client, scene: Scene) -> None:
    assert importer.get(reverse("imports:history-batch", args=[scene.loaded.code])).status_code == 404


def test_the_exporter_reads_it_as_well(received: ExportBatch, zhao: User) -> None:
    client = Client()
    client.force_login(zhao)
    assert "Everything recorded" in text_of(client.get(reverse("imports:history-batch", args=[received.code])))


def test_the_exporter_reads_the_history_of_what_it_sent_at_its_own_desk(
    exporter: Client, importer: Client, shipped: ExportBatch
) -> None:
    batch = reverse("exports:history-batch", args=[shipped.code])
    assert batch in text_of(exporter.get(reverse("exports:batch", args=[shipped.code])))
    told = text_of(exporter.get(batch))
    assert reverse("exports:batch", args=[shipped.code]) in told
    assert "/import/" not in told
    sscc = shipped.pallets.order_by("pk")[0].sscc
    pallet = reverse("exports:history-pallet", args=[sscc])
    assert reverse("exports:history-pallet-file", args=[sscc, "history.csv"]) in text_of(exporter.get(pallet))
    assert exporter.get(f"{batch}history.pdf").content.startswith(b"%PDF")
