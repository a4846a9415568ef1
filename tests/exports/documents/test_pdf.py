"""Papers as they are drawn: tables that break across pages, letters of every language, the same bytes twice."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from exports.documents.pdf import FOOT, HEAD, draw
from exports.documents.sheet import Block, Column, Facts, Party, Sheet, Signature, Table, Text

PT = 72 / 25.4
"""Points to the millimetre."""


def pages_of(file: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def rows_of(file: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Of each page, where its stretches of text stand: left, bottom, right, top in millimetres from below."""
    with pypdfium2.PdfDocument(file) as document:
        texts = [page.get_textpage() for page in document]
        return [[tuple(edge / PT for edge in text.get_rect(i)) for i in range(text.count_rects())] for text in texts]  # type: ignore[misc]


def a_sheet(rows: int) -> Sheet:
    lots = [(f"TY260627{number:04d}", "台农一号 Tainong No. 1", "240.0") for number in range(rows)]
    return Sheet(
        title="Packing list",
        number="EX26-014",
        day="12 July 2026",
        foot="made of what was recorded",
        parties=[
            Party("Exporter", ["广西南果出口有限公司", "Nanning"]),
            Party("Importer", ["Müller & Söhne, Île-d’Œuvre"]),
        ],
        blocks=[
            Facts([("Ship", "MV Beibu Swallow"), ("Seal", "")]),
            Table([Column("Lot", 2), Column("Fruit", 3), Column("Net, kg", 1, number=True)], lots, ("Sum", "", "1.0")),
            Text(["We declare it."], heading="Declaration"),
        ],
    )


def test_a_paper_says_everything_in_letters_that_can_be_copied() -> None:
    (page,) = pages_of(draw(a_sheet(3)))

    for words in (
        "Packing list",
        "EX26-014",
        "广西南果出口有限公司",
        "Müller & Söhne, Île-d’Œuvre",
        "台农一号",
        "We declare it.",
    ):
        assert words in page
    assert "Seal" not in page
    assert "Page 1 of 1" in page


def test_a_long_table_repeats_its_headings_and_loses_no_row() -> None:
    pages = pages_of(draw(a_sheet(130)))

    assert len(pages) == 4
    assert all("Net, kg" in page for page in pages)
    assert sum(page.count("TY260627") for page in pages) == 130
    assert "Page 4 of 4" in pages[3]
    assert all("made of what was recorded" in page for page in pages)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw(a_sheet(40)) == draw(a_sheet(40))


def test_a_word_longer_than_its_cell_is_broken_rather_than_cut() -> None:
    address = "https://example.org/" + "A" * 90
    sheet = Sheet("T", "1", [Table([Column("a", 1), Column("b", 1), Column("c", 1)], [(address, "x", "y")])])

    (page,) = pages_of(draw(sheet))

    assert "".join(page.split()).count("A") == 90


@pytest.mark.parametrize(
    "block",
    [
        lambda words: Facts([("Fruit", words)]),
        lambda words: Table([Column("Lots", 1), Column("Event", 3)], [(words, "x")]),
    ],
)
def test_a_cell_taller_than_a_page_goes_on_overleaf_and_never_over_the_foot(block: Callable[[str], Block]) -> None:
    words = " ".join(f"TP{number:05d}" for number in range(900))

    drawn = draw(Sheet("History", "EX26-500", [block(words)], foot="EX26-500", landscape=True))

    pages = pages_of(drawn)
    assert len(pages) > 1
    assert "".join(pages).count("TP") == 900
    for rows in rows_of(drawn):
        assert [row for row in rows if 12 < row[1] < FOOT - 1] == []


def test_a_long_name_at_the_foot_ends_before_the_number_of_the_page() -> None:
    name = "Guangxi Nanguo High-Quality Tropical Fruit Growing, Processing and International Trade " * 2

    drawn = draw(Sheet("Commercial invoice", "EX26-014", [Text(["x"])], foot=name))

    (page,), (rows,) = pages_of(drawn), rows_of(drawn)
    assert "Commercial invoice EX26-014 · Page 1 of 1" in page
    assert "…" in page
    left, right = sorted((row for row in rows if row[1] < 12), key=lambda row: row[0])
    assert left[2] + 4 < right[0]


@pytest.mark.parametrize("filled", range(36, 48))
def test_there_is_room_to_sign_wherever_a_page_ends(filled: int) -> None:
    table = Table([Column("Lot", 1)], [(str(number),) for number in range(filled)])

    drawn = draw(Sheet("T", "1", [table, Signature("Place, day, name")]))

    pages = pages_of(drawn)
    signed = next(number for number, words in enumerate(pages) if "Place, day, name" in words)
    above = [row for row in rows_of(drawn)[signed] if row[1] > 12]
    label = min(above, key=lambda row: row[1])
    rest = [row for row in above if row != label]
    ceiling = min((row[1] for row in rest), default=297 - HEAD)
    assert ceiling - label[3] > 12


def test_two_parties_share_the_width_of_the_page() -> None:
    long_name = "Import-Export-Handelsgesellschaft für tropische Früchte"
    parties = [Party("Exporter", [long_name]), Party("Importer", [long_name])]

    (page,) = pages_of(draw(Sheet("T", "1", [Text(["x"])], parties=parties)))

    assert page.count(long_name) == 2
