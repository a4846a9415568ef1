"""A paper that was added by mistake counts no more, and is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from exports.acts.attach_document import attach_document
from exports.acts.make_documents import make_document
from exports.acts.withdraw_document import withdraw_document
from exports.documents.consignment import Consignment
from exports.documents.made import MAKERS
from exports.models import Document, ExportBatch
from exports.readiness.engine import assess
from exports.refusals import (
    BatchIsClosed,
    DocumentIsReplaced,
    DocumentIsWithdrawn,
    DocumentStandsAlready,
    DocumentWasMadeHere,
    WithdrawalNeedsAReason,
)
from tests.exports.pages import PDF, text_of
from tests.exports.scene import Scene
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


def the_phyto(batch: ExportBatch) -> Document:
    return batch.documents.in_force().get(kind="phyto")


def test_a_withdrawn_certificate_stops_the_batch_and_its_number_is_free_again(scene: Scene, zhao: User) -> None:
    batch = scene.ready
    assert assess(batch).ready
    wrong = the_phyto(batch)

    withdraw_document(document=wrong, why="The scan of another batch.", by=zhao)

    assert not assess(batch).ready
    wrong.refresh_from_db()
    assert (wrong.withdrawn_by, wrong.withdrawn_why) == (zhao, "The scan of another batch.")
    scene.paper(number=wrong.number)
    assert assess(batch).ready
    assert batch.documents.filter(kind="phyto").count() == 2
    with pytest.raises(DocumentStandsAlready):
        scene.paper(number=wrong.number)


def test_the_paper_that_was_replaced_by_mistake_counts_again(scene: Scene, zhao: User) -> None:
    batch = scene.ready
    right = the_phyto(batch)
    wrong = scene.paper(number="4526-99999")

    withdraw_document(document=wrong, why="Of another container.", by=zhao)

    assert the_phyto(batch) == right
    assert assess(batch).ready


def test_what_is_ours_replaced_or_withdrawn_is_not_withdrawn(scene: Scene, zhao: User) -> None:
    batch = scene.ready
    old = the_phyto(batch)
    scene.paper(number="4526-2")
    with pytest.raises(DocumentIsReplaced):
        withdraw_document(document=old, why="x", by=zhao)
    maker = next(one for one in MAKERS if one.kind == "packing_list")
    ours = make_document(consignment=Consignment(batch), maker=maker, by=zhao, on=date(2026, 7, 10))
    with pytest.raises(DocumentWasMadeHere):
        withdraw_document(document=ours, why="x", by=zhao)
    with pytest.raises(WithdrawalNeedsAReason):
        withdraw_document(document=the_phyto(batch), why="  ", by=zhao)
    gone = withdraw_document(document=the_phyto(batch), why="x", by=zhao)
    with pytest.raises(DocumentIsWithdrawn):
        withdraw_document(document=gone, why="x", by=zhao)


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_a_paper_of_the_exporters_is_withdrawn_by_its_own_people(
    scene: Scene, request: pytest.FixtureRequest, stranger: str
) -> None:
    with pytest.raises(NotYourOrganisation):
        withdraw_document(document=the_phyto(scene.ready), why="x", by=request.getfixturevalue(stranger))


def test_the_importer_takes_the_number_of_its_ched_back(
    importer: Client, shipped: ExportBatch, rossi: User, zhao: User
) -> None:
    ched = attach_document(
        batch=shipped,
        kind="ched_pp",
        number="CHEDPP.NL.2026.1",
        issuer="Rossi",
        issued_on=date(2026, 8, 7),
        by=rossi,
    )
    with pytest.raises(NotYourOrganisation):
        withdraw_document(document=ched, why="x", by=zhao)
    page, back = (reverse(f"imports:{name}", args=[shipped.code, *more]) for name, more in _two(ched.pk))
    assert "CHEDPP.NL.2026.1 is wrong" in text_of(importer.get(page))
    assert importer.post(back, {"reason": ""}).status_code == 422

    assert importer.post(back, {"reason": "A digit too few."}).status_code == 302

    told = text_of(importer.get(page))
    assert "The CHED-PP is yours to file." in told
    assert "withdrawn" in told
    phyto = the_phyto(shipped)
    assert importer.post(reverse("imports:withdraw-paper", args=[shipped.code, phyto.pk])).status_code == 404


def _two(pk: int) -> list[tuple[str, list[int]]]:
    return [("batch", []), ("withdraw-paper", [pk])]


def test_the_exporter_withdraws_on_the_page_of_the_paper(exporter: Client, scene: Scene) -> None:
    batch = scene.ready
    wrong = scene.paper("other", number="X1", issuer="Port", file=ContentFile(PDF, name="x.pdf"))
    page = reverse("exports:one-paper", args=[batch.code, wrong.pk])
    assert "It should not be here" in text_of(exporter.get(page))
    back = reverse("exports:withdraw-paper", args=[batch.code, wrong.pk])
    assert exporter.post(back, {"reason": "Of another batch."}).status_code == 302

    told = text_of(exporter.get(page))
    assert "Of another batch." in told
    assert "It should not be here" not in told


def test_the_api_withdraws_and_tells(exporter: Client, scene: Scene) -> None:
    batch = scene.ready
    number = the_phyto(batch).number
    address = f"/api/v1/export-batches/{batch.code}/papers/"
    said = {"kind": "phyto", "number": number, "why": "Blurred."}
    answer = exporter.post(f"{address}withdraw/", said, content_type="application/json")

    assert (answer.status_code, answer.json()["counts"], answer.json()["withdrawn_why"]) == (200, False, "Blurred.")
    [told] = [one for one in exporter.get(address).json() if one["number"] == number]
    assert told["withdrawn_at"] is not None
    assert exporter.post(f"{address}withdraw/", said, content_type="application/json").status_code == 404


def test_the_papers_of_a_batch_that_was_received_stay(
    importer: Client, scene: Scene, shipped: ExportBatch, rossi: User, zhao: User
) -> None:
    phyto = the_phyto(shipped)
    importer.post(reverse("imports:arrive", args=[shipped.code]))
    importer.post(reverse("imports:decide", args=[shipped.code]), {"decision": "accept"})
    with pytest.raises(BatchIsClosed):
        withdraw_document(document=phyto, why="x", by=zhao)
