"""Print files as a printer and a scanner see them: every place of every sheet is read back from 203 dpi."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from tests.labels.printed import print_file
from traceability.labels.layouts import DOT_MM, LAYOUTS, MODULE_DOTS, Layout, layout_of
from traceability.labels.particulars import Particulars
from traceability.labels.refusals import LayoutIsUnknown, TextDoesNotFit
from traceability.labels.serials import serial_of
from traceability.labels.svg import picture_of
from traceability.labels.symbols import MODULES

PREFIX = "HTTPS://TRACE.EXAMPLE/01/06971234500014/10/TY260624A/21/"
SERIALS = [serial_of(index, b"k" * 32) for index in range(6)]
DPI = 203.2
PROMISE = (
    "我承诺销售的食用农产品：已按规定收取并",
    "保存该批次农产品承诺达标合格证或者其他",
    "质量安全合格证明；未违规使用保鲜剂、防",
    "腐剂、添加剂等。",
    "■质量安全控制符合要求 □自行检测合格",
    "□委托检测合格",
    "右岸芒果专业合作社 0776-3210001",
    "2026年6月30日 · TY260630A-1",
)
"""The longest that a form makes: the collector's of 2026."""


def particulars(layout: Layout) -> Particulars:
    """What the label in the design shows."""
    return Particulars(
        layout=layout,
        species="mango",
        variety_zh="台农1号",
        variety_en="Tainong No. 1",
        fruit_zh="芒果",
        fruit_en="Mango",
        net_weight="5 kg",
        quality_class="I",
        origin_zh="广西百色田阳",
        lot="TY260624A",
        gtin="06971234500014",
        packed_on="2026-06-30",
        packer_zh="右岸芒果专业合作社",
        packer_latin="You'an Mango Cooperative",
        address_zh="广西百色市田阳区田州镇兴华路18号",
        address_latin="18 Xinghua Road, Tianzhou, Tianyang, Baise, Guangxi 533600, China",
        promise=PROMISE,
        name_zh="百色芒果" if layout.has_name else "",
        name_latin="Baise Mango" if layout.has_name else "",
        credit_code="93451021MA5K7C2T49" if layout.has_name else "",
    )


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_every_place_of_every_sheet_reads_back_at_203_dpi(layout: Layout) -> None:
    document = pypdfium2.PdfDocument(print_file(particulars(layout), PREFIX, SERIALS))
    seen = []
    for page in document:
        found = zxingcpp.read_barcodes(page.render(scale=DPI / 72, grayscale=True).to_pil())
        seen += [
            code.text for code in sorted(found, key=lambda c: (c.position.top_left.y // 50, c.position.top_left.x))
        ]
    assert seen == [PREFIX + serial for serial in SERIALS]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_modules_are_whole_dots_on_the_grid_with_a_quiet_zone_of_four(layout: Layout) -> None:
    module = layout.qr.width / MODULES
    assert module == MODULE_DOTS * DOT_MM
    assert (layout.qr.x / DOT_MM, layout.qr.y / DOT_MM) == (round(layout.qr.x / DOT_MM), round(layout.qr.y / DOT_MM))
    assert layout.width_mm - layout.qr.x - layout.qr.width >= 4 * module


def test_a_label_of_the_roll_is_as_large_as_the_roll_and_carries_no_font_of_the_system() -> None:
    file = print_file(particulars(layout_of("carton-100")), PREFIX, SERIALS[:2])
    document = pypdfium2.PdfDocument(file)
    assert [tuple(round(point / 72 * 25.4, 3) for point in page.get_size()) for page in document] == [(100, 100)] * 2
    assert file.count(b"/FontFile2") == 2
    text = document[1].get_textpage().get_text_bounded()
    assert "L TY260624A" in text
    assert f"(21) {SERIALS[1]}" in text


def test_a_text_shrinks_to_its_place_and_is_never_clipped() -> None:
    label = particulars(layout_of("carton-100"))
    print_file(replace(label, packer_latin="You'an Mango Growers' Cooperative"), PREFIX, SERIALS[:1])
    with pytest.raises(TextDoesNotFit, match="does not fit its place"):
        print_file(replace(label, packer_latin="Mango " * 30), PREFIX, SERIALS[:1])
    with pytest.raises(TextDoesNotFit, match="does not fit its place"):
        print_file(replace(label, address_zh="广西百色市田阳区" * 30), PREFIX, SERIALS[:1])


def test_the_picture_on_the_screen_is_the_same_label_with_a_serial_of_zeros() -> None:
    picture = picture_of(particulars(layout_of("carton-100-gi")), "https://trace.example")
    assert ">百色芒果</text>" in picture
    assert ">0000 0000 0000</text>" in picture
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm"')
    assert "style=" not in picture


def test_an_unknown_layout_is_refused_with_those_there_are() -> None:
    with pytest.raises(LayoutIsUnknown, match="carton-100-gi, carton-100, "):
        layout_of("crate")
