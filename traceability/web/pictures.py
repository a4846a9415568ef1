"""Photos that people take: the picture alone is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Sized:
    """A picture as WebP, with its size in pixels."""

    width: int
    height: int
    content: bytes


def stripped(content: bytes) -> bytes:
    """The picture alone, upright, as JPEG of at most LONGEST_SIDE pixels. Raises PhotoIsNoPicture."""
    file = BytesIO()
    _bare(content, LONGEST_SIDE).save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()


def in_widths(content: bytes, widths: Sequence[int]) -> list[Sized]:
    """The picture alone, upright, in each of `widths` (pixels, ascending) that it has dots for, narrowest first.

    One that is narrower than all of them comes as wide as it is. Raises PhotoIsNoPicture.
    """
    bare = _bare(content, 2 * widths[-1])
    made = []
    for width in [width for width in widths if width <= bare.width] or [bare.width]:
        height = max(1, round(bare.height * width / bare.width))
        file = BytesIO()
        bare.resize((width, height), Image.Resampling.LANCZOS).save(file, "WEBP", quality=78, method=4)
        made.append(Sized(width, height, file.getvalue()))
    return made


def codes_in(content: bytes) -> list[str]:
    """What the bar and square codes in a photo say, GS1 codes as (00)…; the largest first. Raises PhotoIsNoPicture."""
    import zxingcpp

    found = zxingcpp.read_barcodes(_upright(content, LONGEST_SIDE_OF_A_CODE).convert("L"))
    return [code.text for code in sorted(found, key=_across, reverse=True)]


def _across(code: Any) -> int:
    corner, far = code.position.top_left, code.position.bottom_right
    return int(abs(far.x - corner.x) + abs(far.y - corner.y))


def _bare(content: bytes, longest: int) -> Image.Image:
    """A new picture from the dots alone: nothing that stood beside them comes along."""
    upright = _upright(content, longest).convert("RGB")
    return Image.frombytes("RGB", upright.size, upright.tobytes())


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
