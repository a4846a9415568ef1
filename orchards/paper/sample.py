"""A page as we like it, to fill in: the headings, and rows that show how much freedom there is."""

from __future__ import annotations

import csv
import io
from datetime import date

HEADINGS = ("日期", "姓名", "地块", "重量(斤)", "筐数", "品种", "村", "备注")


def rows(today: date) -> list[tuple[str | int, ...]]:
    """Headings and three rows of growers who do not exist."""
    day = f"{today.month}月{today.day}日"
    return [
        HEADINGS,
        (day, "张三", "4", 172, 4, "台农1号", "那坡村", ""),
        (today.isoformat(), "李四", "7号", "318斤", 8, "", "", "雨后采"),
        (day, "王五", "", "105公斤", "", "贵妃", "坡洪", ""),
    ]


def as_csv(today: date) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    file = io.StringIO()
    csv.writer(file).writerows(rows(today))
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(today: date) -> bytes:
    """With columns as wide as what is written into them."""
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    for row in rows(today):
        sheet.append(row)
    for letter in "ABCDEFGH":
        sheet.column_dimensions[letter].width = 14
    sheet.freeze_panes = "A2"
    book.save(file)
    return file.getvalue()
