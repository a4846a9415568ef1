"""A file as a table of cells: Excel (.xlsx, .xls), CSV and TSV, each within bounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import Any
from zipfile import BadZipFile, ZipFile

from traceability.web.tables.refusals import TableIsNotReadable, TableIsTooLarge

Cell = str | float | int
"""Text, or a number that a spreadsheet kept as one: 6.1 may have been 6.10. Days come as ISO text."""

XLSX, XLS = b"PK", b"\xd0\xcf\x11\xe0"
"""What the files of Excel begin with, of the newer kind and of the older."""
MOST_BYTES = 5 * 1024 * 1024
MOST_BYTES_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 40
LONGEST_CELL = 200
_ROWS_READ = MOST_ROWS + 200
"""Titles, blank rows, repeated headings and totals stand beside the rows that count."""
_LAST_ROW = 100_000
"""Where a sheet is left, however far down its empty cells were formatted."""
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Table:
    """The first sheet with something in it.

    `since_1904` tells how its serial days are counted, `first` the number that its first row has for people.
    """

    cells: list[list[Cell]]
    since_1904: bool = False
    first: int = 1


def read_table(content: bytes) -> Table:
    """The table in a file, known by its bytes, not by its name. Raises TableIsNotReadable or TableIsTooLarge."""
    if len(content) > MOST_BYTES:
        raise TableIsTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 2**20)
    if content.startswith(XLSX):
        return _xlsx(content)
    if content.startswith(XLS):
        return _xls(content)
    return read_text(_decoded(content))


def read_text(text: str) -> Table:
    """A table from text: commas, semicolons or tabs between cells."""
    if "\0" in text:
        raise TableIsNotReadable()
    lines = text[:20_000].splitlines()
    # What stands in most lines: a note full of commas is one line.
    mark = max("\t,;，", key=lambda mark: (sum(mark in line for line in lines), text.count(mark)))
    text = text.replace("，", ",") if mark == "，" else text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="," if mark == "，" else mark)
    try:
        return Table(_bounded(rows))
    except csv.Error as problem:
        raise TableIsNotReadable() from problem


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Iterable[str] = ("utf-16",)
    elif content.count(b"\0") > len(content) // 4:
        encodings = ("utf-16-le" if content[1:2] == b"\0" else "utf-16-be",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableIsNotReadable()


def _xlsx(content: bytes) -> Table:
    """Streamed, so that a cell in the last corner of a sheet costs nothing."""
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES_UNPACKED:
                raise TableIsTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 2**20)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        since_1904 = book.epoch == CALENDAR_MAC_1904
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
            if cells := _bounded(rows):
                return Table(cells, since_1904)
    except TableIsTooLarge:
        raise
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError) as problem:
        # What openpyxl raises for a damaged book is not one family; xml's ParseError is a SyntaxError.
        raise TableIsNotReadable() from problem
    return Table([], since_1904)


def _xls(content: bytes) -> Table:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, on_demand=True, logfile=io.StringIO())
        for sheet in book.sheets():
            if cells := _bounded(_xls_rows(sheet, book.datemode)):
                return Table(cells, book.datemode == 1)
    except TableIsTooLarge:
        raise
    except Exception as problem:
        raise TableIsNotReadable() from problem
    return Table([])


def _xls_rows(sheet: Any, datemode: int) -> Iterator[list[object]]:
    from xlrd import XL_CELL_DATE, XL_CELL_ERROR, xldate_as_datetime

    for number in range(min(sheet.nrows, _LAST_ROW)):
        row: list[object] = []
        for cell in sheet.row(number)[:MOST_COLUMNS]:
            if cell.ctype == XL_CELL_DATE:
                row.append(xldate_as_datetime(cell.value, datemode))
            else:
                row.append("" if cell.ctype == XL_CELL_ERROR else cell.value)
        yield row


def _bounded(rows: Iterable[Iterable[object]]) -> list[list[Cell]]:
    """Rows as cells, without the blank ones at the end."""
    cells: list[list[Cell]] = []
    for row in rows:
        found = [cell_of(value) for value in list(row)[:MOST_COLUMNS]]
        while found and found[-1] == "":
            found.pop()
        if len(cells) < _ROWS_READ:
            cells.append(found)
        elif found:
            raise TableIsTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 2**20)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def cell_of(value: object) -> Cell:
    """A value of a spreadsheet, or what was typed, as a cell: on one line, bounded, without what no database keeps."""
    if isinstance(value, datetime):
        clock = value.time() != time(0)
        return value.isoformat(" ", "minutes") if clock else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        number = float(value)
        if not isfinite(number) or abs(number) > 1e15:
            return str(value)[:LONGEST_CELL]
        return int(number) if number.is_integer() else float(format(number, ".12g"))
    return " ".join(str(value).replace("\0", " ").split())[:LONGEST_CELL]
