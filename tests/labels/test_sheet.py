"""The print file: every symbol reads back, the same run gives the same bytes, and nothing is clipped."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from tests.cast import Cast
from tests.labels.printed import print_file, sheet_of
from tests.stories import certified, labelled, packed
from traceability.labels.layouts import CARTON, CARTON_GI, layout_of
from traceability.labels.particulars import Particulars, particulars_of
from traceability.labels.queries import printed_text_of
from traceability.labels.refusals import NameNotForThisSpecies, TextDoesNotFit
from traceability.labels.serials import serial_of
from traceability.labels.sheet import LabelSheet
from traceability.labels.sheet.numbers import PAGES_A_LEAF
from traceability.labels.symbols import Press

pytestmark = pytest.mark.usefixtures("reference")
PREFIX, SERIAL = "HTTPS://TRACE.EXAMPLE/01/06971234500144/10/TY260708A/21/", "7K4M2QXP9DHV"


@pytest.fixture
def particulars(cast: Cast) -> Particulars:
    """What an ordinary carton of Lan's fruit says."""
    lot = packed(cast, cast.lot(cast.plot(cast.lan), weight_g=1_000_000))
    return particulars_of(lot, CARTON, None, None)


def objects_of(file: bytes) -> dict[int, int]:
    """Where each object begins, as the cross-reference stream at the end tells (ISO 32000-1, 7.5.8; PNG's Up)."""
    stream = file[int(file.split(b"startxref\n")[1].split()[0]) :]
    table = zlib.decompress(stream[stream.index(b"stream\n") + 7 :])
    numbers = [int(number) for number in re.findall(rb"/Index\[(\d+) (\d+) (\d+) (\d+)\]", stream)[0]]
    counted = [numbers[0] + n for n in range(numbers[1])] + [numbers[2] + n for n in range(numbers[3])]
    above, found = bytes(7), {}
    for number, start in zip(counted, range(0, len(table), 8), strict=True):
        above = bytes((a + b) % 256 for a, b in zip(above, table[start + 1 : start + 8], strict=True))
        if above[0] == 1:
            found[number] = int.from_bytes(above[1:6], "big")
    return found


def file_of(particulars: Particulars, labels: int = 1) -> bytes:
    return print_file(particulars, PREFIX, [SERIAL] * labels)


@pytest.mark.parametrize("dpi", [203, 300])
def test_every_symbol_reads_back_at_the_printers_resolution(cast: Cast, dpi: int) -> None:
    run = labelled(cast, certified(cast), labels=12)
    with run.file.open("rb") as file:
        document = pypdfium2.PdfDocument(file.read())
    read = [zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil()) for page in document]
    assert [[code.text for code in page] for page in read] == [[printed_text_of(run, n)] for n in range(1, 13)]


def test_the_label_is_100_by_100_millimetres(particulars: Particulars) -> None:
    [page] = pypdfium2.PdfDocument(file_of(particulars))
    assert [round(side / 72 * 25.4, 2) for side in page.get_size()] == [100, 100]


def test_the_same_run_gives_the_same_bytes(particulars: Particulars) -> None:
    assert file_of(particulars, 3) == file_of(particulars, 3)


@pytest.mark.parametrize("code", ["carton-100", "carton-100-a4", "carton-100-a4-4"])
def test_however_the_run_is_cut_into_chunks_the_file_is_the_same(particulars: Particulars, code: str) -> None:
    """Cut within a page, at a page's end, and where a node of the page tree ends."""
    serials = [serial_of(index, b"k" * 32) for index in range(PAGES_A_LEAF + 70)]
    label = replace(particulars, layout=layout_of(code))
    whole = print_file(label, PREFIX, serials)
    assert print_file(label, PREFIX, serials, cuts=[1, 2, 4, 5, PAGES_A_LEAF, PAGES_A_LEAF + 1]) == whole
    pages = pypdfium2.PdfDocument(whole)
    shown = [text for page in pages for text in page.get_textpage().get_text_bounded().split() if text in set(serials)]
    assert shown == serials


@pytest.mark.parametrize("labels", [1, 3, 450, PAGES_A_LEAF, PAGES_A_LEAF + 1])
def test_the_table_at_the_end_says_where_every_object_begins(particulars: Particulars, labels: int) -> None:
    file = file_of(particulars, labels)
    assert len(pypdfium2.PdfDocument(file)) == labels
    for number, offset in objects_of(file).items():
        assert file[offset:].startswith(f"{number} 0 obj".encode())


def test_every_label_has_as_many_bytes_as_the_next(particulars: Particulars) -> None:
    sheet = sheet_of(particulars, PREFIX, [serial_of(index, b"k" * 32) for index in range(100)])
    assert {len(b"".join(sheet.labels(number, number))) for number in range(1, 100)} == {516}


def test_no_symbol_ends_before_its_end(particulars: Particulars) -> None:
    """A reader that searches for an image's end would take the letters EI in it for one: it is written inverted."""
    plain = Press(PREFIX).symbol(SERIAL).bits
    tricky = plain[:81] + b"EI" + plain[83:]
    letters = np.frombuffer(SERIAL.encode() * 2, np.uint8).reshape(2, -1)
    symbols = np.frombuffer(plain + tricky, np.uint8).reshape(2, -1)
    sheet = LabelSheet(particulars, 2, lambda first, last: (letters[first - 1 : last], symbols[first - 1 : last]))
    [_, one, two] = b"".join(sheet.labels(1, 2)).split(b"/D[")
    assert one.startswith(b"1 0] ID " + plain + b"\nEI Q")
    assert two.startswith(b"0 1] ID " + bytes(255 - byte for byte in tricky) + b"\nEI Q")


def test_the_words_on_it_are_text(particulars: Particulars) -> None:
    [page] = pypdfium2.PdfDocument(file_of(particulars))
    text = page.get_textpage().get_text_bounded()
    for words in (
        "台农1号 Tainong No. 1",
        "5 kg",
        "中国 China",
        "右岸芒果专业合作社",
        SERIAL,
        particulars.lot,
    ):
        assert words in text
    assert "百色芒果" not in text
    assert "地理标志" not in text
    assert "承诺达标合格证" not in text, "no certificate stands behind it"


def test_a_botanist_s_mango_prints(particulars: Particulars) -> None:
    """杧 (in 杧果) is not in GB 2312, and many fonts lack it."""
    [page] = pypdfium2.PdfDocument(file_of(replace(particulars, packer_zh="田阳杧果合作社")))
    assert "田阳杧果合作社" in page.get_textpage().get_text_bounded()


def test_text_that_would_be_clipped_is_refused_by_name(particulars: Particulars) -> None:
    with pytest.raises(TextDoesNotFit, match="Shorten it where it was entered"):
        file_of(replace(particulars, packer_latin="A cooperative of very long name " * 5))


def test_the_label_with_the_name_is_for_mangoes_alone(cast: Cast) -> None:
    oranges = packed(
        cast, cast.lot(cast.plot(cast.lan, variety="newhall-navel"), "2026-11-12", 1_000_000), "2026-11-13"
    )
    with pytest.raises(NameNotForThisSpecies):
        particulars_of(oranges, layout_of("carton-100-gi"), None, None)
    assert particulars_of(oranges, layout_of("carton-100"), None, None).name_zh == ""


def test_only_a_certificate_brings_the_name(cast: Cast) -> None:
    lot = packed(cast, certified(cast))
    assert particulars_of(lot, CARTON_GI, None, None).name_zh == ""
