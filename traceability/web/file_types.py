"""What a file is by its content; nobody believes its name or what the browser says of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from traceability.web.failures import Invalid

MOST_MB = 10
MOST_PAGES = 300
MOST_MEGAPIXELS = 100
"""An A4 page at 600 dpi has 35."""
PDF = "application/pdf"
_PDFIUM = threading.Lock()
"""PDFium is made for one thread at a time."""
_SIGNATURES = {
    b"%PDF-": (PDF, ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}


class FileIsUnknown(Invalid):
    sentence = _("This file is no PDF, PNG or JPEG, whatever it is called. Scan the paper and add the scan.")


class FileIsTooLarge(Invalid):
    sentence = _("This file is larger than %(limit)s MB. Scan the paper at a lower resolution.")


class FileIsDamaged(Invalid):
    sentence = _("This file begins like a scan and cannot be opened as one. Scan the paper again, without a password.")


class FileHasTooManyPages(Invalid):
    sentence = _("This file has %(pages)s pages, and %(limit)s is the most. Add the pages that the paper has.")


class PictureIsTooLarge(Invalid):
    sentence = _("This picture has more than %(limit)s million dots. Scan the paper at a lower resolution.")


@dataclass(frozen=True)
class Kept:
    """A file's bytes, with the type that they have; `pages` of a PDF."""

    content: bytes
    content_type: str
    extension: str
    pages: int | None = None


def look_at(file: File[bytes]) -> Kept:
    """Read a file of at most 10 MB that is a PDF, PNG or JPEG: by its first bytes, and it opens as what they say.

    Of a picture the head is read and no dot unpacked. Raises FileIsTooLarge, FileIsUnknown, FileIsDamaged,
    FileHasTooManyPages or PictureIsTooLarge.
    """
    content = read_bounded(file)
    for signature, (content_type, extension) in _SIGNATURES.items():
        if content.startswith(signature):
            kept = Kept(content, content_type, extension)
            return replace(kept, pages=_pages(content)) if content_type == PDF else _measured(kept)
    raise FileIsUnknown


def read_bounded(file: File[bytes]) -> bytes:
    """All of a file of at most 10 MB. Raises FileIsTooLarge."""
    file.seek(0)
    content = bytes(file.read(MOST_MB * 1024 * 1024 + 1))
    if len(content) > MOST_MB * 1024 * 1024:
        raise FileIsTooLarge(limit=MOST_MB)
    return content


def _pages(content: bytes) -> int:
    try:
        with _PDFIUM, pypdfium2.PdfDocument(content) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as problem:
        raise FileIsDamaged from problem
    if not pages:
        raise FileIsDamaged
    if pages > MOST_PAGES:
        raise FileHasTooManyPages(pages=pages, limit=MOST_PAGES)
    return pages


def _measured(kept: Kept) -> Kept:
    try:
        with Image.open(BytesIO(kept.content), formats=("PNG", "JPEG")) as image:
            dots = image.width * image.height
    except Image.DecompressionBombError as problem:
        raise PictureIsTooLarge(limit=MOST_MEGAPIXELS) from problem
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise FileIsDamaged from problem
    if dots > MOST_MEGAPIXELS * 1_000_000:
        raise PictureIsTooLarge(limit=MOST_MEGAPIXELS)
    return kept
