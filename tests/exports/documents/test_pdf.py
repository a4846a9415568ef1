"""Papers as they are drawn: tables that break across pages, letters of every language, the same bytes twice."""

from __future__ import annotations

import pypdfium2

from exports.documents.pdf import draw
from exports.documents.sheet import Column, Facts, Party, Sheet, Table, Text


def pages_of(file: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


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
