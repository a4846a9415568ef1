"""Drawing on a sheet: projection, lines as SVG paths, and labels that keep out of each other's way."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, radians

from django.utils.html import format_html
from django.utils.safestring import SafeString

Point = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """A rectangle of degrees on a rectangle of drawing units: equirectangular, true to scale at its middle latitude."""

    west: float
    north: float
    units_per_degree: float
    """Of latitude."""
    shrink: float
    """Of longitude against latitude: the cosine of the middle latitude."""
    width: int
    height: int

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float], width: int, height: int, margin: float) -> "Sheet":
        """The sheet on which `bounds` (west, south, east, north) stand in the middle, `margin` units from the edges."""
        west, south, east, north = bounds
        shrink = cos(radians((south + north) / 2))
        scale = min(
            (width - 2 * margin) / max((east - west) * shrink, 1e-6), (height - 2 * margin) / max(north - south, 1e-6)
        )
        return cls(
            west=(west + east) / 2 - width / 2 / scale / shrink,
            north=(south + north) / 2 + height / 2 / scale,
            units_per_degree=scale,
            shrink=shrink,
            width=width,
            height=height,
        )

    def at(self, lon: float, lat: float) -> Point:
        """Drawing units of a place, in tenths."""
        return (
            round((lon - self.west) * self.units_per_degree * self.shrink, 1),
            round((self.north - lat) * self.units_per_degree, 1),
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the whole sheet, in degrees."""
        return (
            self.west,
            self.north - self.height / self.units_per_degree,
            self.west + self.width / self.units_per_degree / self.shrink,
            self.north,
        )


def path(points: Iterable[Point], *, close: bool = False) -> str:
    """A line through whole units as SVG path data in relative steps, the shortest way to write it."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [whole[0]] + [b for a, b in pairwise(whole) if a != b]
    if close and len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    data = f"M{steps[0][0]} {steps[0][1]}"
    if len(steps) > 1:
        moves = (f"{x - left} {y - top}" for (left, top), (x, y) in pairwise(steps))
        data += "l" + " ".join(moves).replace(" -", "-")
    return data + ("z" if close else "")


def curve(points: Sequence[Point]) -> str:
    """A soft line through the middles between points, as quadratic curves: for rivers and ways."""
    whole = [(round(x), round(y)) for x, y in points]
    data = f"M{whole[0][0]} {whole[0][1]}"
    for (x, y), (next_x, next_y) in pairwise(whole[1:]):
        data += f"Q{x} {y} {(x + next_x) // 2} {(y + next_y) // 2}"
    return data + f"L{whole[-1][0]} {whole[-1][1]}"


@dataclass(frozen=True)
class Box:
    """A rectangle in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


def box_around(x: float, y: float, text: str, size: int) -> Box:
    """The box that text of `size` units fills when its middle stands at (x, y)."""
    wide = text_width(text, size)
    return Box(x - wide / 2, y - size / 2, x + wide / 2, y + size / 2 + 2)


@dataclass
class Labels:
    """Names on a sheet. Each goes where it covers least of what stands there already."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Nothing is written over this spot if there is room elsewhere."""
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def beside(self, x: float, y: float, gap: float, text: str, classes: str = "halo") -> SafeString:
        """The name of a spot: left of it, right, below or above, whichever covers least."""
        wide, size = text_width(text, 12), 12
        places = [
            ("end", x - gap, y + 4, Box(x - gap - wide, y - size / 2 - 2, x - gap, y + size / 2 + 1)),
            ("", x + gap, y + 4, Box(x + gap, y - size / 2 - 2, x + gap + wide, y + size / 2 + 1)),
            ("middle", x, y + gap + 9, Box(x - wide / 2, y + gap - 2, x + wide / 2, y + gap + size)),
            ("middle", x, y - gap, Box(x - wide / 2, y - gap - size, x + wide / 2, y - gap + 2)),
        ]
        anchor, text_x, text_y, box = min(places, key=lambda place: self.cost(place[3]))
        self.taken.append(box)
        return self.write(text_x, text_y, text, classes, anchor)

    def where_free(self, box: Box, text: str, classes: str) -> SafeString | None:
        """A name that may as well be missing: written into `box` only where it covers nothing."""
        if self.cost(box) > 0:
            return None
        self.taken.append(box)
        return self.write((box.left + box.right) / 2, box.bottom - 3, text, classes, "middle")

    def cost(self, box: Box) -> float:
        """Area covered of what stands there, and twenty times the area that would fall off the sheet."""
        inside = box.overlap(Box(2, 2, self.width - 2, self.height - 2))
        off = (box.right - box.left) * (box.bottom - box.top) - inside
        return sum(box.overlap(other) for other in self.taken) + 20 * max(0.0, round(off, 6))

    @staticmethod
    def write(x: float, y: float, text: str, classes: str, anchor: str) -> SafeString:
        """The name as an SVG text element."""
        where = format_html(' text-anchor="{}"', anchor) if anchor else ""
        return format_html('<text class="{}" x="{}" y="{}"{}>{}</text>', classes, round(x), round(y), where, text)


def text_width(text: str, size: int) -> float:
    """About how wide text of `size` units will be: a Han character is square, a Latin one about half as wide."""
    return sum(size if unicodedata.east_asian_width(letter) in "WF" else size * 0.56 for letter in text)
