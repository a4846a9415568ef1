"""A paper before it is drawn: a title, who it is between, and blocks of facts, tables and sentences.

Everything is text in the reader's language already; numbers are written by whoever knows their unit. `pdf.py` draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """Who a paper is from or for: what it is to the paper, then its lines (name, address, numbers)."""

    role: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Labels with what belongs to them, in two columns under an optional heading; a fact without words is left out."""

    facts: Sequence[tuple[str, str]]
    heading: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers (set to the right)."""

    heading: str
    share: float
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows that break across pages under repeated headings; `total` is a last row in bold, past a full rule.

    Cells wrap at spaces and between Han characters; a line break in a cell stays one.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    heading: str = ""


@dataclass(frozen=True)
class Text:
    """Sentences across the page, one paragraph each; `strong` for what the paper declares."""

    paragraphs: Sequence[str]
    heading: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Signature:
    """A line to sign on, and what stands below it."""

    words: str


Block = Facts | Table | Text | Signature


@dataclass(frozen=True)
class Sheet:
    """A whole paper. `number` stands beside the title and on every page; `foot` is a line at the end of each page."""

    title: str
    number: str
    blocks: Sequence[Block]
    parties: Sequence[Party] = ()
    day: str = ""
    foot: str = ""
    landscape: bool = False
