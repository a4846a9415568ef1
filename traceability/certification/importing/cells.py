"""A published table as records with the row that each has for people, and cells read strictly."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from traceability.certification.refusals import OfficialTableIsWrong
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import XLS, XLSX, Cell, read_table

MOST_RECORDS = 1_000_000
"""The whole download of the Commission had 519,650 records in May 2026, each on a line of its own."""


@dataclass(frozen=True)
class Record:
    """One line: its number for people, and its cells by lower-case column name."""

    number: int
    cells: Mapping[str, str]

    def text(self, column: str, *, most: int = 200) -> str:
        """A cell that must say something. Raises OfficialTableIsWrong."""
        found = self.cells.get(column, "")
        if not found:
            raise self.wrong(column, _("It is empty."))
        if len(found) > most:
            raise self.wrong(column, _("It is too long."))
        return found

    def amount(self, column: str) -> Decimal:
        """mg/kg above zero, of at most five decimals. Raises OfficialTableIsWrong."""
        text = self.text(column)
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not (amount.is_finite() and 0 < amount < 10_000) or amount != amount.quantize(Decimal("0.00001")):
            raise self.wrong(column, _("“%(text)s” is no amount in mg/kg.") % {"text": text[:40]})
        return amount

    def day(self, column: str, *formats: str) -> date:
        """A day in one of these ways of writing. Raises OfficialTableIsWrong."""
        text = self.text(column)
        for way in formats:
            try:
                return datetime.strptime(text, way).date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                continue
        raise self.wrong(column, _("“%(text)s” is no day.") % {"text": text[:40]})

    def wrong(self, column: str, why: str) -> OfficialTableIsWrong:
        """What stops the table, with its place."""
        return OfficialTableIsWrong(row=self.number, column=column, why=why)


def records_of(content: bytes, *, columns: Iterable[str]) -> list[Record]:
    """The records of a JSON answer ({"value": […]}, […] or one object a line) or of a table (.csv, .xlsx).

    Raises OfficialTableIsWrong, TableIsNotReadable or TableIsTooLarge.
    """
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    records = list(_from_json(content) if start in {b"{", b"["} else _from_table(content))
    if not records:
        raise OfficialTableIsWrong(row=1, column="", why=_("There is no line in it."))
    missing = [column for column in columns if column not in records[0].cells]
    if missing:
        raise records[0].wrong(missing[0], _("The column is not there."))
    return records


def _from_json(content: bytes) -> Iterator[Record]:
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    objects = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if len(objects) > 1 and all(line.lstrip().startswith(b"{") for _number, line in objects[:2]):
        yield from _from_lines(objects)
        return
    try:
        told = json.loads(content, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as problem:
        row = getattr(problem, "lineno", 1)
        raise OfficialTableIsWrong(row=row, column="", why=_("It is no complete JSON.")) from problem
    rows = told.get("value") if isinstance(told, dict) else told
    if not isinstance(rows, list) or len(rows) > MOST_RECORDS:
        raise OfficialTableIsWrong(row=1, column="value", why=_("It is no list of limits."))
    for number, row in enumerate(rows, start=1):
        yield _record(number, row)


def _from_lines(objects: list[tuple[int, bytes]]) -> Iterator[Record]:
    """The bulk download: one object a line."""
    if len(objects) > MOST_RECORDS:
        raise OfficialTableIsWrong(row=MOST_RECORDS, column="", why=_("It is no list of limits."))
    for number, line in objects:
        try:
            row = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError) as problem:
            raise OfficialTableIsWrong(row=number, column="", why=_("It is no complete JSON.")) from problem
        yield _record(number, row)


def _record(number: int, row: object) -> Record:
    if not isinstance(row, dict):
        raise OfficialTableIsWrong(row=number, column="", why=_("It is no record."))
    return Record(number, {str(name).strip().lower(): _cell(value) for name, value in row.items()})


def _from_table(content: bytes) -> Iterator[Record]:
    names: list[str] = []
    for number, row in _rows(content):
        if not names:
            names = [plain(cell).lower() for cell in row]
        elif any(cell != "" for cell in row):
            cells: list[Cell] = [*row, *[""] * (len(names) - len(row))]
            yield Record(number, {name: _cell(cell) for name, cell in zip(names, cells, strict=False) if name})


def _rows(content: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows with their numbers: a spreadsheet as every room reads it, text of any length line by line."""
    if content.startswith((XLSX, XLS)):
        table = read_table(content)
        yield from enumerate(table.cells, start=table.first)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        number = content[: problem.start].count(b"\n") + 1
        raise OfficialTableIsWrong(row=number, column="", why=_("It is no text in UTF-8.")) from problem
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    try:
        for row in lines:
            yield lines.line_num, row
    except csv.Error as problem:
        raise OfficialTableIsWrong(row=lines.line_num, column="", why=_("The line is not understood.")) from problem


def _cell(value: object) -> str:
    return "" if value is None else plain(value if isinstance(value, (str, int, float)) else str(value))
