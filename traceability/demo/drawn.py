"""Pictures for the demonstration, drawn and plainly so: nobody's face and nobody's hill."""

from __future__ import annotations

from io import BytesIO
from math import sin
from random import Random

from PIL import Image, ImageDraw

PAPER, SKY, SUN, INK = "#faf5ea", "#f3dcb4", "#f08c1a", "#17211b"
HILLS = ("#9fb08a", "#6f8f63", "#47754c", "#2a6337")
CROWNS = ("#2a6337", "#356f40", "#1f5230")
SKIN, STRAW, CLOTH = "#c48a5c", "#e0b765", "#3f6f8f"
TWICE = 2
"""Drawn at twice the size and shrunk, so that edges are smooth."""


def orchard(seed: str, width: int = 1600, height: int = 1067) -> bytes:
    """Hills in a row behind each other, mango trees on the nearest. The same seed, the same hill."""
    dice = Random(seed)
    image = Image.new("RGB", (width * TWICE, height * TWICE), SKY)
    pen = ImageDraw.Draw(image)
    w, h = image.size
    x, y, r = dice.uniform(0.2, 0.8) * w, 0.2 * h, 0.07 * w
    pen.ellipse((x - r, y - r, x + r, y + r), fill=SUN)
    for layer, colour in enumerate(HILLS):
        base, swell, turn = h * (0.38 + 0.13 * layer), h * 0.09, dice.uniform(0, 6)
        ridge = [
            (at, base + swell * sin(turn + at / w * (4 + layer)) + swell / 3 * sin(turn * 2 + at / w * 11))
            for at in range(0, w + 40, 40)
        ]
        pen.polygon([(0, h), *ridge, (w, h)], fill=colour)
    for row in range(5):
        size = (0.022 + 0.011 * row) * w
        for tree in range(13 - row):
            middle = (tree + dice.uniform(0.3, 0.7)) * w / (12 - row) - size
            _tree(pen, middle, h * (0.79 + 0.052 * row), size, dice)
    return _jpeg(image)


def _tree(pen: ImageDraw.ImageDraw, x: float, y: float, size: float, dice: Random) -> None:
    pen.rectangle((x - size * 0.08, y, x + size * 0.08, y + size * 0.9), fill="#4b3a2a")
    for _bough in range(5):
        at, up, r = x + dice.uniform(-0.5, 0.5) * size, y - dice.uniform(0, 0.5) * size, size * dice.uniform(0.42, 0.6)
        pen.ellipse((at - r, up - r * 0.8, at + r, up + r * 0.8), fill=dice.choice(CROWNS))
    for _fruit in range(6):
        at, up, r = x + dice.uniform(-0.8, 0.8) * size, y + dice.uniform(-0.5, 0.4) * size, size * 0.075
        pen.ellipse((at - r, up - r * 1.4, at + r, up + r * 1.4), fill=SUN)


def somebody(width: int = 900, height: int = 1125) -> bytes:
    """A person under a straw hat, without a face."""
    image = Image.new("RGB", (width * TWICE, height * TWICE), PAPER)
    pen = ImageDraw.Draw(image)
    w, h = image.size

    def oval(x: float, y: float, across: float, down: float, colour: str) -> None:
        pen.ellipse(((x - across / 2) * w, (y - down / 2) * h, (x + across / 2) * w, (y + down / 2) * h), fill=colour)

    oval(0.5, 0.46, 0.86, 0.69, SKY)
    pen.rounded_rectangle((0.16 * w, 0.7 * h, 0.84 * w, 1.3 * h), radius=0.2 * w, fill=CLOTH)
    pen.rectangle((0.43 * w, 0.58 * h, 0.57 * w, 0.74 * h), fill=SKIN)
    oval(0.5, 0.48, 0.34, 0.34, SKIN)
    oval(0.5, 0.37, 0.78, 0.13, STRAW)
    pen.pieslice((0.31 * w, 0.2 * h, 0.69 * w, 0.52 * h), 180, 360, fill=STRAW)
    pen.line((0.315 * w, 0.355 * h, 0.685 * w, 0.355 * h), fill=INK, width=w // 45)
    return _jpeg(image)


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.reduce(TWICE).save(file, "JPEG", quality=88)
    return file.getvalue()
