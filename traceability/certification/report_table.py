"""A laboratory's own table of substances, read for somebody to look at before it is handed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from traceability.certification.residues import plain as shown
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import Cell, Table

MOST_LINES = 500
_HEADINGS = {
    "substance": ("substance", "analyte", "compound", "pesticide", "农药", "检测项目", "项目", "化合物", "wirkstoff"),
    "loq": ("loq", "quantification", "reporting limit", "定量限", "报告限", "bestimmungsgrenze"),
    "found": ("result", "found", "amount", "结果", "检出值", "含量", "ergebnis"),
}
_NOT_FOUND = re.compile(r"(n\.?\s?d\.?|not detected|未检出|-+|/|<\s*(loq|lod|定量限)|n\.?\s?n\.?)?", re.IGNORECASE)
_BELOW = re.compile(r"<\s*(\d*\.?\d+)")
_NUMBER = re.compile(r"\d*\.?\d+")
_MICROGRAMS = re.compile(r"[µμu]g\s*/\s*kg|ppb|微克", re.IGNORECASE)


@dataclass(frozen=True)
class ReportLine:
    """One substance as it was read: text for the fields of the form, mg/kg."""

    substance: str
    loq: str
    found: str


@dataclass(frozen=True)
class ReadReport:
    """The lines of a table, and what somebody should look at, each in a sentence with its row."""

    lines: Sequence[ReportLine]
    doubts: Sequence[str]


def read_report(table: Table) -> ReadReport:
    """What a table says. Headings in English, Chinese or German; without any, name, LOQ and result in this order.

    An amount below the limit of quantification is left empty, which is not zero. A table in µg/kg comes out in mg/kg.
    """
    columns, start = _columns(table)
    doubts: list[str] = []
    if start == 0:
        doubts.append(_("No headings were found: the columns are taken for name, limit of quantification and result."))
    titles = " ".join(plain(cell) for row in table.cells[:start] for cell in row)
    thousandth = bool(_MICROGRAMS.search(titles))
    if thousandth:
        doubts.append(_("The table is in µg/kg; the amounts here are mg/kg."))
    lines = []
    for number, row in enumerate(table.cells[start:], start=table.first + start):
        cells = {name: _cell(row, column) for name, column in columns.items()}
        if not cells["substance"]:
            continue
        found = _found(cells, thousandth=thousandth)
        loq = _amount(cells["loq"], thousandth=thousandth)
        if not _NUMBER.fullmatch(loq):
            doubts.append(_doubt(number, cells["substance"], _("no limit of quantification is understood")))
        if found and not _NUMBER.fullmatch(found):
            doubts.append(_doubt(number, cells["substance"], _("“%(text)s” is no amount") % {"text": found[:40]}))
        lines.append(ReportLine(cells["substance"][:80], loq, found))
    if len(lines) > MOST_LINES:
        doubts.append(_("Only the first %(count)s lines are read.") % {"count": MOST_LINES})
    return ReadReport(lines[:MOST_LINES], doubts)


def _doubt(row: int, substance: str, why: str) -> str:
    return _("Row %(row)s, %(substance)s: %(why)s.") % {"row": row, "substance": substance[:80], "why": why}


def _columns(table: Table) -> tuple[dict[str, int], int]:
    """Where each column stands, and how many rows come before the first substance."""
    for number, row in enumerate(table.cells[:30]):
        names = [plain(cell).lower() for cell in row]
        found = {
            field: next((at for at, name in enumerate(names) if any(word in name for word in words)), -1)
            for field, words in _HEADINGS.items()
        }
        if found["substance"] >= 0 and found["found"] >= 0:
            return found, number + 1
    return {"substance": 0, "loq": 1, "found": 2}, 0


def _cell(row: Sequence[Cell], column: int) -> str:
    return plain(row[column]) if 0 <= column < len(row) else ""


def _found(cells: dict[str, str], *, thousandth: bool) -> str:
    """Empty for what lies below; a result "<0.01" also is the limit of quantification where no column names it."""
    text = cells["found"]
    if below := _BELOW.fullmatch(text):
        cells["loq"] = cells["loq"] or below[1]
        return ""
    return "" if _NOT_FOUND.fullmatch(text) else _amount(text, thousandth=thousandth)


def _amount(text: str, *, thousandth: bool) -> str:
    text = re.sub(r"\s*(mg|[µμu]g)\s*/\s*kg$", "", text, flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(text):
        return text
    return shown(Decimal(text) / 1000) if thousandth else text
