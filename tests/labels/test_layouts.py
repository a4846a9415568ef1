"""Print files as a printer and a scanner see them: every place of every sheet is read back from 203 dpi."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from tests.labels.examples import PREFIX, mangoes, print_file
from traceability.labels.layouts import DOT_MM, LAYOUTS, MODULE_DOTS, Layout, layout_of
from traceability.labels.refusals import LayoutIsUnknown, TextDoesNotFit
from traceability.labels.serials import serial_of
from traceability.labels.svg import picture_of
from traceability.labels.symbols import MODULES

SERIALS = [serial_of(index, b"k" * 32) for index in range(6)]
DPI = 203.2


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_every_place_of_every_sheet_reads_back_at_203_dpi(layout: Layout) -> None:
    document = pypdfium2.PdfDocument(print_file(mangoes(layout), SERIALS))
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
    file = print_file(mangoes(layout_of("carton-100")), SERIALS[:2])
    document = pypdfium2.PdfDocument(file)
    assert [tuple(round(point / 72 * 25.4, 3) for point in page.get_size()) for page in document] == [(100, 100)] * 2
    assert file.count(b"/FontFile2") == 2
    text = document[1].get_textpage().get_text_bounded()
    assert "L TY260624A" in text
    assert f"(21) {SERIALS[1]}" in text


def test_a_text_shrinks_to_its_place_and_is_never_clipped() -> None:
    label = mangoes(layout_of("carton-100"))
    print_file(replace(label, packer_latin="You'an Mango Growers' Cooperative"), SERIALS[:1])
    with pytest.raises(TextDoesNotFit, match="does not fit its place"):
        print_file(replace(label, packer_latin="Mango " * 30), SERIALS[:1])
    with pytest.raises(TextDoesNotFit, match="does not fit its place"):
        print_file(replace(label, address_zh="广西百色市田阳区" * 30), SERIALS[:1])


def test_the_picture_on_the_screen_is_the_same_label_with_a_serial_of_zeros() -> None:
    picture = picture_of(mangoes(layout_of("carton-100-gi")), "https://trace.example")
    assert 'aria-label="百色芒果"' in picture
    assert 'aria-label="0000 0000 0000"' in picture
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm"')
    assert "style=" not in picture


def test_an_unknown_layout_is_refused_with_those_there_are() -> None:
    with pytest.raises(LayoutIsUnknown, match="carton-100-gi, carton-100, "):
        layout_of("crate")
