"""Numbers of a fixed width, so that what is written has the same size for every label."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.units import mm

Bytes = NDArray[np.uint8]
_FOURS = np.array([b"%04d" % number for number in range(10_000)]).view(np.uint32)


def digits_of(numbers: NDArray[np.int64]) -> Bytes:
    """Numbers below 10^8 as eight decimal digits with leading zeros, along a new last axis."""
    high, low = np.divmod(numbers, 10_000)
    return np.stack([_FOURS.take(high), _FOURS.take(low)], axis=-1).view(np.uint8)


def points(millimetres: float) -> bytes:
    """A length in points, always as wide: 283.465."""
    return b"%07.3f" % (millimetres * mm)
