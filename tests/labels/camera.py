"""What a phone sees of a printed label."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter


def photograph(page: Image.Image, dice: Random, *, shadow: float = 0.0) -> Image.Image:
    """As a phone sees it from the side in poor light: perspective, a blur of a millimetre's tenth, noise.

    `shadow` is how much of the light is missing at one edge, growing across the picture: 0.6 under a shelf.
    """
    width, height = page.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    seen = [(x + dice.uniform(-0.06, 0.06) * width, y + dice.uniform(-0.06, 0.06) * height) for x, y in corners]
    quad = [number for point in seen for number in point]
    tilted = page.convert("L").transform(
        page.size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR, fillcolor=255
    )
    blurred = tilted.filter(ImageFilter.GaussianBlur(1.4))
    light = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda v: 255 - v * shadow)
    noise = Image.frombytes("L", page.size, dice.randbytes(width * height))
    lit = ImageChops.multiply(blurred.point(lambda v: 30 + v * 0.7), light)
    return ImageChops.add(lit, noise.point(lambda v: v * 0.2))
