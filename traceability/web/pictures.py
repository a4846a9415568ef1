"""Photos that people take: the picture alone is kept."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from traceability.web.failures import Invalid

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoIsNoPicture(Invalid):
    sentence = _("This file is no photo that can be read: JPEG, PNG or WebP. Take it again.")


def stripped(content: bytes) -> bytes:
    """The picture alone, upright, as JPEG of at most LONGEST_SIDE pixels. Raises PhotoIsNoPicture."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PhotoIsNoPicture()
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise PhotoIsNoPicture() from problem
    # A new picture from the dots alone: nothing that stood beside them comes along.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    file = BytesIO()
    bare.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()
