"""Faces of cartons in every language: they fit, they read back, also from a poor photograph, and nothing is clipped."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pypdfium2
import pytest
import zxingcpp

from tests.labels.camera import photograph
from tests.labels.examples import NAMED, NAMELESS, PREFIX, mangoes, oranges, print_file
from traceability.labels.faces import draw_shared, must_fit
from traceability.labels.layouts import LAYOUTS, Layout, layout_of
from traceability.labels.pen import SMALLEST_PT, Measure
from traceability.labels.refusals import TextDoesNotFit
from traceability.labels.serials import serial_of
from traceability.labels.words import LANGUAGES
from traceability.web.typesetting import missing_from

SERIALS = [serial_of(index, b"k" * 32) for index in range(3)]
UNION_LETTERS = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚțẞ"
)
"""Every letter of the Union's languages that are written in Latin."""


def ids(layout: Layout) -> str:
    return layout.code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=ids)
def test_the_longest_words_fit_every_template(layout: Layout, language: str) -> None:
    must_fit(mangoes(layout, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", NAMELESS, ids=ids)
def test_an_orange_with_two_agents_fits_every_template_without_the_name(layout: Layout, language: str) -> None:
    must_fit(oranges(layout, language))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=ids)
def test_every_template_reads_back_from_both_rasters_and_from_a_photograph(layout: Layout) -> None:
    label = mangoes(layout) if layout.has_name else oranges(layout)
    expected = [PREFIX + serial for serial in SERIALS]
    document = pypdfium2.PdfDocument(print_file(label, SERIALS))
    for dpi in (203.2, 300):
        read = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())]
        assert sorted(read) == sorted(expected), dpi
    dice = Random(layout.code)
    first = photograph(document[0].render(scale=300 / 72).to_pil(), dice)
    seen = {code.text for code in zxingcpp.read_barcodes(first)}
    assert seen == set(expected[: layout.paper.places])


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=ids)
def test_a_text_that_would_be_smaller_than_the_minimum_is_refused_by_name(layout: Layout) -> None:
    label = mangoes(layout)
    for field in ("variety_en", "packer_zh", "packer_latin", "address_latin", "address_zh", "net_weight", "origin_zh"):
        with pytest.raises(TextDoesNotFit, match=r"Großmächtiges Übermaß.*Shorten it where it was entered"):
            must_fit(replace(label, **{field: "Großmächtiges Übermaß " * 40}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_number_stands_below_its_term(language: str) -> None:
    label = replace(mangoes(layout_of("carton-100-gi"), language), packing_house="4500-GY-2026-00117")
    must_fit(label)


def test_orchards_without_end_are_refused_rather_than_left_out() -> None:
    label = replace(mangoes(layout_of("carton-100")), orchards=tuple(f"45GX{number:04d}" for number in range(60)))
    with pytest.raises(TextDoesNotFit, match="45GX0000"):
        must_fit(label)


def test_no_type_is_smaller_than_five_and_a_half_points() -> None:
    sizes: list[float] = []

    class Watching(Measure):
        def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
            sizes.append(pt)

    for layout in LAYOUTS.values():
        for language in LANGUAGES:
            draw_shared(Watching(), mangoes(layout, language))
    assert min(sizes) >= SMALLEST_PT


def test_every_letter_of_the_union_prints() -> None:
    assert missing_from(f"{UNION_LETTERS}杧果’“”–—·→") == ""
    label = replace(mangoes(layout_of("carton-150")), importer="Owoce Łódź, Piețe București, Šiauliai, Győr, Żużel")
    [page] = pypdfium2.PdfDocument(print_file(label, SERIALS[:1]))
    text = page.get_textpage().get_text_bounded().replace("\r\n", " ")
    for word in ("Łódź", "București", "Šiauliai", "Győr", "Żużel"):
        assert word in text


@pytest.mark.parametrize("layout", NAMED, ids=ids)
def test_without_a_certificate_even_the_template_with_the_name_says_nothing_of_it(layout: Layout) -> None:
    bare = replace(mangoes(layout), name_zh="", name_latin="", credit_code="")
    [page] = pypdfium2.PdfDocument(print_file(bare, SERIALS[:1]))
    text = page.get_textpage().get_text_bounded()
    for word in ("百色芒果", "Baise Mango", "地理标志", "专用标志", "93451021MA5K7C2T49"):
        assert word not in text
