"""Whole grams for a table whose rows and columns add up, so that they still do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

NEAR = 1e-4
"""Closer to a whole number than this is one: sums of doubles err by less."""
Cell = tuple[int, int]


def whole(table: Sequence[Sequence[float]]) -> list[list[int]]:
    """Each cell up or down to a whole number, where the sums of the rows and of the columns are whole already.

    Sums stay what they are, and a cell that is whole stays as well: nothing becomes something by rounding. As long as
    cells are broken there is a ring of them, by turns in one row and in one column, in which every second one gains
    what the others lose; each turn makes at least one of them whole (matrix rounding, Bacharach 1966). A cell
    whose sum is broken itself, so that no ring goes through it, is rounded by itself.
    """
    cells = [[_settled(cell) for cell in row] for row in table]
    rows = {r: {c for c, cell in enumerate(row) if not _is_whole(cell)} for r, row in enumerate(cells)}
    columns: dict[int, set[int]] = {}
    for r, broken in rows.items():
        for c in broken:
            columns.setdefault(c, set()).add(r)
    for start, broken in rows.items():
        while broken:
            for r, c in _turned(cells, _ring(rows, columns, start)):
                rows[r].discard(c)
                columns[c].discard(r)
    return [[round(cell) for cell in row] for row in cells]


def _ring(rows: dict[int, set[int]], columns: dict[int, set[int]], start: int) -> list[Cell]:
    """Broken cells, each in the row or the column of the next one, back to the first; one cell at a dead end.

    A walk over rows (r) and columns (~c) from one to another that share a broken cell, until it meets itself.
    """
    walk = [start]
    while True:
        here, before = walk[-1], walk[-2] if len(walk) > 1 else None
        beside: Iterable[int] = (~c for c in rows[here]) if here >= 0 else columns[~here]
        ahead = next((there for there in beside if there != before), None)
        if ahead is None:
            return [_cell(walk[-2], here)]
        if ahead in walk:
            ring = walk[walk.index(ahead) :]
            return [_cell(a, b) for a, b in zip(ring, [*ring[1:], ahead], strict=True)]
        walk.append(ahead)


def _cell(one: int, other: int) -> Cell:
    """The cell in which a row and a column meet."""
    return max(one, other), ~min(one, other)


def _turned(cells: list[list[float]], ring: Sequence[Cell]) -> list[Cell]:
    """Give to every second cell what the others lose, until one is whole; answers those that are whole now."""
    if len(ring) == 1:
        [(r, c)] = ring
        cells[r][c] = float(round(cells[r][c]))
        return [(r, c)]
    gains, loses = ring[::2], ring[1::2]
    step = min(
        *(floor(cells[r][c]) + 1 - cells[r][c] for r, c in gains),
        *(cells[r][c] - floor(cells[r][c]) for r, c in loses),
    )
    for sign, some in ((1, gains), (-1, loses)):
        for r, c in some:
            cells[r][c] = _settled(cells[r][c] + sign * step)
    return [(r, c) for r, c in ring if _is_whole(cells[r][c])]


def _is_whole(cell: float) -> bool:
    return abs(cell - round(cell)) < NEAR


def _settled(cell: float) -> float:
    return float(round(cell)) if _is_whole(cell) else float(cell)
