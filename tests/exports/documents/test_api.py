"""Papers for programs: listed with their files, made by a job, priced; for those alone whose batch it is."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from exports.documents.consignment import Consignment
from exports.models import ExportBatch
from traceability.jobs.acts.run import run as run_job


def url(name: str, *more: object) -> str:
    return reverse(f"export-batch-{name}", args=["EX26-014", *more])


def test_papers_are_made_listed_and_fetched(exporter: Client, papered: ExportBatch) -> None:
    job = exporter.post(url("make-papers"))
    assert (job.status_code, job.json()["total"]) == (202, 7)
    run_job(job_id=job.json()["id"])

    papers = exporter.get(url("papers")).json()

    assert len(papers) == 8
    invoice: dict[str, Any] = next(paper for paper in papers if paper["kind"] == "invoice")
    assert (invoice["made_here"], invoice["counts"]) == (True, True)
    assert [file["name"] for file in invoice["files"]] == ["Nederlands", "中文", "CSV"]
    file = exporter.get(url("file", invoice["files"][0]["sha256"]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert file["Content-Disposition"].startswith("attachment")


def test_prices_are_entered_for_what_is_loaded(exporter: Client, papered: ExportBatch) -> None:
    gtin = Consignment(papered).products[0].product.gtin
    body = {"currency": "USD", "payment_terms": "", "prices": [{"gtin": gtin, "per_kg": "2.10"}]}

    kept = exporter.put(url("prices"), body, content_type="application/json")

    assert kept.json() == {"currency": "USD", "payment_terms": "", "prices": [{"gtin": gtin, "per_kg": "2.1000"}]}
    other = body | {"prices": [{"gtin": "09771234500000", "per_kg": "2.10"}]}
    assert exporter.put(url("prices"), other, content_type="application/json").status_code == 400
    wrong = body | {"currency": "XXX"}
    assert exporter.put(url("prices"), wrong, content_type="application/json").status_code == 400


def test_a_draft_has_no_papers_for_its_importer(importer: Client, papered: ExportBatch) -> None:
    assert importer.get(url("papers")).status_code == 404
    assert importer.get(url("prices")).status_code == 404
    assert importer.get(url("file", "0" * 64)).status_code == 404
    assert importer.post(url("make-papers")).status_code == 404
