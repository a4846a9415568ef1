"""No page calls fruit or code real: it says what was recorded, and that a code can be copied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

import traceability.provenance

FORBIDDEN = re.compile(
    r"authentic|genuine|正品|真品|保真|authentisch|echtheit|\becht\b|authentique|véritable|authentiek"
    r"|auténtic|genuin|legítim|autentic",
    re.IGNORECASE,
)
ROOT = Path(traceability.provenance.__file__).parent


@pytest.mark.parametrize("template", sorted(ROOT.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_page_of_a_buyer_says_so(template: Path) -> None:
    assert not FORBIDDEN.search(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("catalogue", sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")), ids=str)
def test_no_translation_says_so(catalogue: Path) -> None:
    said = [line for line in catalogue.read_text(encoding="utf-8").splitlines() if line.startswith(("msgstr", '"'))]
    assert said
    assert not [line for line in said if FORBIDDEN.search(line)]
