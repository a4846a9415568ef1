"""A QR code as one path of an SVG drawing: no image file, nothing inline that a strict policy forbids."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
"""Modules of white around the symbol that ISO/IEC 18004 asks for."""


def svg_path(text: str) -> tuple[str, int]:
    """The dark modules as SVG path data, and the side of the drawing in modules with its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    matrix = code.get_matrix()
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for x, length in _runs(row)), len(
        matrix
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark stretches of a row begin, and how long each is."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
