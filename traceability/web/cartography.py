"""Drawing on a sheet: projection, lines as SVG paths, and labels that keep out of each other's way."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, inf, radians
from operator import itemgetter

from django.utils.html import format_html
from django.utils.safestring import SafeString

Point = tuple[float, float]
SIZE, LINE = 12, 14
"""Units of a name's letters, and from line to line."""
LONG = 14
"""Letters from which on a name may be broken into two lines."""
MOST_COMPARED = 100_000
"""Pairs of places that are compared for the best arrangement of names: a crowded map takes no longer than 0.1 s."""


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


@dataclass(frozen=True)
class Wanted:
    """A name that is to stand beside its spot."""

    x: float
    y: float
    gap: float
    """From the middle of the spot to the name."""
    text: str


@dataclass(frozen=True)
class Placed:
    """A place for a name: its lines, the point and the side that they hang on, and the box that they fill."""

    lines: tuple[str, ...]
    anchor: str
    x: float
    y: float
    """The baseline of the first line."""
    box: Box


@dataclass
class Labels:
    """Names on a sheet, which keep out of each other's way as far as there is room. The same names go to the same
    places every time."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Nothing is written over this spot if there is room elsewhere."""
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def beside(self, wanted: Sequence[Wanted], classes: str = "halo") -> list[SafeString]:
        """The names of spots, each beside its spot in one line or in two, so that all together cover least."""
        # A trifle for every step down the list: of places that are as free, the first.
        choices = [
            [(self.cost(place.box) + step / 100, place) for step, place in enumerate(places_beside(name))]
            for name in wanted
        ]
        best = _Arranging(choices).best()
        self.taken += [place.box for place in best]
        return [self.write(place, classes) for place in best]

    def where_free(self, box: Box, text: str, classes: str) -> SafeString | None:
        """A name that may as well be missing: written into `box` only where it covers nothing."""
        if self.cost(box) > 0:
            return None
        self.taken.append(box)
        return self.write(Placed((text,), "middle", (box.left + box.right) / 2, box.bottom - 3, box), classes)

    def cost(self, box: Box) -> float:
        """Area covered of what stands there, and twenty times the area that would fall off the sheet."""
        inside = box.overlap(Box(2, 2, self.width - 2, self.height - 2))
        off = (box.right - box.left) * (box.bottom - box.top) - inside
        return sum(box.overlap(other) for other in self.taken) + 20 * max(0.0, round(off, 6))

    @staticmethod
    def write(place: Placed, classes: str) -> SafeString:
        """The name as an SVG text element."""
        where = format_html(' text-anchor="{}"', place.anchor) if place.anchor else ""
        x, y = round(place.x), round(place.y)
        if len(place.lines) == 1:
            return format_html('<text class="{}" x="{}" y="{}"{}>{}</text>', classes, x, y, where, place.lines[0])
        first, second = place.lines
        # The space between the lines is for whoever copies the name or hears it.
        return format_html(
            '<text class="{0}" x="{1}" y="{2}"{3}>{4} <tspan x="{1}" dy="{5}">{6}</tspan></text>',
            classes,
            x,
            y,
            where,
            first,
            LINE,
            second,
        )


class _Arranging:
    """Branch and bound: the arrangement of names that covers least, or after `MOST_COMPARED` the best met so far."""

    def __init__(self, choices: Sequence[Sequence[tuple[float, Placed]]]) -> None:
        """Of each name its places, each with what it costs by itself."""
        self._choices = choices
        least_each = [min(cost for cost, _place in places) for places in choices]
        self._ahead = [sum(least_each[number:]) for number in range(len(choices) + 1)]
        self._left = MOST_COMPARED
        self._least = inf
        self._best: list[Placed] = []

    def best(self) -> list[Placed]:
        """One place of each name, in their order."""
        self._go_on([], 0.0)
        return self._best

    def _go_on(self, placed: list[Placed], cost: float) -> None:
        number = len(placed)
        if number == len(self._choices):
            self._least, self._best = cost, placed
            return
        self._left -= (1 + number) * len(self._choices[number])
        more = [
            (own + sum(place.box.overlap(other.box) for other in placed), place) for own, place in self._choices[number]
        ]
        for added, place in sorted(more, key=itemgetter(0)):
            if cost + added + self._ahead[number + 1] >= self._least or (self._best and self._left < 0):
                return
            self._go_on([*placed, place], cost + added)


def places_beside(name: Wanted) -> list[Placed]:
    """Where a name can stand, best first: left and right of its spot, below, above, at the corners; long ones first
    in two lines."""
    return [place for lines in _lines_of(name.text) for place in _around(name, lines)]


def _lines_of(text: str) -> list[tuple[str, ...]]:
    """The text in one line; a long one first in two that are as even as its words allow."""
    words = text.split(" ")
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    if len(text) < LONG or not cuts:
        return [(text,)]
    return [min(cuts, key=lambda lines: max(text_width(line, SIZE) for line in lines)), (text,)]


def _around(name: Wanted, lines: tuple[str, ...]) -> list[Placed]:
    wide, high = max(text_width(line, SIZE) for line in lines), LINE * len(lines)
    near = name.gap * 0.75
    sides = (("end", -name.gap), ("", name.gap))
    beside = [(anchor, dx, -high / 2) for anchor, dx in sides]
    above_and_below = [("middle", 0.0, name.gap - 2), ("middle", 0.0, -name.gap - high + 2)]
    corners = [(anchor, dx * 0.75, dy) for dy in (near - 2, -near - high + 2) for anchor, dx in sides]
    return [_placed(name, lines, wide, high, *where) for where in (*beside, *above_and_below, *corners)]


def _placed(
    name: Wanted, lines: tuple[str, ...], wide: float, high: float, anchor: str, dx: float, dy: float
) -> Placed:
    """`dx` to the point that the lines hang on, `dy` to their upper edge, both from the middle of the spot."""
    x, top = name.x + dx, name.y + dy
    left = {"end": x - wide, "middle": x - wide / 2}.get(anchor, x)
    return Placed(lines, anchor, x, top + SIZE - 1, Box(left, top, left + wide, top + high))


def text_width(text: str, size: int) -> float:
    """About how wide text of `size` units will be: a Han character is square, a Latin one somewhat more than half as
    wide (0.6 is DejaVu Sans, the widest of the faces that a phone or a desk falls back on)."""
    return sum(size if unicodedata.east_asian_width(letter) in "WF" else size * 0.6 for letter in text)
