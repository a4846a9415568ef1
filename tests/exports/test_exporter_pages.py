"""The exporter's desk, walked by those whose it is and by everybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from exports.models import Document, ExportBatch, Pallet, Requirement
from exports.panels import offering, went_to
from tests.cast import Cast
from tests.exports.pages import PDF, text_of
from tests.exports.scene import Scene
from traceability.parties.models import User


def test_the_desk_lists_the_exporters_batches_and_says_what_is_waiting(exporter: Client, scene: Scene) -> None:
    scene.ready  # noqa: B018

    page = text_of(exporter.get(reverse("exports:batches")))

    assert "1 batch is being made ready." in page
    assert 'data-batch="EX26-014"' in page
    assert "40.0" in page


def test_an_empty_desk_says_what_comes_next(exporter: Client) -> None:
    page = text_of(exporter.get(reverse("exports:batches")))

    assert "No batch has been opened yet." in page
    assert reverse("exports:new") in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_queries_for_any_number_of_batches(
    exporter: Client, scene: Scene, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        Scene(scene.cast, batch_facts={"code": f"EX26-{number}"}).draft  # noqa: B018
    with django_assert_num_queries(9):
        page = exporter.get(reverse("exports:batches"))
    assert page.content.count(b"data-batch=") == count


def test_a_batch_is_opened_on_its_page_and_refused_beside_the_form(exporter: Client, cast: Cast) -> None:
    today = timezone.localdate()
    facts = {
        "code": "ex26-020",
        "exporter": cast.exporter.organisation.pk,
        "importer": cast.importer.organisation.pk,
        "destination": "NL",
        "from_port": cast.exporter.place.pk,
        "to_port": cast.importer.place.pk,
        "mode": "sea",
        "incoterm": "CIF",
        "buyer_order": "PO 4711",
        "leaves_on": f"{today + timedelta(10)}",
        "arrives_on": f"{today + timedelta(9)}",
        "container": "TYTU 260702 0",
    }

    refused = text_of(exporter.post(reverse("exports:new"), facts), 422)
    assert "Put the days in their order" in refused
    past = text_of(exporter.post(reverse("exports:new"), facts | {"leaves_on": f"{today - timedelta(1)}"}), 422)
    assert "Enter a day that is to come" in past
    opened = exporter.post(reverse("exports:new"), facts | {"arrives_on": f"{today + timedelta(39)}"})

    assert opened.status_code == 302
    made = ExportBatch.objects.get()
    assert (made.code, made.terms, made.buyer_order) == ("EX26-020", "CIF Rotterdam", "PO 4711")


def test_the_page_of_a_batch_opens_with_its_answer(exporter: Client, cast: Cast) -> None:
    scene = Scene(cast, phyto={"additional_declaration": "Free of fruit flies, option (c)"})
    scene.ready  # noqa: B018

    page = text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))

    assert "Not ready: one check stops this batch." in page
    assert "Declare it ready: mend one check first" in page
    assert 'id="X2" data-outcome="fail"' in page
    assert "Ask customs for a replacement" in page
    assert "NVWA" in page or "nvwa" in page
    assert reverse("exports:ready", args=["EX26-014"]) not in page


def test_a_ready_batch_has_the_button_and_looking_writes_nothing(exporter: Client, scene: Scene) -> None:
    batch = scene.ready

    page = text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))

    assert "Ready: nothing stops this batch." in page
    assert reverse("exports:ready", args=["EX26-014"]) in page
    assert not batch.reports.exists()


def test_an_empty_batch_asks_for_its_first_pallet_and_not_for_a_dozen_things(exporter: Client, scene: Scene) -> None:
    scene.draft  # noqa: B018

    page = text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))

    assert "Not ready: nothing is loaded yet." in page
    assert "Build the first pallet" in page
    assert page.count("Build the pallets first.") == 0
    assert 'id="T2" data-outcome="unknown"' in page


def test_a_batch_is_built_and_papered_by_its_forms(exporter: Client, scene: Scene) -> None:
    scene.draft, scene.run  # noqa: B018
    build, paper = reverse("exports:pallet", args=["EX26-014"]), reverse("exports:paper", args=["EX26-014"])

    assert f"Run {scene.run.pk}" in text_of(exporter.get(build))
    assert exporter.post(build, {"run": scene.run.pk, "first": 1, "last": 4}).status_code == 302
    again = text_of(exporter.post(build, {"run": scene.run.pk, "first": 4, "last": 6}), 422)
    assert "A carton stands on one pallet." in again
    assert 'value="5"' in text_of(exporter.get(build))
    scan = SimpleUploadedFile("x.pdf", PDF)
    facts = {"kind": "phyto", "number": "1", "issuer": "Nanning Customs", "issued_on": "2026-07-10", "file": scan}
    assert exporter.post(paper, facts).status_code == 302

    document = Document.objects.get()
    file = exporter.get(reverse("exports:file", args=["EX26-014", document.sha256]), follow=True)
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == 'attachment; filename="EX26-014-phyto.pdf"'


def test_the_exporter_keeps_a_report_from_the_page(exporter: Client, scene: Scene) -> None:
    scene.ready  # noqa: B018

    assert exporter.post(reverse("exports:judge", args=["EX26-014"])).status_code == 302

    assert "Kept" in text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))


def test_a_batch_is_declared_loaded_unloaded_and_shipped_from_its_page(exporter: Client, scene: Scene) -> None:
    code = [scene.ready.code]
    page, shut, opened = (reverse(f"exports:{name}", args=code) for name in ("batch", "load", "unload"))

    assert exporter.post(reverse("exports:ready", args=code)).status_code == 302
    assert shut in text_of(exporter.get(page))
    assert 'value="TYTU 260702 0"' in text_of(exporter.get(shut))
    wrong = text_of(exporter.post(shut, {"container": "TYTU 260702 1", "seal": "GX 482913"}), 422)
    assert "its check digit does not fit" in wrong
    assert exporter.post(shut, {"container": "TYTU 260702 0", "seal": "GX 482913"}).status_code == 302
    assert "Loaded in Qinzhou" in text_of(exporter.get(page))
    text_of(exporter.post(opened, {"reason": ""}), 422)
    assert exporter.post(opened, {"reason": "Customs"}).status_code == 302
    assert "Taken out of the container again" in text_of(exporter.get(page))
    assert ExportBatch.objects.get().state == "draft"


def test_a_warning_is_taken_on_from_the_page(exporter: Client, scene: Scene, zhao: User) -> None:
    Requirement.objects.filter(code="T3").update(
        species="", parameters={"substance": "azoxystrobin", "at_most_mg_kg": "0.01"}
    )
    code = scene.ready.code
    page, take_on = reverse("exports:batch", args=[code]), reverse("exports:override", args=[code, "T3"])

    assert "Not ready: one warning is to be mended or taken on." in text_of(exporter.get(page))
    assert take_on in text_of(exporter.get(page))
    assert "azoxystrobin" in text_of(exporter.get(take_on))
    text_of(exporter.post(take_on, {"reason": ""}), 422)
    assert exporter.post(take_on, {"reason": "Rossi knows."}).status_code == 302

    done = text_of(exporter.get(page))
    assert "Ready: nothing stops this batch." in done
    assert "Rossi knows." in done
    assert zhao.name in done
    assert exporter.get(reverse("exports:override", args=[code, "X1"])).status_code == 409


EXPORT_PAGES = ["exports:batch", "exports:pallet", "exports:paper", "exports:load", "exports:unload"]
EXPORT_ACTS = [
    "exports:pallet",
    "exports:paper",
    "exports:load",
    "exports:unload",
    "exports:judge",
    "exports:ready",
    "exports:ship",
    "exports:arrive",
]
IMPORT_ACTS = ["imports:arrive", "imports:decide", "imports:announce"]


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_nobody_else_finds_a_draft(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    scene.ready  # noqa: B018
    scene.paper(Document.Kind.OTHER, file=SimpleUploadedFile("x.pdf", PDF))
    other = Client()
    other.force_login(request.getfixturevalue(stranger))

    for name in [*EXPORT_PAGES, "imports:batch"]:
        assert other.get(reverse(name, args=["EX26-014"])).status_code == 404, name
    for name in EXPORT_ACTS + IMPORT_ACTS:
        assert other.post(reverse(name, args=["EX26-014"]), {"decision": "accept"}).status_code == 404, name
    sha256 = Document.objects.get(kind="other").sha256
    for name in ("exports:file", "imports:file"):
        assert other.get(reverse(name, args=["EX26-014", sha256])).status_code == 404, name
    assert other.get(reverse("imports:pallet", args=[Pallet.objects.first().sscc])).status_code == 404
    assert "EX26-014" not in text_of(other.get(reverse("imports:coming")))
    assert "EX26-014" not in text_of(other.get(reverse("exports:batches")))
    assert ExportBatch.objects.get().state == "draft"


def test_nobody_signed_out_sees_anything(scene: Scene) -> None:
    scene.ready  # noqa: B018
    for url in (reverse("exports:batches"), reverse("exports:batch", args=["EX26-014"]), reverse("imports:coming")):
        assert Client().get(url).status_code == 302


def test_the_cooperative_offers_its_packed_lot_and_sees_where_it_went(
    scene: Scene, shipped: ExportBatch, wei: User, huang: User, rf: RequestFactory
) -> None:
    request = rf.get("/desk/")
    request.user = wei
    panel = went_to(request, scene.lot)
    assert "8 cartons to Rossi Fruit Import, Rotterdam" in panel
    assert "Offered to Guangxi Nanguo Export." in panel
    assert offering(request, scene.lot) == []

    scene.lot.shown_to.clear()

    action = offering(request, scene.lot)[0]
    assert action.url == reverse("exports:offer", args=[scene.lot.product.gtin, scene.lot.code])
    request.user = huang
    assert offering(request, scene.lot) == []


def test_a_stranger_has_no_lot_to_offer(scene: Scene, huang: User, zhao: User) -> None:
    scene.run  # noqa: B018
    for stranger in (huang, zhao):
        other = Client()
        other.force_login(stranger)
        url = reverse("exports:offer", args=[scene.lot.product.gtin, scene.lot.code])
        assert other.post(url, {"exporter": scene.cast.exporter.organisation.pk}).status_code == 404


def test_the_labels_of_a_batch_s_pallets_are_printed(exporter: Client, scene: Scene) -> None:
    batch = scene.ready
    numbers = set(batch.pallets.values_list("sscc", flat=True))
    for sheet, pages in (("", len(numbers)), ("?sheet=a4", 1)):
        file = exporter.get(reverse("exports:pallet-labels", args=[batch.code]) + sheet)
        document = pypdfium2.PdfDocument(file.content)
        read = [zxingcpp.read_barcodes(page.render(scale=203.2 / 72).to_pil()) for page in document]
        texts = {code.text for page in read for code in page}
        assert len(read) == pages
        assert {f"(00){number}" for number in numbers} < texts
        assert {text.rpartition("/00/")[2] for text in texts if "/00/" in text} == numbers


def test_a_batch_without_a_pallet_has_no_label_to_print(exporter: Client, scene: Scene) -> None:
    answer = exporter.get(reverse("exports:pallet-labels", args=[scene.draft.code]))
    assert answer.status_code == 409
    assert "has no pallet yet" in answer.content.decode()
