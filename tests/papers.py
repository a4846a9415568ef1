"""Scans as people send them: small, and really what they say they are."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from exports.documents.pdf import draw
from exports.documents.sheet import Sheet


def a_pdf(words: str = "Certificate") -> bytes:
    """One page with these words."""
    return draw(Sheet(words, "1", []))


def a_png(width: int = 8, height: int = 8) -> bytes:
    """A black picture."""
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()
