"""The papers at the desks: added by kind, compared, made, and handed to one person for two minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exports.acts.make_documents import ask_for_documents, make_document
from exports.acts.ship import ship
from exports.documents.compare import compared
from exports.documents.consignment import Consignment
from exports.documents.downloads import SECONDS
from exports.documents.made import MAKERS
from exports.models import Document, ExportBatch, PriceList
from tests.exports.documents.ephyto_example import EPHYTO, WITH_ENTITY
from tests.exports.pages import PDF, text_of
from tests.exports.scene import Scene
from traceability.jobs.acts.run import run as run_job
from traceability.parties.models import User

CODE = "EX26-014"
Kind = Document.Kind


def url(name: str, *more: object) -> str:
    return reverse(f"exports:{name}", args=[CODE, *more])


def test_the_form_of_a_kind_asks_for_what_that_paper_says(exporter: Client, scene: Scene) -> None:
    scene.draft  # noqa: B018

    phyto = text_of(exporter.get(url("paper"), {"kind": "phyto"}))
    lading = text_of(exporter.get(url("paper"), {"kind": "bill_of_lading"}))
    nonsense = text_of(exporter.get(url("paper"), {"kind": "ched_pp"}))

    assert 'name="site_codes"' in phyto
    assert 'name="seals"' not in phyto
    assert 'name="seals"' in lading
    assert 'name="site_codes"' in nonsense


def test_papers_that_were_made_one_by_one_are_not_said_to_be_missing(
    exporter: Client, papered: ExportBatch, zhao: User
) -> None:
    maker = next(one for one in MAKERS if one.kind == Kind.PACKING_LIST)
    make_document(consignment=Consignment(papered), maker=maker, by=zhao, on=papered.leaves_on)

    assert "One of our papers is made." in text_of(exporter.get(url("papers")))


def test_a_paper_whose_numbers_differ_says_which(exporter: Client, scene: Scene) -> None:
    scene.ready  # noqa: B018
    facts = {
        "kind": "bill_of_lading",
        "number": "QZH118",
        "issuer": "Beibu Gulf Lines",
        "issued_on": "2026-07-12",
        "packages": "9",
        "gross_weight_g": "46.4",
        "container": "TYTU 260702 0",
        "seals": "GX 482913",
        "file": SimpleUploadedFile("b.pdf", PDF),
    }

    page = text_of(exporter.post(url("paper"), facts, follow=True))

    assert "Bill of lading: one number differs from the batch." in page
    assert 'data-fact="packages" data-state="no"' in page
    assert 'data-fact="container" data-state="ok"' in page
    assert 'data-fact="seals" data-state="ok"' in page
    assert 'data-fact="gross_weight_g" data-state="none"' in page
    assert "46.4 kg" in page


def test_a_certificate_is_compared_by_sites_houses_and_names(scene: Scene) -> None:
    batch = scene.ready
    said = {"site_codes": ["4500K01"], "botanical_names": ["Mangifera indica"], "net_weight_g": 40_000, "packages": 8}
    paper = scene.paper(number="2", facts=said)

    agrees = {one.name: one.agrees for one in compared(paper, Consignment(batch))}

    assert agrees == {"site_codes": False, "botanical_names": True, "packages": True, "net_weight_g": True}


def test_lots_on_a_laboratory_report_may_be_those_before_packing(scene: Scene) -> None:
    batch = scene.ready
    known = scene.paper(Kind.RESIDUE_REPORT, number="1", facts={"lots": [scene.bulk.code, scene.lot.code]})
    other = scene.paper(Kind.RESIDUE_REPORT, number="2", facts={"lots": [scene.lot.code, "TY990101Z"]})

    assert [one.agrees for one in compared(known, Consignment(batch))] == [True]
    assert [(one.agrees, one.batch) for one in compared(other, Consignment(batch))] == [(False, scene.lot.code)]


def test_an_electronic_certificate_fills_in_its_own_form(exporter: Client, scene: Scene) -> None:
    scene.draft  # noqa: B018
    given = {"kind": "phyto", "file": SimpleUploadedFile("e.xml", EPHYTO.encode())}

    page = text_of(exporter.post(url("paper"), given, follow=True))

    assert "CN2026450000123" in page
    assert "Annex VII, point 61 (d)" in page


def test_xml_with_entities_is_refused_beside_the_form_and_nothing_is_lost(exporter: Client, scene: Scene) -> None:
    scene.draft  # noqa: B018
    given = {"kind": "phyto", "number": "77", "file": SimpleUploadedFile("e.xml", WITH_ENTITY.encode())}

    page = text_of(exporter.post(url("paper"), given), 422)

    assert "which no certificate needs" in page
    assert 'value="77"' in page
    assert not Document.objects.exists()


def test_prices_are_entered_and_the_papers_made_with_progress(exporter: Client, papered: ExportBatch) -> None:
    PriceList.objects.all().delete()
    gtin = Consignment(papered).products[0].product.gtin
    assert "None of our papers is made yet." in text_of(exporter.get(url("papers")))

    refused = text_of(exporter.post(url("prices"), {f"price_{gtin}": "-1", "currency": "EUR"}), 422)
    assert "It cannot be less than" in refused
    assert exporter.post(url("prices"), {f"price_{gtin}": "1.85", "currency": "EUR"}).status_code == 302
    waiting = text_of(exporter.post(url("make-papers"), follow=True))
    assert "Our papers are being made." in waiting
    assert "data-job" in waiting
    job = papered.document_sets.get().job
    run_job(job_id=job.pk)

    done = text_of(exporter.get(url("papers")))
    assert "All our papers are made." in done
    assert ">中文</a>" in done
    assert "EPCIS" in done


def test_what_a_paper_lacks_stands_on_the_page(exporter: Client, papered: ExportBatch, zhao: User) -> None:
    PriceList.objects.all().delete()
    run_job(job_id=ask_for_documents(batch=papered, by=zhao, on=papered.leaves_on).pk)

    page = text_of(exporter.get(url("papers")))

    assert "Our papers are made but for one, which lacks something." in page
    assert "currency and prices" in page
    assert url("prices") in page


def test_a_link_is_good_for_one_person_for_two_minutes(
    exporter: Client, importer: Client, scene: Scene, shipped: ExportBatch
) -> None:
    paper = scene.paper(Kind.BILL_OF_LADING, number="Q1", file=SimpleUploadedFile("b.html", PDF))
    link = exporter.get(url("file", paper.sha256))["Location"]

    file = exporter.get(link)
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == f'attachment; filename="{CODE}-bill_of_lading.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Cache-Control"] == "private, no-store"
    assert importer.get(link).status_code == 404
    assert Client().get(link).status_code == 302
    assert exporter.get(link + "x").status_code == 404
    with time_machine.travel(datetime.now(tz=UTC) + timedelta(seconds=SECONDS - 5), tick=False):
        assert exporter.get(link).status_code == 200
    with time_machine.travel(datetime.now(tz=UTC) + timedelta(seconds=SECONDS + 5), tick=False):
        assert "Open the file again from its batch" in text_of(exporter.get(link), 404)


def test_the_importer_gets_every_form_of_a_paper_of_ours(
    importer: Client, scene: Scene, papered: ExportBatch, zhao: User
) -> None:
    run_job(job_id=ask_for_documents(batch=papered, by=zhao, on=papered.leaves_on).pk)
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    advice = papered.documents.get(kind=Kind.PRE_ADVICE)

    page = text_of(importer.get(reverse("imports:batch", args=[CODE])))

    for copy in advice.copies.all():
        way = reverse("imports:file", args=[CODE, copy.sha256])
        assert way in page
        assert importer.get(way, follow=True)["Content-Type"] == copy.content_type


def test_shipping_seals_the_hash_of_every_paper_that_counts(exporter: Client, scene: Scene, zhao: User) -> None:
    older = scene.paper(Kind.ORIGIN, number="1", file=SimpleUploadedFile("a.pdf", PDF))
    newer = scene.paper(
        Kind.ORIGIN, number="2", replaces=older, file=SimpleUploadedFile("b.pdf", PDF.replace(b"%%EOF", b"%%EOF\n"))
    )
    event = ship(batch=scene.loaded, by=zhao, at=scene.leaving).event

    sealed = {one["tyt:sha256"] for one in event.document["tyt:papers"]}
    assert newer.sha256 in sealed
    assert older.sha256 not in sealed
    assert event.get_absolute_url() in text_of(exporter.get(url("one-paper", newer.pk)))


@pytest.mark.parametrize("name", ["papers", "prices", "paper"])
def test_an_importer_finds_no_desk_of_the_exporter(importer: Client, shipped: ExportBatch, name: str) -> None:
    assert importer.get(url(name)).status_code == 404
