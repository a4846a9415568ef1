"""Small drawings of fruit on labels, by species: lines that a printer of 203 dpi burns cleanly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stroke:
    """Cubic curves one after another: the start, then two control points and an end for each."""

    points: tuple[tuple[float, float], ...]
    closed: bool = True
    solid: bool = False


def _stroke(numbers: str, *, closed: bool = True, solid: bool = False) -> Stroke:
    values = [float(number) for number in numbers.split()]
    return Stroke(tuple(zip(values[::2], values[1::2], strict=True)), closed, solid)


_MANGO = (
    _stroke(
        "50 30 64 24 81 31 89 48 97 70 90 94 71 108 63 114 51 118 43 115 38 113 39 108 36 103 32 98 27 91 24 80 "
        "19 63 23 46 32 37 37 32 44 29 50 30"
    ),
    _stroke("70 44 80 56 81 78 75 93", closed=False),
    _stroke("50 30 50 22 54 15 60 10", closed=False),
    _stroke("58 13 40 -3 14 2 -6 22 18 28 42 28 58 13", solid=True),
    _stroke("60 11 74 0 96 4 110 20 92 28 72 26 60 11"),
    _stroke("60 11 78 12 92 16 104 20", closed=False),
)
_CITRUS = (
    _stroke("50 24 67 23 81 37 81 55 81 73 67 86 50 86 33 86 19 72 19 55 19 38 32 24 50 24"),
    _stroke("50 24 49 19 51 15 55 11", closed=False),
    _stroke("55 11 62 1 78 1 90 9 80 19 64 19 55 11", solid=True),
    _stroke("69 49 69 49 69.1 49 69.1 49", closed=False),
    _stroke("66 64 66 64 66.1 64 66.1 64", closed=False),
    _stroke("58 74 58 74 58.1 74 58.1 74", closed=False),
)
ARTWORK = {"mango": _MANGO, "orange": _CITRUS, "mandarin": _CITRUS, "pomelo": _CITRUS}
"""By species code; fruit without a drawing goes without."""
