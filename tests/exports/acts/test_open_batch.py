"""Opening a batch, its papers, and judging it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile

from exports.acts.attach_document import attach_document
from exports.acts.judge import judge
from exports.acts.open_batch import open_batch
from exports.acts.ship import ship
from exports.models import Document, ExportBatch, ReadinessReport
from exports.refusals import (
    BatchCodeIsTaken,
    BatchCodeIsWrong,
    ContainerIsWrong,
    DaysAreTurned,
    DepartureIsPast,
    DestinationIsWrong,
    DocumentIsOfTheFuture,
    DocumentStandsAlready,
    ImporterIsNone,
    IncotermIsForShips,
    NotAnExporter,
    PortInWrongCountry,
    PortIsNone,
)
from tests.exports.scene import Scene, port
from tests.papers import a_pdf
from traceability.epcis.models import Event
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure
from traceability.web.file_types import MOST_MB, FileIsTooLarge, FileIsUnknown

PDF = a_pdf()


def test_open_batch_makes_a_draft_and_no_event(scene: Scene) -> None:
    batch = scene.draft

    assert (batch.state, batch.container, batch.code) == ("draft", "TYTU2607020", "EX26-014")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"code": "ex 26"}, BatchCodeIsWrong),
        ({"destination": "nl"}, DestinationIsWrong),
        ({"leaves_on": date(2026, 6, 26)}, DepartureIsPast),
        ({"mode": "air", "incoterm": "CIF"}, IncotermIsForShips),
        ({"arrives_on": date(2026, 7, 12)}, DaysAreTurned),
        ({"container": "TYTU 260702 1"}, ContainerIsWrong),
    ],
)
def test_open_batch_refuses_what_cannot_be(scene: Scene, facts: dict[str, Any], refusal: type[Failure]) -> None:
    scene.batch_facts = facts

    with pytest.raises(refusal):
        scene.draft  # noqa: B018


def test_open_batch_refuses_a_number_twice(scene: Scene) -> None:
    scene.draft  # noqa: B018

    with pytest.raises(BatchCodeIsTaken):
        Scene(scene.cast).draft  # noqa: B018


def test_open_batch_names_an_exporter_an_importer_and_two_ports(scene: Scene) -> None:
    cast = scene.cast
    wrong: list[tuple[dict[str, Any], type[Failure]]] = [
        ({"importer": cast.laboratory.organisation}, ImporterIsNone),
        ({"from_port": cast.youan.place}, PortIsNone),
        ({"to_port": cast.youan.place}, PortIsNone),
        ({"from_port": cast.importer.place}, PortInWrongCountry),
        ({"to_port": cast.exporter.place}, PortInWrongCountry),
        ({"to_port": port(cast.importer, "Felixstowe", "GB")}, PortInWrongCountry),
    ]
    for facts, refusal in wrong:
        with pytest.raises(refusal):
            Scene(cast, batch_facts=facts).draft  # noqa: B018
    with pytest.raises(NotAnExporter):
        _open(scene, exporter=cast.control_body.organisation, by=cast.control_body.person)


def _open(scene: Scene, **facts: Any) -> ExportBatch:
    usual: dict[str, Any] = {
        "code": "EX26-099",
        "exporter": scene.cast.exporter.organisation,
        "importer": scene.cast.importer.organisation,
        "destination": "NL",
        "from_port": scene.cast.exporter.place,
        "to_port": scene.cast.importer.place,
        "vessel": "",
        "container": "",
        "seal": "",
        "leaves_on": date(2026, 7, 12),
        "arrives_on": date(2026, 8, 10),
        "by": scene.cast.exporter.person,
        "at": scene.after(0),
    }
    return open_batch(**usual | facts)


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_open_batch_is_for_the_exporter(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        _open(scene, by=request.getfixturevalue(stranger))


def test_attach_document_keeps_a_scan_by_its_hash_and_not_its_name(scene: Scene) -> None:
    document = scene.paper(file=ContentFile(PDF, name="../../evil.html"))

    assert document.sha256 == sha256(PDF).hexdigest()
    assert document.file.name == f"documents/{document.sha256}.pdf"
    assert document.content_type == "application/pdf"
    assert document.file.read() == PDF


@pytest.mark.parametrize(
    "content", [b"<html><script>", b"", b"PK\x03\x04", b"\x00%PDF-1.7"], ids=["html", "empty", "zip", "shifted pdf"]
)
def test_attach_document_refuses_a_file_that_is_no_scan(scene: Scene, content: bytes) -> None:
    with pytest.raises(FileIsUnknown):
        scene.paper(Document.Kind.ORIGIN, file=ContentFile(content, name="paper.pdf"))


def test_attach_document_refuses_a_file_that_is_too_large(scene: Scene) -> None:
    with pytest.raises(FileIsTooLarge):
        scene.paper(file=ContentFile(PDF + b" " * MOST_MB * 1024 * 1024, name="paper.pdf"))


def test_attach_document_refuses_the_same_number_twice(scene: Scene) -> None:
    scene.paper()

    with pytest.raises(DocumentStandsAlready):
        scene.paper()


def test_attach_document_refuses_a_day_after_arrival(scene: Scene) -> None:
    with pytest.raises(DocumentIsOfTheFuture):
        scene.paper(issued_on=date(2026, 8, 11))


def test_attach_document_lets_a_replacement_count_and_keeps_the_first(scene: Scene) -> None:
    scene.phyto = {"additional_declaration": "hot water"}
    assert not judge(batch=scene.ready, by=scene.cast.exporter.person, at=scene.after(14)).ready

    scene.paper(number="4526-00409")

    assert [document.number for document in Document.objects.all()] == ["4526-00407", "4526-00409"]
    assert judge(batch=scene.ready, by=scene.cast.exporter.person, at=scene.after(15)).ready


def test_attach_document_gives_the_announcement_to_the_importer_and_the_rest_to_the_exporter(
    scene: Scene, rossi: User, zhao: User
) -> None:
    scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.0012345")

    facts: dict[str, Any] = {"batch": scene.draft, "number": "1", "issuer": "x", "issued_on": date(2026, 7, 1)}
    with pytest.raises(NotYourOrganisation):
        attach_document(kind=Document.Kind.CHED_PP, by=zhao, **facts)
    with pytest.raises(NotYourOrganisation):
        attach_document(kind=Document.Kind.PHYTO, by=rossi, **facts)


def test_judge_keeps_every_result_with_the_version_of_its_rule(scene: Scene, zhao: User) -> None:
    report = judge(batch=scene.ready, by=zhao, at=scene.after(14))

    kept = {result["code"]: result for result in ReadinessReport.objects.get(pk=report.pk).results}
    assert report.ready
    assert (kept["X1"]["outcome"], kept["X1"]["version"], kept["X1"]["rule"]) == ("pass", 1, "Reg. 2016/2031, Art. 76")
    assert kept["X1"]["provisional"]
    assert not kept["X3"]["provisional"]


def test_judge_is_no_ship(scene: Scene, zhao: User) -> None:
    judge(batch=scene.ready, by=zhao, at=scene.after(14))

    assert ExportBatch.objects.get().state == "draft"
    assert ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch.state == "shipped"


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_judge_is_for_the_exporter(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        judge(batch=scene.ready, by=request.getfixturevalue(stranger), at=scene.after(14))
