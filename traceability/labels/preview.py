"""One label as a picture on the page, rasterised from the very file that would be printed."""

from __future__ import annotations

import io

import pypdfium2
from django.conf import settings

from traceability.gs1.digital_link import qr_text
from traceability.labels.particulars import Particulars
from traceability.labels.sheet import LabelSheet

SAMPLE_SERIAL = "0" * 12
"""Stands where a serial will: nothing is reserved by looking."""
DPI = 203


def preview_png(particulars: Particulars) -> bytes:
    """One label at the printer's own resolution, with the sample serial. Raises TextDoesNotFit."""
    with LabelSheet(particulars) as sheet:
        sheet.add(qr_text(settings.PUBLIC_ORIGIN, particulars.gtin, particulars.lot, SAMPLE_SERIAL), SAMPLE_SERIAL)
        document = pypdfium2.PdfDocument(sheet.finish().read())
    picture = io.BytesIO()
    document[0].render(scale=DPI / 72, grayscale=True).to_pil().save(picture, "PNG", optimize=True)
    return picture.getvalue()
