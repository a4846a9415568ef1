"""Small drawings of fruit on labels, by species: lines that a printer of 203 dpi burns cleanly."""

from __future__ import annotations

from dataclasses import dataclass, replace

THINNEST_MM = 0.25
"""Two dots of a printer of 203 dpi."""


@dataclass(frozen=True)
class Stroke:
    """Cubic curves one after another: the start, then two control points and an end for each.

    `solid` is filled black, `bare` white, so that it covers what lies behind; `units` is how wide the line is.
    """

    points: tuple[tuple[float, float], ...]
    closed: bool = True
    solid: bool = False
    bare: bool = False
    units: float = 0

    def width_mm(self, scale: float) -> float:
        """How wide the line is where a unit is `scale` mm, never thinner than a printer can burn."""
        return max(THINNEST_MM, self.units * scale)


def _stroke(numbers: str, *, closed: bool = True, solid: bool = False, bare: bool = False, units: float = 0) -> Stroke:
    values = [float(number) for number in numbers.split()]
    return Stroke(tuple(zip(values[::2], values[1::2], strict=True)), closed, solid, bare, units)


_MANGO = (
    _stroke(
        "54 36 68.8 29.6 86.9 37.1 95.3 55.1 103.8 78.4 96.4 103.8 76.3 118.7 67.8 125 55.1 129.3 46.6 126.1 "
        "41.3 124 42.3 118.7 39.2 113.4 34.9 108.1 29.6 100.7 26.4 89 21.1 71 25.4 53 34.9 43.4 40.2 38.1 "
        "47.6 37.1 54 36",
        units=2.76,
    ),
    _stroke("75.2 50.8 85.8 63.6 86.9 86.9 80.5 102.8", closed=False, units=2.76),
    _stroke("66.7 46.6 73.1 51.9 76.3 59.3 77.3 67.8", closed=False, units=2.76),
    _stroke("54 36 55 26 58 18 65 10", closed=False, units=3.9),
    _stroke("65 10 56.5 24.1 32.5 35.2 4 31.8 22.6 14.3 47.8 6.3 65 10", solid=True),
    _stroke("64 11 76.8 9 95.7 17.8 108 36.8 88.1 34.4 70.4 23.3 64 11", units=1.35),
    _stroke("67.4 13.4 80.9 19 93.2 26.2 104.3 34.8", closed=False, units=1.35),
)
_BRANCH = (
    _stroke("198 4 166 10 134 14 106 27", closed=False, units=3.8),
    _stroke("114 24 100 35 86 57 76 84", closed=False, units=2.1),
    _stroke("93 49 105 61 115 80 124 100", closed=False, units=2.1),
    _stroke(
        "75 84 89 78 106 85 114 102 122 124 115 148 96 162 88 168 76 172 68 169 63 167 64 162 61 157 57 152 "
        "52 145 49 134 44 117 48 100 57 91 62 86 69 85 75 84",
        bare=True,
        units=2.1,
    ),
    _stroke("96 99 106 111 108 133 101 149", closed=False, units=2.1),
    _stroke("88 95 94 102 98 110 99 118", closed=False, units=2.1),
    _stroke(
        "124 100 133.2 94 146.1 96.8 153.9 107.9 162.3 122.5 160.4 140.4 148.6 152.7 143.7 157.9 135.7 162.3 "
        "129.7 161.1 125.9 160.4 126 156.7 123.2 153.5 119.7 150.5 115.3 146.1 111.8 138.7 106.1 127.3 106.9 "
        "114.7 112.1 107.2 115 103 119.9 101.5 124 100",
        bare=True,
        units=2.1,
    ),
    _stroke("139.9 107.4 148.5 114.7 152 130.2 149.6 141.5", closed=False, units=2.1),
    _stroke("133.8 105.6 138.6 108.4 141.6 113 143.4 118.5", closed=False, units=2.1),
    _stroke("107 27 94.1 48.4 57.7 65.2 14.6 60 42.8 33.5 81 21.3 107 27", solid=True),
    _stroke("114 25 95.3 33.3 62.9 27.5 36.4 3.7 67.8 -0.8 99.2 9 114 25", units=2.05),
    _stroke("107.7 23.1 84.9 19.8 63.3 13.9 42.8 5.2", closed=False, units=2.05),
    _stroke("136 15.5 131 34.3 141.2 63.9 167.5 85.2 167.1 55.1 153.3 27 136 15.5", units=2.03),
    _stroke("138.7 21.1 145.2 42.1 154 61.5 165.2 79.4", closed=False, units=2.03),
)
_CITRUS = (
    _stroke("33 24 50 23 64 37 64 55 64 73 50 86 33 86 16 86 2 72 2 55 2 38 15 24 33 24", units=2.6),
    _stroke("33 24 32 19 34 15 38 11", closed=False, units=2.6),
    _stroke("33 30 31.5 29.2 30 28.3 28.5 27.5", closed=False, units=2.6),
    _stroke("33 30 34.5 29.2 36 28.3 37.5 27.5", closed=False, units=2.6),
    _stroke("33 30 33 31.3 33 32.7 33 34", closed=False, units=2.6),
    _stroke("38 11 45 1 61 1 73 9 63 19 47 19 38 11", solid=True),
    _stroke("45 39 45 39 45.1 39 45.1 39", closed=False, units=2.86),
    _stroke("52 50 52 50 52.1 50 52.1 50", closed=False, units=2.86),
    _stroke("49 64 49 64 49.1 64 49.1 64", closed=False, units=2.86),
    _stroke("39 50 39 50 39.1 50 39.1 50", closed=False, units=2.86),
    _stroke("41 74 41 74 41.1 74 41.1 74", closed=False, units=2.86),
    _stroke("54 58 54 58 54.1 58 54.1 58", closed=False, units=2.86),
    _stroke("43 60 43 60 43.1 60 43.1 60", closed=False, units=2.86),
    _stroke("29 78 29 78 29.1 78 29.1 78", closed=False, units=2.86),
    _stroke("55 43 55 43 55.1 43 55.1 43", closed=False, units=2.86),
)
CORNERS = (
    _stroke("0.2 2.5 0.2 1.7 0.2 1 0.2 0.2 1 0.2 1.7 0.2 2.5 0.2", closed=False, units=0.3),
    _stroke("12.5 0.2 13.3 0.2 14 0.2 14.8 0.2 14.8 1 14.8 1.7 14.8 2.5", closed=False, units=0.3),
    _stroke("14.8 12.5 14.8 13.3 14.8 14 14.8 14.8 14 14.8 13.3 14.8 12.5 14.8", closed=False, units=0.3),
    _stroke("2.5 14.8 1.7 14.8 1 14.8 0.2 14.8 0.2 14 0.2 13.3 0.2 12.5", closed=False, units=0.3),
)
"""Where the official sign is set: the corners of a square of 15 units."""


@dataclass(frozen=True)
class Artwork:
    """A drawing in a box of so many units."""

    strokes: tuple[Stroke, ...]
    width: float
    height: float
    bleeds: bool = False
    """It runs off the edge on the right."""


def _thinner(strokes: tuple[Stroke, ...], share: float) -> tuple[Stroke, ...]:
    """The same lines for a larger picture."""
    return tuple(replace(stroke, units=stroke.units * share) for stroke in strokes)


_FRUIT, _LARGE_FRUIT = Artwork(_CITRUS, 76, 88), Artwork(_thinner(_CITRUS, 0.73), 76, 88)
ARTWORK = {"mango": Artwork(_MANGO, 110, 130), "orange": _FRUIT, "mandarin": _FRUIT, "pomelo": _FRUIT}
"""By species code, on the small label. Other fruit goes without."""
LARGE = {"mango": Artwork(_BRANCH, 198, 182, bleeds=True)} | dict.fromkeys(
    ("orange", "mandarin", "pomelo"), _LARGE_FRUIT
)
"""By species code, on the tall label."""
