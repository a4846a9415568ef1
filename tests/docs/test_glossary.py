"""The glossary names what is in the code, each word once, with its Chinese and where it comes from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = "\n".join(
    path.read_text() for room in ("traceability", "orchards", "exports") for path in sorted((ROOT / room).rglob("*.py"))
)
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text().splitlines()
    if line.startswith("| `")
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_each_word_is_in_the_code_and_has_its_source(line: list[str]) -> None:
    identifier, english, chinese, source = line
    assert re.search(rf"\b{re.escape(identifier.strip('`'))}\b", CODE)
    assert english
    assert re.search("[\u4e00-\u9fff]|GS1|EPPO", chinese)
    assert source


def test_each_word_stands_once() -> None:
    words = [line[0] for line in LINES]
    assert sorted(words) == sorted(set(words))
    assert len(words) > 50
