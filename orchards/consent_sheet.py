"""The form on which a grower agrees that something is shown to buyers: one A4 page, Chinese, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.parties.consent.models import Kind, Wording
from traceability.web.typesetting import BOLD, REGULAR, broken, missing_from, register_fonts

WIDTH, HEIGHT, EDGE = 210.0, 297.0, 22.0
BOX, INDENT, LINE = 6.0, 11.0, 6.4
HEADS = {Kind.NAME: "姓名", Kind.PHOTO: "本人照片", Kind.PLOT: "果园照片"}
"""The paper is Chinese, as the grower is."""


@dataclass(frozen=True)
class ConsentSheet:
    """What stands on the paper. `number` is written off it when it is recorded."""

    number: str
    name: str
    village: str
    cooperative: str
    wordings: Sequence[Wording]
    printed_on: date


def consent_sheet(sheet: ConsentSheet) -> bytes:
    """A PDF. A name that the printed family cannot write is left to be written by hand."""
    register_fonts()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH * mm, HEIGHT * mm), pageCompression=1)
    canvas.setTitle(f"同意书 {sheet.number}")
    y = _head(canvas, sheet)
    for wording in sheet.wordings:
        y = _asked(canvas, wording, y)
    _foot(canvas, y)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _write(canvas: Canvas, x: float, y: float, text: str, pt: float, *, bold: bool = False) -> None:
    """Text with its baseline y mm below the page's upper edge."""
    canvas.setFont(BOLD if bold else REGULAR, pt)
    canvas.drawString(x * mm, (HEIGHT - y) * mm, text)


def _rule(canvas: Canvas, y: float, thick: float, x: float = EDGE, end: float = WIDTH - EDGE) -> None:
    canvas.setLineWidth(thick * mm)
    canvas.line(x * mm, (HEIGHT - y) * mm, end * mm, (HEIGHT - y) * mm)


def _head(canvas: Canvas, sheet: ConsentSheet) -> float:
    _rule(canvas, 20, 0.8)
    _write(canvas, EDGE, 33, "让买家看到什么：果农同意书", 21, bold=True)
    _write(canvas, EDGE, 42, f"编号 {sheet.number}", 11, bold=True)
    canvas.setFont(REGULAR, 11)
    canvas.drawRightString((WIDTH - EDGE) * mm, (HEIGHT - 42) * mm, f"{sheet.printed_on:%Y-%m-%d} 打印")
    name = "" if missing_from(sheet.name) else sheet.name
    for line, text in enumerate((f"合作社：{sheet.cooperative}", f"果农：{name}", f"村：{sheet.village}")):
        _write(canvas, EDGE, 53 + line * 7, text, 12)
    _rule(canvas, 73, 0.25)
    _write(canvas, EDGE, 81, "三项分开选。打 √ 才算同意，不打就是不同意，一项也可以不选。", 12, bold=True)
    return 93.0


def _asked(canvas: Canvas, wording: Wording, y: float) -> float:
    canvas.setLineWidth(0.5 * mm)
    canvas.rect(EDGE * mm, (HEIGHT - y - 0.8) * mm, BOX * mm, BOX * mm)
    _write(canvas, EDGE + INDENT, y, HEADS[Kind(wording.kind)], 14, bold=True)
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString((WIDTH - EDGE) * mm, (HEIGHT - y) * mm, wording.version)
    for text in broken(wording.words_zh, 11.5, WIDTH - 2 * EDGE - INDENT):
        y += LINE
        _write(canvas, EDGE + INDENT, y, text, 11.5)
    return y + 13


def _foot(canvas: Canvas, y: float) -> None:
    _rule(canvas, y - 5, 0.25)
    _write(canvas, EDGE, y + 3, "这张纸由合作社保管，只用来证明我同意过。内容已读给我听，我听明白了。", 11)
    for line, text in enumerate(("果农签名（或按手印）", "日期", "合作社经办人")):
        base = y + 17 + line * 13
        _write(canvas, EDGE, base, text, 12)
        _rule(canvas, base + 1, 0.25, EDGE + 48, WIDTH - EDGE)
