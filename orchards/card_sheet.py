"""Growers' cards on A4: ten of 85 × 54 mm a page with cut marks, and their backs, mirrored for both-sided printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from orchards.refusals.growers import NameCannotBePrinted
from traceability.web.typesetting import BOLD, REGULAR, broken, missing_from, register_fonts, width_of

WIDTH, HEIGHT = 85.0, 54.0
COLUMNS, ROWS = 2, 5
PAGE = (210.0, 297.0)
EDGE, TOP, QR = 4.5, 5.0, 29.0
CUT = 4.0
LEFT, BOTTOM = (PAGE[0] - COLUMNS * WIDTH) / 2, (PAGE[1] - ROWS * HEIGHT) / 2
STEPS = (
    ("1 扫卡", "打开手机相机，对准方块"),
    ("2 输密码", "自己选的数字，不写在卡上"),
    ("3 记采收", "没有信号也能记，会自己送"),
)
"""What a grower does, in the language of the phone's first screen: a card is Chinese, as the grower is."""


@dataclass(frozen=True)
class PrintedCard:
    """What stands on one card. `address` is what its square says: the app, with the secret in the fragment."""

    name: str
    village: str
    cooperative: str
    number: str
    address: str


def card_sheet(cards: Sequence[PrintedCard]) -> bytes:
    """A PDF of the cards, ten a page, each page followed by its backs.

    Raises NameCannotBePrinted for a name with a character that the printed family lacks.
    """
    for card in cards:
        if lacking := missing_from(card.name + card.village + card.cooperative):
            raise NameCannotBePrinted(name=card.name, characters=lacking)
    register_fonts()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(PAGE[0] * mm, PAGE[1] * mm), pageCompression=1)
    canvas.setTitle("果农卡")
    on_a_page = COLUMNS * ROWS
    for start in range(0, len(cards), on_a_page):
        page = cards[start : start + on_a_page]
        _page(canvas, [partial(_front, canvas, card) for card in page], mirrored=False)
        _page(canvas, [partial(_back, canvas)] * len(page), mirrored=True)
    canvas.save()
    return file.getvalue()


def _page(canvas: Canvas, draws: Sequence[Callable[[], None]], *, mirrored: bool) -> None:
    for index, draw in enumerate(draws):
        row, column = divmod(index, COLUMNS)
        if mirrored:
            column = COLUMNS - 1 - column
        canvas.saveState()
        canvas.translate((LEFT + column * WIDTH) * mm, (BOTTOM + (ROWS - 1 - row) * HEIGHT) * mm)
        draw()
        canvas.restoreState()
    _cut_marks(canvas)
    canvas.showPage()


def _cut_marks(canvas: Canvas) -> None:
    canvas.setLineWidth(0.1 * mm)
    for column in range(COLUMNS + 1):
        x = (LEFT + column * WIDTH) * mm
        canvas.line(x, (BOTTOM - 1 - CUT) * mm, x, (BOTTOM - 1) * mm)
        canvas.line(x, (PAGE[1] - BOTTOM + 1) * mm, x, (PAGE[1] - BOTTOM + 1 + CUT) * mm)
    for row in range(ROWS + 1):
        y = (BOTTOM + row * HEIGHT) * mm
        canvas.line((LEFT - 1 - CUT) * mm, y, (LEFT - 1) * mm, y)
        canvas.line((PAGE[0] - LEFT + 1) * mm, y, (PAGE[0] - LEFT + 1 + CUT) * mm, y)


def _write(canvas: Canvas, x: float, y: float, text: str, pt: float, *, bold: bool = False, width: float = 0) -> None:
    """Text with its baseline y mm below the card's upper edge, smaller when it would be wider than `width`."""
    long = width_of(text, pt, bold=bold)
    if width and long > width:
        pt = pt * width / long
    canvas.setFont(BOLD if bold else REGULAR, pt)
    canvas.drawString(x * mm, (HEIGHT - y) * mm, text)


def _bar(canvas: Canvas) -> None:
    canvas.rect(EDGE * mm, (HEIGHT - TOP - 0.8) * mm, (WIDTH - 2 * EDGE) * mm, 0.8 * mm, stroke=0, fill=1)


def _front(canvas: Canvas, card: PrintedCard) -> None:
    words = WIDTH - 2 * EDGE - QR - 3
    _bar(canvas)
    _write(canvas, EDGE, 11, "果农卡", 8)
    _write(canvas, EDGE, 20.5, card.name, 23, bold=True, width=words)
    _write(canvas, EDGE, 27.5, card.village, 8, bold=True, width=words)
    _write(canvas, EDGE, 44.5, card.cooperative, 8, width=words)
    _write(canvas, EDGE, 48.5, "丢了卡：马上告诉合作社", 8, width=words)
    _square(canvas, card.address, WIDTH - EDGE - QR, 9)
    canvas.setFont(BOLD, 10)
    canvas.drawRightString((WIDTH - EDGE) * mm, (HEIGHT - 44.5) * mm, card.number)


def _square(canvas: Canvas, text: str, x: float, y: float) -> None:
    """A QR code of QR mm: runs of dark modules as rectangles that touch."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    matrix = code.get_matrix()
    module = QR / len(matrix)
    path = canvas.beginPath()
    for line, row in enumerate(matrix):
        for column, dark in enumerate(row):
            if dark:
                path.rect((x + column * module) * mm, (HEIGHT - y - (line + 1) * module) * mm, module * mm, module * mm)
    canvas.drawPath(path, stroke=0, fill=1)


def _back(canvas: Canvas) -> None:
    _bar(canvas)
    third = (WIDTH - 2 * EDGE) / 3
    canvas.setLineWidth(0.5 * mm)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    for index, ((head, words), picture) in enumerate(zip(STEPS, (_phone, _pad, _basket), strict=True)):
        x = EDGE + index * third
        picture(canvas, x)
        _write(canvas, x, 33.5, head, 9.5, bold=True)
        for line, text in enumerate(broken(words, 7, third - 2.5)):
            _write(canvas, x, 37.3 + line * 3.3, text, 7)
    canvas.setLineWidth(0.25 * mm)
    canvas.line(EDGE * mm, (HEIGHT - 46) * mm, (WIDTH - EDGE) * mm, (HEIGHT - 46) * mm)
    _write(canvas, EDGE, 49.5, "这张卡就是钥匙，不借人", 7)
    canvas.setFont(REGULAR, 7)
    canvas.drawRightString((WIDTH - EDGE) * mm, (HEIGHT - 49.5) * mm, "丢了告诉合作社，旧卡马上作废")


def _phone(canvas: Canvas, x: float) -> None:
    """A phone before a card."""
    canvas.rect((x + 0.5) * mm, (HEIGHT - 27) * mm, 9 * mm, 6.5 * mm)
    canvas.setFillGray(1)
    canvas.roundRect((x + 9) * mm, (HEIGHT - 26.5) * mm, 10 * mm, 17 * mm, 1.4 * mm, stroke=1, fill=1)
    canvas.setFillGray(0)
    for dx, dy in ((12, 15.5), (14.8, 15.5), (12, 18.3), (2.5, 23.2), (5.5, 23.2), (5.5, 25.4)):
        canvas.rect((x + dx) * mm, (HEIGHT - dy - 1.6) * mm, 1.6 * mm, 1.6 * mm, stroke=0, fill=1)
    canvas.line((x + 12.5) * mm, (HEIGHT - 24.5) * mm, (x + 15.5) * mm, (HEIGHT - 24.5) * mm)


def _pad(canvas: Canvas, x: float) -> None:
    """A phone with twelve keys."""
    canvas.roundRect((x + 4.5) * mm, (HEIGHT - 28) * mm, 13.5 * mm, 19 * mm, 1.6 * mm)
    for dot in range(4):
        canvas.circle((x + 8.4 + dot * 1.9) * mm, (HEIGHT - 12.6) * mm, 0.6 * mm, stroke=0, fill=1)
    for row in range(3):
        for column in range(3):
            canvas.circle((x + 7.7 + column * 3.6) * mm, (HEIGHT - 17 - row * 3.6) * mm, 0.9 * mm, stroke=0, fill=1)


def _basket(canvas: Canvas, x: float) -> None:
    """A crate of mangoes."""
    left, right, rim, floor = x + 2.5, x + 21.5, HEIGHT - 16.5, HEIGHT - 27.5
    for centre, radius in ((7.5, 2.9), (12.5, 3.9), (17.8, 2.0)):
        canvas.arc(
            (x + centre - radius) * mm, (rim - radius) * mm, (x + centre + radius) * mm, (rim + radius) * mm, 0, 180
        )
    path = canvas.beginPath()
    path.moveTo(left * mm, rim * mm)
    path.lineTo(right * mm, rim * mm)
    path.lineTo((right - 1.2) * mm, floor * mm)
    path.lineTo((left + 1.2) * mm, floor * mm)
    path.close()
    canvas.drawPath(path)
    for share in (1 / 3, 2 / 3):
        y = rim + (floor - rim) * share
        canvas.line((left + 1.2 * share) * mm, y * mm, (right - 1.2 * share) * mm, y * mm)
    for off in (4.2, -4.2):
        edge = left if off > 0 else right
        canvas.line((edge + off) * mm, rim * mm, (edge + off * 1.12) * mm, floor * mm)
