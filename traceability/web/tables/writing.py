"""A table as a file that any spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse


def csv_answer(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Rows for download as UTF-8 with its mark, by which Excel knows it."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write(csv_file(rows))
    return answer


def csv_file(rows: Iterable[Iterable[object]]) -> bytes:
    """The same rows as the bytes of a file: the one way in which the project writes CSV."""
    text = StringIO()
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}".encode()


def _plain(cell: object) -> str:
    """No cell is a formula to whoever opens the table; a number below zero stays one."""
    text = "" if cell is None else str(cell)
    is_number = text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()
    return f"'{text}" if text.startswith(tuple("=+-@\t\r")) and not is_number else text
