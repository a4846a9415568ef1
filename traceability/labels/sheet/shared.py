"""What ReportLab draws once for a print file: the form object that all labels share, and the embedded fonts."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.carton import draw_carton
from traceability.labels.layouts import Layout
from traceability.labels.particulars import Particulars
from traceability.labels.pen import PdfPen
from traceability.labels.serials import ALPHABET
from traceability.web.typesetting import BOLD, REGULAR

CUT_MM = 3
"""How long the marks are that show where a sheet is cut."""


@dataclass(frozen=True)
class Shared:
    """What ReportLab drew, and how our pages name it."""

    head: bytes
    offsets: list[int]
    fonts: dict[bool, bytes]
    page_entries: bytes
    before_labels: bytes
    trailer_entries: bytes

    @property
    def objects(self) -> int:
        return len(self.offsets)


def shared_of(particulars: Particulars) -> Shared:
    """ReportLab's file of one page, up to its table of objects."""
    layout, file = particulars.layout, io.BytesIO()
    paper = layout.paper
    is_cut = not paper.die_cut
    size = (paper.width_mm * mm, paper.height_mm * mm)
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7))
    canvas.setTitle(f"{particulars.lot} · {layout.code}")
    pen = PdfPen(canvas, layout.height_mm)
    canvas.beginForm("label", 0, 0, layout.width_mm * mm, layout.height_mm * mm)
    draw_carton(pen, particulars)
    canvas.endForm()
    canvas.beginForm("cuts", 0, 0, *size)
    if is_cut:
        _cut_marks(canvas, layout)
    canvas.endForm()
    canvas.doForm("label")
    canvas.doForm("cuts")
    for bold in (False, True):
        pen.text(0, 0, f"{ALPHABET} ", 8, bold=bold)
    for own in layout.own_texts:
        pen.text(0, 0, own.before, own.pt, bold=own.bold)
    weights = {bold: pdfmetrics.getFont(BOLD if bold else REGULAR) for bold in (False, True)}
    fonts = {bold: font.getSubsetInternalName(0, canvas._doc).encode("ascii") for bold, font in weights.items()}
    canvas.save()
    return _read(file.getvalue(), fonts, is_cut=is_cut)


def _read(file: bytes, fonts: dict[bool, bytes], *, is_cut: bool) -> Shared:
    """ReportLab's objects keep their numbers; its page shows how they are named."""

    def found(pattern: bytes) -> bytes:
        match = re.search(pattern, file)
        if match is None:
            raise ValueError(f"ReportLab's file has no {pattern!r}.")
        return match[1]

    table = int(found(rb"startxref\s+(\d+)"))
    entries = re.findall(rb"(\d{10}) \d{5} ([nf])", file[table:])
    forms = b"/L %s/C %s" % (found(rb"/FormXob\.label (\d+ 0 R)"), found(rb"/FormXob\.cuts (\d+ 0 R)"))
    return Shared(
        head=file[:table],
        offsets=[int(offset) if kind == b"n" else -1 for offset, kind in entries],
        fonts=fonts,
        page_entries=b"/MediaBox %s/Resources<</Font %s/XObject<<%s>>>>"
        % (found(rb"/MediaBox (\[[^]]*\])"), found(rb"/Font (\d+ 0 R)"), forms),
        before_labels=b"/C Do\n" if is_cut else b"",
        trailer_entries=b"/Info %s/ID %s" % (found(rb"/Info (\d+ 0 R)"), found(rb"/ID\s+(\[[^]]*\])")),
    )


def place_of(layout: Layout, number: int) -> tuple[float, float]:
    """Left and bottom, in mm, of a label on its page, the first being number 0; filled row by row from the top."""
    left, top = layout.place(number)
    return left, layout.paper.height_mm - top - layout.height_mm


def _cut_marks(canvas: Canvas, layout: Layout) -> None:
    """Short lines where the labels' edges meet the margin."""
    canvas.setLineWidth(0.1 * mm)
    paper = layout.paper
    places = [place_of(layout, number) for number in range(paper.places)]
    columns = {edge for left, _ in places for edge in (left, left + layout.width_mm)}
    rows = {edge for _, bottom in places for edge in (bottom, bottom + layout.height_mm)}
    for y in sorted(rows):
        for x in (0.5, paper.width_mm - 0.5 - CUT_MM):
            canvas.line(x * mm, y * mm, (x + CUT_MM) * mm, y * mm)
    for x in sorted(columns):
        for y in (min(rows) - 1 - CUT_MM, max(rows) + 1):
            canvas.line(x * mm, y * mm, x * mm, (y + CUT_MM) * mm)
