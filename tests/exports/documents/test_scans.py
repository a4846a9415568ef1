"""Scans that are not what they say, or more than a desk can take."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.base import ContentFile

from exports.documents.pdf import draw
from exports.documents.sheet import Column, Sheet, Table
from exports.models import Document
from tests.exports.scene import Scene
from tests.papers import a_pdf, a_png
from traceability.web.failures import Failure
from traceability.web.file_types import FileHasTooManyPages, FileIsDamaged, FileIsUnknown, PictureIsTooLarge, look_at


def a_bomb() -> bytes:
    """A picture of 60,000 by 60,000 dots in few bytes: unpacked it would fill 10 GB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def many_pages() -> bytes:
    lines = [(str(number),) for number in range(14_000)]
    return draw(Sheet("Long", "1", [Table([Column("n", 1)], lines)]))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"%PDF-1.7\n<script>alert(1)</script>", FileIsDamaged, id="a PDF that is not one"),
        pytest.param(a_pdf()[:300], FileIsDamaged, id="half a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n<html>", FileIsDamaged, id="a PNG that is not one"),
        pytest.param(b"\xff\xd8\xff<html>", FileIsDamaged, id="a JPEG that is not one"),
        pytest.param(a_bomb(), PictureIsTooLarge, id="a bomb of dots"),
        pytest.param(b"=cmd|' /C calc'!A0,1\r\n", FileIsUnknown, id="a table that begins with ="),
        pytest.param(b"MZ\x90\x00", FileIsUnknown, id="a program"),
    ],
)
def test_a_scan_that_is_none_is_refused_in_one_sentence(content: bytes, refusal: type[Failure]) -> None:
    with pytest.raises(refusal):
        look_at(ContentFile(content, name="scan.pdf"))


def test_a_book_is_no_paper() -> None:
    with pytest.raises(FileHasTooManyPages) as refused:
        look_at(ContentFile(many_pages()))
    assert "300 is the most" in refused.value.message


def test_pages_of_a_pdf_are_counted_and_a_picture_has_none(scene: Scene) -> None:
    paper = scene.paper(Document.Kind.ORIGIN, file=ContentFile(a_pdf(), name="../../etc/x.html"))
    picture = scene.paper(Document.Kind.OTHER, file=ContentFile(a_png()))

    assert (paper.content_type, paper.pages) == ("application/pdf", 1)
    assert "html" not in str(paper.file.name)
    assert (picture.content_type, picture.pages) == ("image/png", None)
