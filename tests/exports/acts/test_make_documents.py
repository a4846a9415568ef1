"""Our papers of a batch: made from what is recorded, once, or refused with what they lack."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest

from exports.acts.arrive import arrive
from exports.acts.make_documents import ask_for_documents, make_document
from exports.acts.receive import receive
from exports.acts.ship import ship
from exports.documents.consignment import Consignment
from exports.documents.made import MAKERS
from exports.inviting.acts.enter_numbers import enter_numbers
from exports.models import Document, DocumentCopy, ExportBatch, PriceList
from exports.refusals import BatchIsClosed, DocumentCannotBeMade, DocumentWasBrought
from tests.cast import Cast
from tests.epcis.schema import problems_of
from tests.exports.documents.test_pdf import pages_of
from tests.exports.papered import priced, with_addresses
from tests.exports.scene import Scene
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import NotYourOrganisation

Kind = Document.Kind
DAY = date(2026, 7, 11)
MAKER = {maker.kind: maker for maker in MAKERS}
"""Papers by the name of their kind."""


def made(consignment: Consignment, kind: str, zhao: User, on: date = DAY) -> Document:
    return make_document(consignment=consignment, maker=MAKER[kind], by=zhao, on=on)


def text_of(document: Document) -> str:
    return "\n".join(pages_of(document.file.read()))


def table_of(document: Document) -> list[dict[str, str]]:
    copy = document.copies.get(content_type="text/csv")
    return list(csv.DictReader(StringIO(copy.file.read().decode("utf-8-sig"))))


def test_all_papers_are_made_by_one_job_that_counts_them(papered: ExportBatch, zhao: User) -> None:
    job = ask_for_documents(batch=papered, by=zhao, on=DAY)
    assert (job.done, job.total) == (0, 7)

    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.DONE, 7)
    assert job.result["lacks"] == {}
    assert {paper.kind for paper in papered.documents.exclude(made_from="")} == set(MAKER)
    assert {copy.language for copy in DocumentCopy.objects.filter(content_type="application/pdf")} == {"zh-hans"}
    assert all(paper.language == "nl" and paper.issued_on == DAY for paper in papered.documents.exclude(made_from=""))


def test_asked_twice_one_job_does_it_and_done_twice_nothing_is_made_again(papered: ExportBatch, zhao: User) -> None:
    first = ask_for_documents(batch=papered, by=zhao, on=DAY)
    assert ask_for_documents(batch=papered, by=zhao, on=DAY) == first
    run_job(job_id=first.pk)
    before = list(papered.documents.values_list("pk", "sha256"))

    again = ask_for_documents(batch=papered, by=zhao, on=date(2026, 7, 12))
    run_job(job_id=again.pk)

    assert again != first
    assert list(papered.documents.values_list("pk", "sha256")) == before


def test_the_same_data_give_the_same_bytes(afresh: Callable[[], Consignment], zhao: User) -> None:
    for kind in MAKER:
        paper = made(afresh(), kind, zhao)
        bytes_ = [paper.file.read(), *(copy.file.read() for copy in paper.copies.all())]
        DocumentCopy.objects.filter(document=paper).delete()
        paper.delete()

        again = made(afresh(), kind, zhao)

        assert [again.file.read(), *(copy.file.read() for copy in again.copies.all())] == bytes_, kind


def test_what_changes_makes_a_new_version_that_replaces_the_one_before(
    papered: ExportBatch, afresh: Callable[[], Consignment], zhao: User, cast: Cast
) -> None:
    older = made(afresh(), Kind.INVOICE, zhao)
    priced(papered, cast, "1.95")

    newer = made(afresh(), Kind.INVOICE, zhao)

    assert (older.number, newer.number, newer.replaces) == ("EX26-014", "EX26-014-2", older)
    assert "78,00" in text_of(newer)
    assert older.file.read().startswith(b"%PDF")


def test_papers_name_the_importer_by_the_newest_numbers_of_customs_and_tax(
    cast: Cast, afresh: Callable[[], Consignment], zhao: User, rossi: User
) -> None:
    assert "EORI" not in text_of(made(afresh(), Kind.INVOICE, zhao))
    for eori in ("DE1234567", "NL004495445"):
        enter_numbers(importer=cast.importer.organisation, eori=eori, vat="NL004495445B01", by=rossi)

    invoice, prefill = (made(afresh(), kind, zhao) for kind in (Kind.INVOICE, Kind.CHED_PREFILL))

    for text in (text_of(invoice), text_of(prefill)):
        assert text.count("NL004495445B01") == 1
        assert text.count("DE1234567") == 0
    assert "EORI NL004495445" in next(row["value"] for row in table_of(prefill) if row["box"] == "I.6")


def test_the_invoice_says_what_is_paid_for_what(consignment: Consignment, zhao: User) -> None:
    paper = made(consignment, Kind.INVOICE, zhao)

    text = text_of(paper)
    for words in (
        "EX26-014",
        "Guangxi Nanguo Export",
        "Rossi Fruit Import B.V.",
        "Maasvlakte 12",
        "0804 50 00",
        "1,85",
    ):
        assert words in text
    assert table_of(paper) == [
        {
            "gtin": consignment.products[0].product.gtin,
            "species": "mango",
            "variety": "Tainong No. 1",
            "cn_code": "0804 50 00",
            "origin": "CN",
            "cartons": "8",
            "net_kg": "40.000",
            "currency": "EUR",
            "price_per_kg": "1.85",
            "amount": "74.00",
        }
    ]


def test_the_packing_list_adds_up_pallet_by_pallet(consignment: Consignment, zhao: User) -> None:
    rows = table_of(made(consignment, Kind.PACKING_LIST, zhao))

    assert [(row["pallet"], row["cartons"], row["net_kg"]) for row in rows] == [
        ("1", "4", "20.000"),
        ("2", "4", "20.000"),
    ]
    assert [row["sscc"] for row in rows] == [pallet.pallet.sscc for pallet in consignment.pallets]
    assert sum(int(row["cartons"]) for row in rows) == consignment.cartons


def test_the_list_of_certificates_names_the_quota_and_what_of_it_is_here(consignment: Consignment, zhao: User) -> None:
    (row,) = table_of(made(consignment, Kind.GI_CERTIFICATE_LIST, zhao))

    assert (row["certificate"], row["certified_kg"], row["cartons"], row["net_kg"]) == (
        "BM-2026-0417",
        "400.000",
        "8",
        "40.000",
    )


def test_the_statement_goes_one_step_back_and_one_step_on(consignment: Consignment, scene: Scene, zhao: User) -> None:
    paper = made(consignment, Kind.TRACEABILITY, zhao)

    text, (row,) = text_of(paper), table_of(paper)
    assert "178/2002" in text
    assert "You’an Mango Cooperative" in text
    assert (row["lot"], row["supplier_gln"]) == (scene.lot.code, scene.cast.youan.organisation.gln)
    assert (row["customer_gln"], row["picked_from"], row["pickings"]) == (
        scene.cast.importer.organisation.gln,
        "2026-06-27",
        "1",
    )
    assert "黄阿兰" not in text


def test_the_residue_summary_tells_what_was_measured_and_all_that_was_looked_for(
    consignment: Consignment, zhao: User
) -> None:
    paper = made(consignment, Kind.RESIDUE_SUMMARY, zhao)

    assert "NF26-3381" in text_of(paper)
    rows = {row["substance"]: row for row in table_of(paper)}
    assert (rows["azoxystrobin"]["found_mg_kg"], rows["azoxystrobin"]["judgement"]) == ("0.031", "within")
    assert rows["carbendazim"]["found_mg_kg"] == ""
    assert len(rows) == 5


def test_the_residue_summary_tells_the_day_of_the_laboratory(cast: Cast, zhao: User) -> None:
    """Six in Nanning is the evening before in UTC."""
    with_addresses(cast)
    scene = Scene(cast, reported="06:00")
    batch = ExportBatch.objects.with_names().get(pk=scene.ready.pk)

    paper = made(Consignment(batch), Kind.RESIDUE_SUMMARY, zhao)

    assert {row["reported_on"] for row in table_of(paper)} == {"2026-07-01"}
    assert "1 juli 2026" in text_of(paper)


def test_the_residue_summary_names_limits_that_hold_and_countries_that_allow_none(cast: Cast, zhao: User) -> None:
    """The Union's 0.5 mg/kg holds while 0.01 is a draft; France lets no carbendazim in (data/residue_limits.csv)."""
    with_addresses(cast)
    scene = Scene(cast, found={"carbendazim": "0.014"}, batch_facts={"destination": "FR"})
    batch = ExportBatch.objects.with_names().get(pk=scene.ready.pk)

    paper = made(Consignment(batch), Kind.RESIDUE_SUMMARY, zhao)

    [row] = table_of(paper)
    assert (row["limit_eu_mg_kg"], row["limit_national_mg_kg"]) == ("0.5", "none allowed")
    assert row["judgement"] == "over"
    assert paper.language == "nl"
    assert "0,5" in text_of(paper)


def test_the_data_for_the_ched_stand_in_the_order_of_traces(consignment: Consignment, zhao: User) -> None:
    rows = table_of(made(consignment, Kind.CHED_PREFILL, zhao))

    boxes = [float(row["box"].removeprefix("I.")) for row in rows]
    assert boxes == sorted(boxes)
    said = {(row["box"], row["field"]): row["value"] for row in rows}
    assert said["I.9", "Accompanying documents"] == "N851 | 4526-00407 | 2026-07-11 | Nanning Customs"
    assert said["I.17", "Container number/Seal number"] == "TYTU2607020 | GX 482913"
    assert (said["I.31", "CN code"], said["I.31", "Botanical name"]) == ("0804 50 00", "Mangifera indica")
    assert (said["I.32", "Total number of packages"], said["I.34", "Total net weight (kg)"]) == ("8", "40.000")
    assert said["I.4", "Border Control Post"] == ""


def test_the_pre_advice_brings_the_events_of_its_pallets_as_epcis(consignment: Consignment, zhao: User) -> None:
    paper = made(consignment, Kind.PRE_ADVICE, zhao)

    document: dict[str, Any] = json.loads(paper.copies.get(content_type="application/ld+json").file.read())
    assert problems_of(document) == []
    parents = [event["parentID"] for event in document["epcisBody"]["eventList"]]
    assert parents == [pallet.pallet.uri for pallet in consignment.pallets]


def without_prices(batch: ExportBatch) -> None:
    PriceList.objects.filter(batch=batch).delete()


def without_address(batch: ExportBatch) -> None:
    Organisation.objects.filter(pk=batch.importer_id).update(address="", address_latin="")


def without_seal(batch: ExportBatch) -> None:
    ExportBatch.objects.filter(pk=batch.pk).update(seal="")


@pytest.mark.parametrize(
    ("kind", "without", "words"),
    [
        (Kind.INVOICE, without_prices, "currency and prices"),
        (Kind.INVOICE, without_address, "the address of Rossi Fruit Import"),
        (Kind.TRACEABILITY, without_address, "the address of Rossi Fruit Import"),
        (Kind.CHED_PREFILL, without_seal, "the number of the seal"),
    ],
)
def test_a_paper_that_lacks_a_fact_says_which_and_is_not_made(
    papered: ExportBatch, zhao: User, kind: str, without: Callable[[ExportBatch], None], words: str
) -> None:
    without(papered)

    with pytest.raises(DocumentCannotBeMade) as refused:
        made(Consignment(ExportBatch.objects.with_names().get(pk=papered.pk)), kind, zhao)

    assert words in refused.value.message
    assert not papered.documents.filter(kind=kind).exists()


@pytest.mark.parametrize("kind", list(MAKER))
def test_nothing_is_said_of_an_empty_batch(scene: Scene, zhao: User, kind: str) -> None:
    with pytest.raises(DocumentCannotBeMade) as refused:
        made(Consignment(ExportBatch.objects.with_names().get(pk=scene.draft.pk)), kind, zhao)
    assert "cartons on its pallets" in refused.value.message


def test_what_lacks_a_report_or_a_certificate_is_not_summed_up(cast: Cast, zhao: User) -> None:
    bare = Scene(cast, with_name=False, found={}, phyto=None)
    with_addresses(cast)
    consignment = Consignment(ExportBatch.objects.with_names().get(pk=bare.ready.pk))

    for kind, words in (
        (Kind.GI_CERTIFICATE_LIST, "cartons under a protected name"),
        (Kind.RESIDUE_SUMMARY, "a laboratory report that covers lot"),
        (Kind.CHED_PREFILL, "the number of the phytosanitary certificate"),
    ):
        with pytest.raises(DocumentCannotBeMade) as refused:
            made(consignment, kind, zhao)
        assert words in refused.value.message


def test_the_job_makes_what_it_can_and_tells_what_the_others_lack(papered: ExportBatch, zhao: User) -> None:
    without_prices(papered)
    job = ask_for_documents(batch=papered, by=zhao, on=DAY)

    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert job.result["lacks"] == {"invoice": ["currency and prices"]}
    assert len(job.result["made"]) == 6


def test_a_paper_that_was_brought_is_not_made_beside(scene: Scene, consignment: Consignment, zhao: User) -> None:
    scene.paper(Kind.INVOICE, number="NG-1")

    with pytest.raises(DocumentWasBrought):
        made(consignment, Kind.INVOICE, zhao)


def test_papers_of_a_batch_that_was_received_are_complete(
    papered: ExportBatch, scene: Scene, zhao: User, rossi: User
) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    arrive(batch=papered, by=rossi, at=scene.landing)
    receive(batch=papered, by=rossi, at=scene.landing, remarks="")

    with pytest.raises(BatchIsClosed):
        ask_for_documents(batch=papered, by=zhao, on=DAY)


def test_only_the_exporter_asks(papered: ExportBatch, rossi: User) -> None:
    with pytest.raises(NotYourOrganisation):
        ask_for_documents(batch=papered, by=rossi, on=DAY)


def test_reading_a_batch_costs_the_same_for_any_number_of_pallets(
    papered: ExportBatch, scene: Scene, zhao: User, django_assert_max_num_queries: Any
) -> None:
    scene.pallet(9, 10)
    consignment = Consignment(ExportBatch.objects.with_names().get(pk=papered.pk))
    with django_assert_max_num_queries(20):
        for maker in MAKERS:
            assert maker.lacks(consignment) == []
            maker.sheet(consignment)
            maker.data(consignment)
    assert consignment.cartons == 10
