"""Two usual ways to print labels: ReportLab with a form object, and a page of HTML that a browser prints."""

from __future__ import annotations

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING

from django.utils.html import escape
from playwright.sync_api import sync_playwright
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from traceability.labels.carton import draw_carton, draw_own
from traceability.labels.outputs.marks import Marks
from traceability.labels.pen import PdfPen
from traceability.labels.printed_words import words_of
from traceability.labels.svg import PT_MM, SvgPen
from traceability.labels.symbols import Symbol

if TYPE_CHECKING:
    from traceability.labels.models import LabelRun


def by_forms(run: LabelRun, count: int) -> bytes:
    """What is shared as a form object, drawn once; symbol and serial by the canvas for each label."""
    label = words_of(run)
    file = io.BytesIO()
    size = (label.layout.width_mm * mm, label.layout.height_mm * mm)
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1)
    pen = PdfPen(canvas, label.layout.height_mm)
    canvas.beginForm("shared", 0, 0, *size)
    draw_carton(pen, label)
    canvas.endForm()
    for serial, bits in Marks(run).between(1, count):
        canvas.doForm("shared")
        draw_own(pen, label.layout, Symbol(bits), serial)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class TextPen(SvgPen):
    """Text as a page of HTML has it, given the width that it has in print."""

    def _write(self, x: float, y: float, text: str, pt: float, width: float, *, bold: bool) -> None:
        fit = f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"' if len(text) > 1 else ""
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{pt * PT_MM:.3f}"{weight}{fit}>{escape(text)}</text>'
        )


class ByHtml:
    """A page of HTML for each label, the shared part as one picture for all; Chromium prints it."""

    def __init__(self, run: LabelRun) -> None:
        label = words_of(run)
        self.layout = label.layout
        pen = TextPen()
        draw_carton(pen, label)
        drawn = "".join(pen.parts)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" font-family="Noto Sans SC">{drawn}</svg>'
        self.shared = base64.b64encode(svg.encode()).decode()
        self.marks = Marks(run)
        # Playwright has a loop in its thread, beside which Django reads no database.
        self._thread = ThreadPoolExecutor(1)

    def printed(self, count: int) -> bytes:
        """The labels as PDF."""
        return self._thread.submit(self._printed, count).result()

    def _printed(self, count: int) -> bytes:
        labels = []
        for serial, bits in self.marks.between(1, count):
            pen = TextPen()
            draw_own(pen, self.layout, Symbol(bits), serial)
            labels.append(f'<div><img src="data:image/svg+xml;base64,{self.shared}"><svg viewBox="0 0 100 100">')
            labels.append(f"{''.join(pen.parts)}</svg></div>")
        style = (
            "@page{size:100mm 100mm;margin:0}body{margin:0}div{position:relative;width:100mm;height:100mm;"
            "break-after:page}img,svg{position:absolute;width:100mm;height:100mm}"
        )
        self.page.set_content(f"<style>{style}</style>{''.join(labels)}")
        return self.page.pdf(prefer_css_page_size=True)

    def __enter__(self) -> ByHtml:
        self._thread.submit(self._start).result()
        return self

    def _start(self) -> None:
        self._playwright = sync_playwright().start()
        flags = ["--no-sandbox", "--headless", "--disable-quic", "--disable-background-networking"]
        self._browser = self._playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        self.page = self._browser.new_page()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(self._stop).result()
        self._thread.shutdown()

    def _stop(self) -> None:
        self._browser.close()
        self._playwright.stop()
