"""Both desks, walked by those whose they are and by everybody else."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from exports.acts.arrive import arrive
from exports.acts.ship import ship
from exports.models import Document, ExportBatch, Pallet
from exports.panels import offering, went_to
from tests.cast import Cast
from tests.exports.scene import Scene
from tests.papers import a_pdf
from traceability.labels.queries import carton_uri_of, printed_text_of
from traceability.parties.models import User

PDF = a_pdf()


@pytest.fixture
def exporter(client: Client, zhao: User) -> Client:
    client.force_login(zhao)
    return client


@pytest.fixture
def importer(rossi: User) -> Client:
    client = Client()
    client.force_login(rossi)
    return client


@pytest.fixture
def shipped(scene: Scene, zhao: User) -> ExportBatch:
    return ship(batch=scene.ready, by=zhao, at=scene.leaving).batch


def text_of(page: Any, status: int = 200) -> str:
    assert page.status_code == status, page.content.decode()[:2000]
    return str(page.content.decode())


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
    with django_assert_num_queries(5):
        page = exporter.get(reverse("exports:batches"))
    assert page.content.count(b"data-batch=") == count


def test_a_batch_is_opened_on_its_page_and_refused_beside_the_form(exporter: Client, cast: Cast) -> None:
    facts = {
        "code": "ex26-020",
        "exporter": cast.exporter.organisation.pk,
        "importer": cast.importer.organisation.pk,
        "destination": "NL",
        "from_port": cast.exporter.place.pk,
        "to_port": cast.importer.place.pk,
        "leaves_on": "2026-07-12",
        "arrives_on": "2026-07-10",
        "container": "TYTU 260702 0",
    }

    refused = text_of(exporter.post(reverse("exports:new"), facts), 422)
    assert "Put the days in their order" in refused
    opened = exporter.post(reverse("exports:new"), facts | {"arrives_on": "2026-08-10"})

    assert opened.status_code == 302
    assert ExportBatch.objects.get().code == "EX26-020"


def test_the_page_of_a_batch_opens_with_its_answer(exporter: Client, cast: Cast) -> None:
    scene = Scene(cast, phyto={"additional_declaration": "hot water"})
    scene.ready  # noqa: B018

    page = text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))

    assert "Not ready: one check stops this batch." in page
    assert "Ship: mend one check first" in page
    assert 'id="X2" data-outcome="fail"' in page
    assert "Ask customs for a replacement" in page
    assert "NVWA" in page or "nvwa" in page
    assert reverse("exports:ship", args=["EX26-014"]) not in page


def test_a_ready_batch_has_the_button_and_looking_writes_nothing(exporter: Client, scene: Scene) -> None:
    batch = scene.ready

    page = text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))

    assert "Ready: nothing stops this batch." in page
    assert reverse("exports:ship", args=["EX26-014"]) in page
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
    file = exporter.get(reverse("exports:file", args=["EX26-014", document.sha256]))
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == 'attachment; filename="EX26-014-phyto.pdf"'


def test_the_exporter_keeps_a_report_from_the_page(exporter: Client, scene: Scene) -> None:
    scene.ready  # noqa: B018

    assert exporter.post(reverse("exports:judge", args=["EX26-014"])).status_code == 302

    assert "Kept" in text_of(exporter.get(reverse("exports:batch", args=["EX26-014"])))


EXPORT_PAGES = ["exports:batch", "exports:pallet", "exports:paper"]
EXPORT_ACTS = ["exports:pallet", "exports:paper", "exports:judge", "exports:ship", "exports:arrive"]
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


def test_the_importer_finds_what_was_shipped_and_the_paper_that_is_missing(
    importer: Client, shipped: ExportBatch
) -> None:
    page = text_of(importer.get(reverse("imports:coming")))

    assert "2 pallets come on 10 August. One paper is missing, and it is yours." in page
    assert "Baise Mango, all 8 cartons" in page
    assert 'data-batch="EX26-014"' in page


def test_an_empty_importers_desk_says_so(importer: Client) -> None:
    assert "Nothing has come to you yet." in text_of(importer.get(reverse("imports:coming")))


def test_the_importer_announces_receives_and_remarks(importer: Client, shipped: ExportBatch) -> None:
    code = [shipped.code]
    page = reverse("imports:batch", args=code)
    assert "At sea: left Qinzhou on 12 July, due in Rotterdam on 10 August." in text_of(importer.get(page))

    ched = {"number": "CHEDPP.NL.2026.0012345", "issued_on": "2026-08-07"}
    assert importer.post(reverse("imports:announce", args=code), ched).status_code == 302
    assert importer.post(reverse("imports:arrive", args=code)).status_code == 302
    bare = text_of(importer.post(reverse("imports:decide", args=code), {"decision": "remarks"}), 422)
    assert "Write down what you found" in bare
    said = {"decision": "remarks", "remarks": "Two cartons crushed."}
    assert importer.post(reverse("imports:decide", args=code), said).status_code == 302

    done = text_of(importer.get(page))
    assert "Received in Rotterdam on" in done
    assert "Two cartons crushed." in done
    assert "CHEDPP.NL.2026.0012345" in done
    assert importer.post(reverse("imports:decide", args=code), {"decision": "accept"}).status_code == 422


def test_the_importer_refuses_with_a_reason(importer: Client, scene: Scene, shipped: ExportBatch, rossi: User) -> None:
    arrive(batch=shipped, by=rossi, at=scene.landing)

    said = {"decision": "refuse", "remarks": "Pulp at 21 °C"}
    assert importer.post(reverse("imports:decide", args=[shipped.code]), said).status_code == 302

    assert ExportBatch.objects.get().state == "refused"


def typed(scene: Scene, sscc: str) -> list[str]:
    """The same pallet, as people and scanners say it."""
    spelt = f"(00) {sscc[0]} {sscc[1:8]} {sscc[8:17]} {sscc[17]}"
    return [
        sscc,
        f"00{sscc}",
        spelt,
        f"https://id.gs1.org/00/{sscc}",
        carton_uri_of(scene.run, 2),
        printed_text_of(scene.run, 3),
        "({}){}({}){}({}){}".format(*(part for pair in _elements(carton_uri_of(scene.run, 4)) for part in pair)),
    ]


def _elements(uri: str) -> list[tuple[str, str]]:
    parts = uri.removeprefix("https://id.gs1.org/").split("/")
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_scanning_a_pallet_or_a_carton_leads_to_the_pallet(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    sscc = shipped.pallets.order_by("pk")[0].sscc

    for code in typed(scene, sscc):
        answer = importer.get(reverse("imports:scan"), {"q": code})
        assert answer.status_code == 302, code
        assert answer["Location"] == reverse("imports:pallet", args=[sscc]), code
    page = text_of(importer.get(reverse("imports:pallet", args=[sscc])))
    assert "Pallet 1 of 2" in page
    assert "4 cartons" in page
    assert scene.lot.code in page


@pytest.mark.parametrize("code", ["EX26-014", "ex26-014", "TYTU 260702 0"])
def test_scanning_a_batch_or_container_leads_to_the_batch(importer: Client, shipped: ExportBatch, code: str) -> None:
    answer = importer.get(reverse("imports:scan"), {"q": code})

    assert answer["Location"] == reverse("imports:batch", args=["EX26-014"])


@pytest.mark.parametrize(
    "code", ["nonsense", "000000000000000000", "https://id.gs1.org/01/1/10/x", "(01)1(10)2(21)3", "(00)", "٣" * 18]
)
def test_scanning_what_does_not_come_here_says_so(importer: Client, shipped: ExportBatch, code: str) -> None:
    page = text_of(importer.get(reverse("imports:scan"), {"q": code}), 404)

    assert "is on no pallet that comes to you" in page


def test_scanning_a_carton_that_stands_on_no_pallet_says_so(
    importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    text_of(importer.get(reverse("imports:scan"), {"q": carton_uri_of(scene.run, 9)}), 404)


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
