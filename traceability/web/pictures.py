"""Photos that people take: the picture alone is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from traceability.web.failures import Invalid

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
LONGEST_SIDE_OF_A_CODE = 3000
"""A carton's square code is a small part of a photo: it needs more dots than an eye does."""
MOST_BYTES = 12 * 1024 * 1024
"""Larger files are not looked at."""
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoIsNoPicture(Invalid):
    sentence = _("This file is no photo that can be read: JPEG, PNG or WebP. Take it again.")


def stripped(content: bytes) -> bytes:
    """The picture alone, upright, as JPEG of at most LONGEST_SIDE pixels. Raises PhotoIsNoPicture."""
    upright = _upright(content, LONGEST_SIDE).convert("RGB")
    # A new picture from the dots alone: nothing that stood beside them comes along.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    file = BytesIO()
    bare.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()


def codes_in(content: bytes) -> list[str]:
    """What the bar and square codes in a photo say, GS1 codes as (00)…; the largest first. Raises PhotoIsNoPicture."""
    import zxingcpp

    found = zxingcpp.read_barcodes(_upright(content, LONGEST_SIDE_OF_A_CODE).convert("L"))
    return [code.text for code in sorted(found, key=_across, reverse=True)]


def _across(code: Any) -> int:
    corner, far = code.position.top_left, code.position.bottom_right
    return int(abs(far.x - corner.x) + abs(far.y - corner.y))


def _upright(content: bytes, longest: int) -> Image.Image:
    """The picture as it was held, no longer than so many pixels; its size is read before its dots are."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PhotoIsNoPicture()
            image.thumbnail((longest, longest))
            return ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise PhotoIsNoPicture() from problem
