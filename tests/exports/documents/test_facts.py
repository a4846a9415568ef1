"""What a paper may say, by its kind, and what is refused in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from exports.acts.attach_document import attach_document
from exports.documents.facts import checked
from exports.models import Document
from exports.refusals import DocumentFactIsWrong, DocumentIsReplaced, DocumentReplacesNothing
from tests.exports.scene import Scene, port

Kind = Document.Kind


def test_facts_are_kept_plain_and_lists_without_repeats() -> None:
    assert checked(Kind.BILL_OF_LADING, {"container": "TYTU 260702 0", "seals": ["GX1", " GX1 "], "packages": 8}) == {
        "container": "TYTU2607020",
        "seals": ["GX1"],
        "packages": 8,
    }


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (Kind.PHYTO, {"packages": 0}, "“Packages” must be a whole number above nothing"),
        (Kind.PHYTO, {"packages": True}, "“Packages” must be a whole number above nothing"),
        (Kind.PHYTO, {"net_weight_g": 1.5}, "“Net weight” must be whole grams"),
        (Kind.PHYTO, {"channel": "fax"}, "“Sent as” must be “paper” or “ephyto”"),
        (Kind.PHYTO, {"site_codes": "4501"}, "“Production sites” must be a list of words"),
        (Kind.PHYTO, {"site_codes": ["4501", " "]}, "“Production sites” must be a list of words"),
        (Kind.PHYTO, {"seals": ["1"]}, "“seals” must be channel, site_codes"),
        (Kind.BILL_OF_LADING, {"container": "TYTU2607021"}, "a container number whose check digit fits"),
        (Kind.OTHER, {"price": 1}, "“price” must be left out"),
    ],
)
def test_a_fact_that_is_none_is_refused(kind: str, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DocumentFactIsWrong) as refused:
        checked(kind, facts)
    assert words in refused.value.message


def test_a_newer_certificate_replaces_the_older_by_itself(scene: Scene) -> None:
    older = scene.paper(number="1")
    newer = scene.paper(number="2", facts={"channel": "ephyto"})

    assert newer.replaces == older
    assert list(scene.draft.documents.in_force()) == [newer]
    assert newer.facts == {"channel": "ephyto"}


def test_laboratory_reports_stand_side_by_side_until_one_names_the_other(scene: Scene) -> None:
    first, second = (scene.paper(Kind.RESIDUE_REPORT, number=number) for number in "12")
    assert list(scene.draft.documents.in_force()) == [first, second]

    third = scene.paper(Kind.RESIDUE_REPORT, number="3", replaces=first)

    assert list(scene.draft.documents.in_force()) == [second, third]
    with pytest.raises(DocumentIsReplaced):
        scene.paper(Kind.RESIDUE_REPORT, number="4", replaces=first)


def test_a_paper_replaces_none_of_another_kind_or_batch(scene: Scene) -> None:
    report = scene.paper(Kind.RESIDUE_REPORT, number="1")
    elsewhere = Scene(
        scene.cast, batch_facts={"code": "EX26-015", "to_port": port(scene.cast.importer, "Le Havre", "FR")}
    )

    with pytest.raises(DocumentReplacesNothing):
        scene.paper(Kind.CERTIFICATE, number="2", replaces=report)
    with pytest.raises(DocumentReplacesNothing):
        attach_document(
            batch=elsewhere.draft,
            kind=Kind.RESIDUE_REPORT,
            number="2",
            issuer="Lab",
            issued_on=elsewhere.day,
            replaces=report,
            by=scene.cast.exporter.person,
        )
