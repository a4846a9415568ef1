"""The certificate on paper: 100 × 100 mm, for a roll of labels or cut from a sheet.

MARA Order 2025 No. 4: product, amount, origin, day, who promises, contact; where a square code is used, the words
承诺达标合格证 stand out beside it.
"""

from __future__ import annotations

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.refusals import CertificateIsNotOurs, ConformityCertificateIsReplaced
from traceability.web.typesetting import BOLD, REGULAR, broken, register_fonts, width_of

SIDE_MM, LEFT, RIGHT = 100.0, 5.0, 95.0
CODE_MM, CODE_TOP = 30.0, 52.0
QUIET_ZONE = 4
DOT_MM = 0.125
"""Of a printer of 203 dpi: a module is a whole number of dots, none of them rounded."""
TERM_MM, VALUE_MM = 19.0, 38.0


def sheet_of(certificate: ConformityCertificate) -> bytes:
    """A PDF of one page; the same certificate gives the same bytes.

    Raises ConformityCertificateIsReplaced, or CertificateIsNotOurs for one that came from elsewhere.
    """
    if certificate.form is None or certificate.issuer is None:
        raise CertificateIsNotOurs(number=certificate.number)
    if certificate.is_replaced:
        raise ConformityCertificateIsReplaced(number=certificate.number)
    register_fonts()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(SIDE_MM * mm, SIDE_MM * mm), invariant=1, lang="zh-CN")
    canvas.setTitle(f"{certificate.form.title_zh} {certificate.number}")
    page = _Page(canvas)
    y = _head(page, certificate)
    _facts(page, certificate, y)
    _code(page, certificate)
    canvas.save()
    return file.getvalue()


class _Page:
    """Text and lines in millimetres from the upper left corner."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, x: float, y: float, text: str, pt: float, *, bold: bool = False, centre: bool = False) -> None:
        self.canvas.setFont(BOLD if bold else REGULAR, pt)
        draw = self.canvas.drawCentredString if centre else self.canvas.drawString
        draw(x * mm, (SIDE_MM - y) * mm, text)

    def block(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool = False) -> float:
        """Text broken to `width`; returns the baseline of the line after it."""
        for line in broken(text, pt, width):
            self.text(x, y, line, pt, bold=bold)
            y += pt * 0.5
        return y

    def rule(self, y: float) -> None:
        self.canvas.setLineWidth(0.25 * mm)
        self.canvas.line(LEFT * mm, (SIDE_MM - y) * mm, RIGHT * mm, (SIDE_MM - y) * mm)

    def square(self, x: float, y: float, side: float) -> None:
        """A filled square with its upper left corner there."""
        self.canvas.rect(x * mm, (SIDE_MM - y - side) * mm, side * mm, side * mm, stroke=0, fill=1)


def _head(page: _Page, certificate: ConformityCertificate) -> float:
    form = certificate.form
    if form is None:
        return 0
    page.text(SIDE_MM / 2, 12, form.title_zh, 22, bold=True, centre=True)
    page.text(SIDE_MM / 2, 16.5, form.title_en, 8, centre=True)
    page.rule(18.5)
    y = page.block(LEFT, 23.5, form.opening_zh, 9.5, RIGHT - LEFT, bold=True)
    y = page.block(LEFT, y, form.promise_zh, 9.5, RIGHT - LEFT)
    page.text(LEFT, y + 0.5, "承诺依据：", 9.5, bold=True)
    x, y = LEFT, y + 5.2
    for basis, ticked in certificate.boxes:
        box = f"{'■' if ticked else '□'} {basis.words_zh}"
        width = width_of(box, 8.5) + 4
        if x + width > RIGHT + 4:
            x, y = LEFT, y + 4.5
        page.text(x, y, box, 8.5, bold=ticked)
        x += width
    page.rule(CODE_TOP - 3)
    return CODE_TOP


def _facts(page: _Page, certificate: ConformityCertificate, y: float) -> None:
    issuer = certificate.issuer
    if issuer is None:
        return
    y += 2.5
    for term, value in rows_of(certificate):
        page.text(LEFT, y, term, 7.5)
        y = max(page.block(LEFT + TERM_MM, y, value, 8, VALUE_MM, bold=True), y + 4.6)


def rows_of(certificate: ConformityCertificate) -> list[tuple[str, str]]:
    """The particulars that the Order asks for, as they are printed."""
    issuer, day = certificate.issuer, certificate.issued_on
    amount = f"{certificate.weight_g / 1000:,.1f} 公斤"
    return [
        ("产品名称", certificate.product_zh),
        ("数量(重量)", f"{amount}，{certificate.units} 箱" if certificate.units else amount),
        ("产地", certificate.origin_zh),
        ("开具日期", f"{day.year}年{day.month}月{day.day}日"),
        ("承诺主体", issuer.name if issuer else certificate.issuer_name),
        *([("信用代码", issuer.uscc)] if issuer and issuer.uscc else []),
        *([("联系方式", issuer.phone)] if issuer else []),
        ("编号", certificate.number),
        ("签名盖章", ""),
    ]


def _code(page: _Page, certificate: ConformityCertificate) -> None:
    """The square code with its quiet zone, below the words that the Order wants beside it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(certificate.scan_uri)
    matrix = code.get_matrix()
    module = int(CODE_MM / len(matrix) / DOT_MM) * DOT_MM
    left, top = RIGHT - CODE_MM, CODE_TOP + 3.5
    page.text(left + CODE_MM / 2, CODE_TOP + 2.5, "承诺达标合格证", 10, bold=True, centre=True)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                page.square(left + column * module, top + row * module, module + 0.01)
    page.text(left + CODE_MM / 2, top + CODE_MM + 2.5, "扫码查看 Scan", 7, centre=True)
