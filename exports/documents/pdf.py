"""A `Sheet` as PDF: A4, black on white, one family of letters, tables that break across pages.

    from exports.documents.pdf import draw
    from exports.documents.sheet import Column, Facts, Party, Sheet, Table, Text

    draw(Sheet(
        title=_("Packing list"), number="EX26-014", day="12 July 2026",
        parties=[Party(_("Exporter"), ["Guangxi Nanguo Export", "Nanning, China"])],
        blocks=[Table([Column(_("Pallet"), 3), Column(_("Net, kg"), 1, number=True)], rows, total=(_("Sum"), "40.0"))],
    ))

The same sheet gives the same bytes. Cells are broken here and handed to ReportLab as plain text: a paragraph object in
every cell takes twenty times as long, and a container has five hundred lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, LongTable, PageTemplate, Spacer

from exports.documents.sheet import Block, Facts, Party, Sheet, Signature, Table, Text
from traceability.web.typesetting import BOLD, REGULAR, broken, register_fonts, width_of

MARGIN, HEAD, FOOT = 18.0, 14.0, 16.0
"""Millimetres: at the sides, above the first line of a page, below the last."""
TITLE_PT, HEADING_PT, TEXT_PT, SMALL_PT, LEADING = 17.0, 10.5, 8.5, 7.0, 1.32
PAD = 1.6
"""Millimetres between a rule and the words beside it."""
QUIET, HAIR = Color(0.35, 0.35, 0.35), Color(0.75, 0.75, 0.75)


def draw(sheet: Sheet) -> bytes:
    """The sheet as PDF, in the language in force for the words “page … of …”."""
    register_fonts()
    size = landscape(A4) if sheet.landscape else A4
    width = size[0] / mm - 2 * MARGIN
    file = BytesIO()
    document = BaseDocTemplate(file, pagesize=size, title=f"{sheet.title} {sheet.number}", invariant=1, lang="")
    frame = Frame(
        MARGIN * mm,
        FOOT * mm,
        width * mm,
        size[1] - (HEAD + FOOT) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame]))
    story: list[Flowable] = [*_opening(sheet, width)]
    for block in sheet.blocks:
        story += _block(block, width)
    document.build(story, canvasmaker=_paged(sheet))
    return file.getvalue()


def _opening(sheet: Sheet, width: float) -> list[Flowable]:
    """Title, number and day, then the parties side by side past a full rule."""
    right = "\n".join(filter(None, (sheet.number, sheet.day)))
    title = _grid(
        [[_cell(sheet.title, width * 0.66, TITLE_PT, bold=True), right]],
        [width * 0.66, width * 0.34],
        [
            ("FONT", (0, 0), (0, 0), BOLD, TITLE_PT, TITLE_PT * LEADING),
            ("FONT", (1, 0), (1, 0), REGULAR, TEXT_PT + 1, (TEXT_PT + 1) * LEADING),
            ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * mm),
            ("LINEBELOW", (0, 0), (-1, -1), 0.9, black),
        ],
    )
    parties = [_parties(sheet.parties[start : start + 3], width) for start in range(0, len(sheet.parties), 3)]
    return [title, *parties, Spacer(0, 3 * mm)]


def _parties(parties: Sequence[Party], width: float) -> Flowable:
    columns = max(2, len(parties))
    column, spare = width / columns, [""] * (columns - len(parties))
    roles = [party.role for party in parties]
    names = [_cell("\n".join(filter(None, party.lines)), column - 4, TEXT_PT) for party in parties]
    return _grid(
        [roles + spare, names + spare],
        [column] * columns,
        [
            ("FONT", (0, 0), (-1, 0), REGULAR, SMALL_PT, SMALL_PT * LEADING),
            ("TEXTCOLOR", (0, 0), (-1, 0), QUIET),
            ("TOPPADDING", (0, 0), (-1, 0), PAD * mm),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0.4 * mm),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 3 * mm),
        ],
    )


def _block(block: Block, width: float) -> list[Flowable]:
    match block:
        case Table():
            made = [_table(block, width)]
        case Facts():
            made = [*_heading(block.heading, width), *_facts(block, width)]
        case Text():
            made = [*_heading(block.heading, width), *_text(block, width)]
        case Signature():
            made = [_signature(block, width)]
    return [*made, Spacer(0, 5 * mm)] if made else []


def _heading(words: str, width: float) -> list[Flowable]:
    if not words:
        return []
    return [CondPageBreak(28 * mm), _grid([[_cell(words, width, HEADING_PT, bold=True)]], [width], _HEADING)]


_HEADING: list[Any] = [
    ("FONT", (0, 0), (-1, 0), BOLD, HEADING_PT, HEADING_PT * LEADING),
    ("BOTTOMPADDING", (0, 0), (-1, 0), 1.5 * mm),
]


def _facts(block: Facts, width: float) -> list[Flowable]:
    """Two pairs in a row, so that a dozen facts take a hand's breadth."""
    known = [(label, words) for label, words in block.facts if words]
    if not known:
        return []
    label, words = width * 0.2, width * 0.3
    cells = [(_cell(name, label - 2, TEXT_PT), _cell(said, words - 4, TEXT_PT)) for name, said in known]
    half = (len(cells) + 1) // 2
    blank = ("", "")
    rows = [[*cells[row], *(cells[row + half] if row + half < len(cells) else blank)] for row in range(half)]
    style = [
        ("TEXTCOLOR", (0, 0), (0, -1), QUIET),
        ("TEXTCOLOR", (2, 0), (2, -1), QUIET),
        ("LINEABOVE", (0, 0), (-1, -1), 0.3, HAIR),
    ]
    return [_grid(rows, [label, words, label, words], style)]


def _table(block: Table, width: float) -> Flowable:
    """Its heading is a row of its own, so that it never stands alone at the foot of a page."""
    shares = sum(column.share for column in block.columns)
    widths = [width * column.share / shares for column in block.columns]
    gaps = [_gap(block, place) for place in range(len(widths))]
    inner = [size - gap for size, gap in zip(widths, gaps, strict=True)]
    rows = [[_cell(column.heading, size, SMALL_PT) for column, size in zip(block.columns, inner, strict=True)]]
    rows += [[_cell(cell, size, TEXT_PT) for cell, size in zip(row, inner, strict=True)] for row in block.rows]
    head, style = 0, list[Any]()
    if block.heading:
        head = 1
        rows.insert(0, [_cell(block.heading, width, HEADING_PT, bold=True), *[""] * (len(widths) - 1)])
        style += [("SPAN", (0, 0), (-1, 0)), *_HEADING]
    style += [
        ("FONT", (0, head), (-1, head), REGULAR, SMALL_PT, SMALL_PT * LEADING),
        ("TEXTCOLOR", (0, head), (-1, head), QUIET),
        ("VALIGN", (0, head), (-1, head), "BOTTOM"),
        ("LINEBELOW", (0, head), (-1, head), 0.9, black),
        ("LINEBELOW", (0, head + 1), (-1, -1), 0.3, HAIR),
    ]
    for place, column in enumerate(block.columns):
        style.append(("RIGHTPADDING", (place, head), (place, -1), gaps[place] * mm))
        if column.number:
            style.append(("ALIGN", (place, head), (place, -1), "RIGHT"))
    if block.total:
        rows.append([_cell(cell, size, TEXT_PT, bold=True) for cell, size in zip(block.total, inner, strict=True)])
        style += [
            ("FONT", (0, -1), (-1, -1), BOLD, TEXT_PT, TEXT_PT * LEADING),
            ("LINEABOVE", (0, -1), (-1, -1), 0.9, black),
            ("NOSPLIT", (0, -2), (-1, -1)),
        ]
    return _grid(rows, widths, style, repeat=head + 1)


def _gap(block: Table, place: int) -> float:
    """Millimetres to the next column: more between a number and words, which lean towards each other."""
    if place == len(block.columns) - 1:
        return 0
    return 6 if block.columns[place].number and not block.columns[place + 1].number else 2.5


def _signature(block: Signature, width: float) -> Flowable:
    line = width * 0.45
    return _grid(
        [["\n\n\n", ""], [_cell(block.words, line, SMALL_PT), ""]],
        [line, width - line],
        [
            ("LINEABOVE", (0, 1), (0, 1), 0.5, black),
            ("FONT", (0, 1), (0, 1), REGULAR, SMALL_PT, SMALL_PT * LEADING),
            ("TEXTCOLOR", (0, 1), (0, 1), QUIET),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ],
        breaks=False,
    )


def _text(block: Text, width: float) -> list[Flowable]:
    rows = [[_cell(paragraph, width, TEXT_PT + 0.5, bold=block.strong)] for paragraph in block.paragraphs if paragraph]
    font = BOLD if block.strong else REGULAR
    style = [("FONT", (0, 0), (-1, -1), font, TEXT_PT + 0.5, (TEXT_PT + 0.5) * 1.45)]
    return [_grid(rows, [width], style)] if rows else []


class _Grid(LongTable):  # type: ignore[misc] # ReportLab ships no types
    """Rows that are too tall for a page are broken by the leading of their lines.

    ReportLab counts 1.2 times the size of the letters for a line, so that what it leaves on a page would run over its
    foot.
    """

    def _splitCell(  # noqa: N802 (ReportLab's name)
        self, value: str, style: Any, _old_height: float, height: float, _width: float
    ) -> tuple[str, str]:
        lines = value.split("\n")
        fit = max(0, int((height - style.topPadding) // style.leading))
        return "\n".join(lines[:fit]), "\n".join(lines[fit:])


def _grid(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: Sequence[Any],
    repeat: int = 0,
    *,
    breaks: bool = True,
) -> LongTable:
    """A table of text; a row taller than what is left of an empty page goes on overleaf, unless nothing `breaks`."""
    plain = [
        ("FONT", (0, 0), (-1, -1), REGULAR, TEXT_PT, TEXT_PT * LEADING),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0.9 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
    ]
    sizes = [size * mm for size in widths]
    return _Grid(rows, colWidths=sizes, style=[*plain, *style], repeatRows=repeat, splitInRow=int(breaks))


@lru_cache(maxsize=20_000)
def _cell(text: str, width: float, pt: float, *, bold: bool = False) -> str:
    """Text with a line break wherever the next word no longer fits, and inside words that are longer than a line."""
    lines = [line for part in text.split("\n") for line in (broken(part, pt, width, bold=bold) or [""])]
    return "\n".join(piece for line in lines for piece in _pieces(line, width, pt, bold=bold))


def _pieces(line: str, width: float, pt: float, *, bold: bool) -> list[str]:
    if width_of(line, pt, bold=bold) <= width:
        return [line]
    pieces = [""]
    for letter in line:
        if pieces[-1] and width_of(pieces[-1] + letter, pt, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _paged(sheet: Sheet) -> type[Canvas]:
    """A canvas that knows, when it writes the foot of the first page, how many pages there are."""

    class Paged(Canvas):  # type: ignore[misc] # ReportLab ships no types
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _foot(self, sheet, number, len(self._pages))
                super().showPage()
            super().save()

    return Paged


def _foot(canvas: Canvas, sheet: Sheet, number: int, pages: int) -> None:
    width = canvas._pagesize[0]
    canvas.setFont(REGULAR, SMALL_PT)
    canvas.setFillColor(QUIET)
    page = _("Page %(number)s of %(pages)s") % {"number": number, "pages": pages}
    named = f"{sheet.title} {sheet.number} · {page}"
    canvas.drawRightString(width - MARGIN * mm, 9 * mm, named)
    left = width / mm - 2 * MARGIN - width_of(named, SMALL_PT) - 8
    canvas.drawString(MARGIN * mm, 9 * mm, _shortened(sheet.foot, left))


def _shortened(text: str, width: float) -> str:
    """As much of a line of the foot as fits beside the number of the page."""
    if width_of(text, SMALL_PT) <= width:
        return text
    while text and width_of(f"{text}…", SMALL_PT) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
