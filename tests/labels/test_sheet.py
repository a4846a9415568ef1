"""The print file: every symbol reads back, the same run gives the same bytes, and nothing is clipped."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from tests.cast import Cast
from tests.stories import certified, labelled, packed
from traceability.labels.layouts import CARTON, CARTON_GI, layout_of
from traceability.labels.particulars import Particulars, particulars_of
from traceability.labels.queries import printed_text_of
from traceability.labels.refusals import NameNotForThisSpecies, TextDoesNotFit
from traceability.labels.sheet import LabelSheet
from traceability.labels.symbols import draw

pytestmark = pytest.mark.usefixtures("reference")
TEXT, SERIAL = "HTTPS://TRACE.EXAMPLE/01/06971234500144/10/TY260708A/21/7K4M2QXP9DHV", "7K4M2QXP9DHV"


@pytest.fixture
def particulars(cast: Cast) -> Particulars:
    """What an ordinary carton of Lan's fruit says."""
    lot = packed(cast, cast.lot(cast.plot(cast.lan), weight_g=1_000_000))
    return particulars_of(lot, CARTON, None, None)


def file_of(particulars: Particulars, labels: int = 1) -> bytes:
    with LabelSheet(particulars) as sheet:
        for _ in range(labels):
            sheet.add(draw(TEXT), SERIAL)
        return sheet.finish().read()


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
