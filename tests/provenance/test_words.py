"""No page calls fruit or code real: it says what was recorded, and that a code can be copied."""

from __future__ import annotations

from pathlib import Path

import pytest

import traceability.provenance
from tests.promises import IMITATED, PROMISED

ROOT = Path(traceability.provenance.__file__).parent
READ = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("data/*.csv")]
"""What buyers read that stands in no catalogue; the catalogues are read in tests/docs/test_translations.py."""


@pytest.mark.parametrize("file", sorted(READ), ids=lambda path: path.name)
def test_no_page_of_a_buyer_says_so(file: Path) -> None:
    read = file.read_text(encoding="utf-8")
    assert not PROMISED.search(read), PROMISED.search(read)
    assert not IMITATED.search(read), IMITATED.search(read)


@pytest.mark.parametrize(
    "said",
    [
        *("guaranteed origin", "the original", "authenticity", "a genuine mango"),
        *("garantiert aus Baise", "ein Original", "echte Mangos", "Authentizität", "ohne Gewähr"),
        *("origine garantie", "authentique", "une véritable mangue", "gegarandeerd", "origineel", "authentiek"),
        *("garantizado", "auténtico", "el original", "verdadero", "garantito", "autentico", "originale"),
        *("正品", "保证", "正宗"),
    ],
)
def test_a_promise_is_known_in_every_language(said: str) -> None:
    assert PROMISED.search(said)


@pytest.mark.parametrize("said", ["百色风味", "Baise-style mangoes", "nach Baiser Art", "façon Baise", "estilo Baise"])
def test_an_imitation_is_known_in_every_language(said: str) -> None:
    assert IMITATED.search(said)
