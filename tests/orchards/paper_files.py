"""Files as cooperatives keep them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

HEADINGS = ("日期", "姓名", "村", "地块", "品种", "重量(斤)", "筐数", "备注")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("6月21日", "黄阿兰", "", "4号", "台农1号", 172, 4, ""),
    ("2026/6/21", "阿 兰", "", "", "", "318斤", "", ""),
    (date(2026, 6, 22), "韦国强", "", "７号地", "台农一号", "1,204", "２０筐", "雨后"),
)


def xlsx(
    rows: Sequence[Sequence[Any]] = ROWS, headings: Sequence[str] = HEADINGS, *, title: str = "2026年芒果采收登记表"
) -> bytes:
    """A workbook with a merged title row above the headings."""
    book = Workbook()
    sheet = book.active
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(
    rows: Sequence[Sequence[Any]] = ROWS, headings: Sequence[str] = HEADINGS, *, encoding: str = "gb18030"
) -> bytes:
    """The same as comma-separated text, days as Excel writes them out."""
    return "\r\n".join('"' + '","'.join(str(cell) for cell in row) + '"' for row in (headings, *rows)).encode(encoding)
