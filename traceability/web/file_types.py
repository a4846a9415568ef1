"""What a file is by its content; nobody believes its name or what the browser says of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid

MOST_MB = 10
_SIGNATURES = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}


class FileIsUnknown(Invalid):
    sentence = _("This file is no PDF, PNG or JPEG, whatever it is called. Scan the paper and add the scan.")


class FileIsTooLarge(Invalid):
    sentence = _("This file is larger than %(limit)s MB. Scan the paper at a lower resolution.")


@dataclass(frozen=True)
class Kept:
    """A file's bytes, with the type that they have."""

    content: bytes
    content_type: str
    extension: str


def look_at(file: File[bytes]) -> Kept:
    """Read a file of at most 10 MB whose first bytes are those of a PDF, PNG or JPEG.

    Raises FileIsTooLarge or FileIsUnknown.
    """
    file.seek(0)
    content = file.read(MOST_MB * 1024 * 1024 + 1)
    if len(content) > MOST_MB * 1024 * 1024:
        raise FileIsTooLarge(limit=MOST_MB)
    for signature, (content_type, extension) in _SIGNATURES.items():
        if content.startswith(signature):
            return Kept(content, content_type, extension)
    raise FileIsUnknown
