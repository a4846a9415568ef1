"""The kinds of link of the GS1 Web Vocabulary, and how a request may write one."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

VOCABULARY = "https://ref.gs1.org/voc/"
_WRITTEN = re.compile(r"gs1:|https?://(?:ref\.|www\.)?gs1\.org/voc/")
"""How the same kind is written elsewhere: GS1-Conformant Resolver 1.2, section 2.14, and older vocabularies."""
_FILE = Path(__file__).parent / "data" / "gs1-link-types.csv"


@cache
def link_types() -> dict[str, str]:
    """Every kind that is in use, by name without prefix, and its English label. Deprecated ones are left out."""
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row["name"]: row["label"] for row in csv.DictReader(lines) if row["status"] == "stable"}


def kind_of(written: str) -> str:
    """A kind without its prefix: pip, gs1:pip and https://ref.gs1.org/voc/pip are the same."""
    prefix = _WRITTEN.match(written)
    return written[prefix.end() :] if prefix else written
