"""A table as the rows that somebody wrote: cells by name, totals apart, and what holds for the whole page."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Literal, TypedDict

from orchards.paper.amounts import cell_unit
from orchards.paper.headings import FIELDS, Headings, find_headings, is_repeated, year_of_title
from orchards.refusals.paper import NoHeadings, NoRowsWritten
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import MOST_BYTES, MOST_ROWS, Cell, Table
from traceability.web.tables.refusals import TableIsTooLarge

_TOTAL = re.compile(
    r"(本页|本日|当日|全村|全部)?(合计|总计|小计|共计|累计|总和|总数|计|total|subtotal|sum)[:：]?", re.IGNORECASE
)
_AS_ABOVE = {"同上", "〃", '"', "''", "″", "..", "上同"}


class Row(TypedDict):
    """One row of the page as it is kept with the book.

    `number` is the row of the file, from 1. `unit` and `unit_from` tell how a weight without one is read and why;
    `above` names the cells that repeat those of the row above; `bare` says that nothing but a weight stands in the last
    row, which may be a total without its word. `answers` are what the clerk mended, `left_out` that the row is not to
    be taken in.
    """

    number: int
    kind: Literal["harvest", "subtotal", "total"]
    written: dict[str, Cell]
    titles: dict[str, str]
    unit: str
    unit_from: str
    year: int | None
    since_1904: bool
    above: list[str]
    bare: bool
    answers: dict[str, str]
    left_out: bool


def written_rows(table: Table) -> list[Row]:
    """Every row below the headings that says something. Raises NoHeadings, NoRowsWritten or TableIsTooLarge."""
    headings = find_headings(table.cells)
    if headings is None:
        raise NoHeadings()
    year = year_of_title(table.cells, headings)
    rows: list[Row] = []
    above: dict[str, Cell] = {}
    bare: Row | None = None
    for number, cells in enumerate(table.cells[headings.row + 1 :], start=headings.row + 1 + table.first):
        written = {
            name: cells[column]
            for name, column in headings.columns.items()
            if column < len(cells) and cells[column] != ""
        }
        if not written or is_repeated(cells, headings):
            continue
        kind = _kind(cells)
        if kind == "harvest":
            if set(written) <= {"note"}:
                continue
            full = above = _as_above(written, above)
        else:
            full = written
        rows.append(_row(number, kind, full, headings, year, since_1904=table.since_1904))
        rows[-1]["above"] = [name for name in full if full[name] != written.get(name, "")]
        bare = rows[-1] if kind == "harvest" and set(written) <= {"weight", "crates"} else None
    if bare is not None:
        bare["bare"] = len(rows) > 1
    harvests = [row for row in rows if row["kind"] == "harvest"]
    if not harvests:
        raise NoRowsWritten()
    if len(harvests) > MOST_ROWS:
        raise TableIsTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 2**20)
    _unit_of_the_others(rows, headings)
    return rows


def digest_of(rows: list[Row]) -> str:
    """SHA-256 of what was written, whatever the file's format: the same page again is the same book."""
    page = [
        {"unit": row["unit"], "kind": row["kind"], "year": row["year"]}
        | {name: plain(row["written"].get(name, "")) for name in FIELDS}
        for row in rows
    ]
    return hashlib.sha256(json.dumps(page, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _row(
    number: int,
    kind: Literal["harvest", "subtotal", "total"],
    written: dict[str, Cell],
    headings: Headings,
    year: int | None,
    *,
    since_1904: bool,
) -> Row:
    return {
        "number": number,
        "kind": kind,
        "written": written,
        "titles": headings.titles,
        "unit": headings.unit,
        "unit_from": "heading" if headings.unit else "",
        "year": year,
        "since_1904": since_1904,
        "above": [],
        "bare": False,
        "answers": {},
        "left_out": False,
    }


def _kind(cells: list[Cell]) -> Literal["harvest", "subtotal", "total"]:
    """A total is a row in which some cell says so, whatever column it stands in."""
    for cell in cells:
        text = plain(cell).replace(" ", "") if isinstance(cell, str) else ""
        if _TOTAL.fullmatch(text):
            return "subtotal" if text.startswith(("小计", "本页", "本日", "当日", "sub", "Sub")) else "total"
    return "harvest"


def _as_above(written: dict[str, Cell], above: dict[str, Cell]) -> dict[str, Cell]:
    """同上 and 〃 repeat the cell above; so does an empty day or grower below one, as merged cells leave it."""
    for name in FIELDS:
        if plain(written.get(name, "")) in _AS_ABOVE and name in above:
            written = written | {name: above[name]}
    for name in ("day", "grower"):
        if name not in written and name in above and not {"pseudonym", "phone"} & written.keys():
            written = written | {name: above[name]}
    return written


def _unit_of_the_others(rows: list[Row], headings: Headings) -> None:
    """A bare number among weights with units is in theirs, if they agree."""
    if headings.unit:
        return
    units = {cell_unit(row["written"]["weight"]) for row in rows if "weight" in row["written"]} - {""}
    if len(units) == 1:
        unit = units.pop()
        for row in rows:
            row["unit"], row["unit_from"] = unit, "others"


def as_written(row: Row) -> str:
    """The row on one line, as the page has it."""
    return " ".join(plain(row["written"][name]) for name in FIELDS if name in row["written"])
