"""Tables as .xlsx: every cell text or a number, none a formula."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = range(12, 44)


def xlsx(title: str, table: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> bytes:
    """One sheet, its head frozen and its columns ready to sort; `numbers` are the places of columns with numbers."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(title)
    page.freeze_panes = "B2"
    last = f"{get_column_letter(len(table[0]))}{len(table)}"
    page.auto_filter.ref = f"A1:{last}"
    for place in range(len(table[0])):
        longest = max(len(row[place]) for row in table[:200])
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, WIDTHS.start), WIDTHS.stop)
    for number, row in enumerate(table):
        made = []
        for place, value in enumerate(row):
            cell = WriteOnlyCell(page, value=value)
            if place in numbers and number and value:
                cell.value = float(value)
            else:
                cell.data_type = "s"
            if not number:
                cell.font = Font(bold=True)
            made.append(cell)
        page.append(made)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
