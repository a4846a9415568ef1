"""Fixed words, sizes, agents, papers and rules are rows with a source, complete in every language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from traceability.labels.papers import paper_of, papers
from traceability.labels.refusals import PaperIsUnknown, SizeIsUnknown
from traceability.labels.sizes import size_of, sizes_of
from traceability.labels.words import DATA, LANGUAGES, agent_in, language_for, words_in
from traceability.web.rows import csv_rows
from traceability.web.typesetting import missing_from

ON = date(2026, 7, 1)


@pytest.mark.parametrize("file", sorted(DATA.glob("*.csv")), ids=lambda file: file.stem)
def test_every_row_names_its_source_and_how_sure_we_are(file: Path) -> None:
    for row in csv_rows(file):
        assert row["source"], row
        assert row["confidence"], row


@pytest.mark.parametrize("name", ["words.csv", "agents.csv"])
def test_every_word_is_there_in_every_language_and_prints(name: str) -> None:
    for row in csv_rows(DATA / name):
        for language in ("zh", *LANGUAGES):
            assert row[language], row
            assert missing_from(row[language]) == "", row


@pytest.mark.parametrize(
    ("country", "language"), [("DE", "de"), ("AT", "de"), ("FR", "fr"), ("NL", "nl"), ("IT", "it")]
)
def test_a_destination_reads_its_own_language(country: str, language: str) -> None:
    assert language_for(country, ON) == language


def test_nobody_s_language_is_guessed() -> None:
    assert language_for("PL", ON) == ""
    assert language_for("", ON) == "en"


def test_agents_have_their_official_names_and_others_stay_as_they_were_typed() -> None:
    assert agent_in("de", "Imazalil") == "Imazalil"
    assert agent_in("zh", "imazalil") == "抑霉唑"
    assert agent_in("nl", "thiabendazole") == "thiabendazool"
    assert agent_in("fr", "a wax of our own") == "a wax of our own"


def test_the_country_of_origin_is_named_in_the_language() -> None:
    assert [words_in(language)["china"] for language in LANGUAGES] == [
        "China",
        "China",
        "Chine",
        "China",
        "China",
        "Cina",
    ]


def test_sizes_follow_the_standard_of_the_fruit() -> None:
    assert size_of("orange", "3", ON).span == "81–92 mm"
    assert size_of("mandarin", "1-XXX", ON).span == "≥ 78 mm"
    assert [size.code for size in sizes_of("mango", ON)] == ["A", "B", "C", "D"]
    with pytest.raises(SizeIsUnknown, match=r"no size 99 of orange\. Choose one of: 0, 1"):
        size_of("orange", "99", ON)


def test_every_cell_of_every_paper_is_on_the_paper() -> None:
    for paper in papers().values():
        for number in range(paper.places):
            left, top = paper.place(number, paper.cell_width_mm, paper.cell_height_mm)
            assert left >= 0
            assert top >= 0
            assert left + paper.cell_width_mm <= paper.width_mm
            assert top + paper.cell_height_mm <= paper.height_mm
    with pytest.raises(PaperIsUnknown, match="roll-100x100"):
        paper_of("a3")
