"""The XML of a phytosanitary certificate: what is read of it, and what is refused before it is read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from exports.documents.ephyto import MOST_BYTES, read_ephyto
from exports.models import Document
from exports.refusals import (
    DocumentLacksFacts,
    DocumentSaysOtherwise,
    EphytoIsNotIssued,
    XmlDeclaresEntities,
    XmlIsNoEphyto,
    XmlIsTooLarge,
)
from tests.exports.documents.ephyto_example import EPHYTO, WITH_ENTITY, WITH_LAUGHS, WITH_OUTSIDE
from tests.exports.scene import Scene
from traceability.web.failures import Failure
from traceability.web.file_types import FileIsUnknown


def test_a_certificate_says_number_day_issuer_declaration_and_what_a_batch_is_compared_with() -> None:
    read = read_ephyto(EPHYTO.encode())

    assert (read.number, read.issued_on) == ("CN2026450000123", date(2026, 7, 11))
    assert read.issuer == "General Administration of Customs, P.R. China"
    assert "Annex VII, point 61 (d)" in read.additional_declaration
    assert read.facts == {
        "channel": "ephyto",
        "botanical_names": ["Mangifera indica"],
        "net_weight_g": 40_000,
        "packages": 8,
        "container": "TYTU2607020",
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_it_is_read_in_every_encoding_that_xml_may_have(encoding: str) -> None:
    spoken = EPHYTO.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')

    assert read_ephyto(spoken.encode(encoding)).number == "CN2026450000123"


@pytest.mark.parametrize(
    ("was", "becomes", "missing"),
    [
        ('unitCode="KGM">40.0', 'unitCode="KGM">', "net_weight_g"),
        ('unitCode="KGM"', 'unitCode="LBR"', "net_weight_g"),
        (">40.0<", ">NaN<", "net_weight_g"),
        ("<ram:ItemQuantity>8", "<ram:ItemQuantity>8.5", "packages"),
        ("TYTU 260702 0", "TYTU 260702 1", "container"),
        ("<ram:ScientificName>Mangifera indica", "<ram:ScientificName>", "botanical_names"),
    ],
)
def test_what_a_line_does_not_say_is_not_known(was: str, becomes: str, missing: str) -> None:
    assert missing not in read_ephyto(EPHYTO.replace(was, becomes).encode()).facts


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(WITH_ENTITY, XmlDeclaresEntities, id="an entity that reads a file"),
        pytest.param(WITH_OUTSIDE, XmlDeclaresEntities, id="a document type elsewhere"),
        pytest.param(WITH_LAUGHS, XmlDeclaresEntities, id="a billion laughs"),
        pytest.param(EPHYTO[:-20], XmlIsNoEphyto, id="cut off"),
        pytest.param("<html><script>alert(1)</script></html>", XmlIsNoEphyto, id="a web page"),
        pytest.param(EPHYTO.replace(">851<", ">852<"), XmlIsNoEphyto, id="a catch certificate"),
        pytest.param(EPHYTO.replace("2026-07-11", "2026-13-11"), XmlIsNoEphyto, id="a day that is none"),
        pytest.param(EPHYTO.replace(">70<", ">40<"), EphytoIsNotIssued, id="withdrawn"),
        pytest.param("<a>" * 100_000, XmlIsNoEphyto, id="a hundred thousand deep"),
        pytest.param(f"<a>{' ' * MOST_BYTES}</a>", XmlIsTooLarge, id="too large"),
    ],
)
def test_what_is_no_certificate_is_refused_in_one_sentence(content: str, refusal: type[Failure]) -> None:
    with pytest.raises(refusal):
        read_ephyto(content.encode())


def test_the_file_alone_is_enough(scene: Scene) -> None:
    paper = scene.paper(
        number="", issuer="", issued_on=None, additional_declaration="", file=ContentFile(EPHYTO.encode())
    )

    assert (paper.number, paper.issued_on) == ("CN2026450000123", date(2026, 7, 11))
    assert paper.content_type == "application/xml"
    assert str(paper.file.name).endswith(f"{paper.sha256}.xml")
    assert paper.facts["channel"] == "ephyto"


def test_a_fact_that_is_typed_stands_before_the_one_that_is_read(scene: Scene) -> None:
    typed = {"site_codes": ["4500K01"], "packages": 9}

    paper = scene.paper(number="", issued_on=None, facts=typed, file=ContentFile(EPHYTO.encode()))

    assert (paper.facts["packages"], paper.facts["site_codes"]) == (9, ["4500K01"])


def test_a_number_that_is_not_the_files_is_refused_and_nothing_is_kept(scene: Scene) -> None:
    with pytest.raises(DocumentSaysOtherwise):
        scene.paper(number="4526-00407", issued_on=None, file=ContentFile(EPHYTO.encode()))
    assert not scene.draft.documents.exists()


def test_a_paper_without_number_is_refused(scene: Scene) -> None:
    with pytest.raises(DocumentLacksFacts):
        scene.paper(number=" ")


def test_no_other_paper_is_xml(scene: Scene) -> None:
    with pytest.raises(FileIsUnknown):
        scene.paper(Document.Kind.RESIDUE_REPORT, file=ContentFile(EPHYTO.encode()))
