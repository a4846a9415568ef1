"""A grower's plots as a drawing for a phone: where they lie to each other, not how far. Outlines where we have them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchards.models import Plot

WIDTH, HEIGHT = 328, 232
MARGIN_X, MARGIN_Y = 78, 52
APART_X, APART_Y = 150, 92
"""Centres of two plots keep so far from each other that neither name covers the other."""
ROUNDS = 60


@dataclass(frozen=True)
class Shape:
    """One plot on the drawing."""

    plot: Plot
    x: float
    y: float
    path: str
    is_outlined: bool

    @property
    def text_x(self) -> float:
        return self.x

    @property
    def text_y(self) -> float:
        return round(self.y - 4, 1)


def draw(plots: Sequence[Plot]) -> list[Shape]:
    """Shapes in the box of WIDTH × HEIGHT. Deterministic; the same plots are drawn alike on every visit."""
    centres = _spread([(plot.place.longitude, plot.place.latitude) for plot in plots])
    most = max((plot.area_mu for plot in plots), default=Decimal(1))
    shapes = []
    for plot, (x, y) in zip(plots, centres, strict=True):
        size = 0.72 + 0.28 * math.sqrt(plot.area_mu / most)
        ring = _outline(plot) or _hexagon(plot.pk)
        points = " ".join(f"{x + dx * 70 * size:.0f},{y + dy * 42 * size:.0f}" for dx, dy in ring)
        shapes.append(Shape(plot, round(x, 1), round(y, 1), points, bool(plot.place.outline)))
    return shapes


def _spread(positions: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Positions fitted into the box, north up, then pushed apart until names have room."""
    if not positions:
        return []
    xs = _fit([longitude for longitude, _ in positions], MARGIN_X, WIDTH - MARGIN_X)
    ys = _fit([-latitude for _, latitude in positions], MARGIN_Y, HEIGHT - MARGIN_Y)
    centres = [[x, y] for x, y in zip(xs, ys, strict=True)]
    for _round in range(ROUNDS):
        for i, a in enumerate(centres):
            for j, b in enumerate(centres[i + 1 :], i + 1):
                _push(a, b, (i * 7 + j) % 2 == 0)
    return [(x, y) for x, y in centres]


def _fit(values: list[float], low: float, high: float) -> list[float]:
    least, most = min(values), max(values)
    if most - least < 1e-9:
        return [(low + high) / 2] * len(values)
    return [low + (value - least) * (high - low) / (most - least) for value in values]


def _push(a: list[float], b: list[float], sideways: bool) -> None:
    """Move two centres a step apart along the axis on which they need it least; the box holds them."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    need_x, need_y = APART_X - abs(dx), APART_Y - abs(dy)
    if need_x <= 0 or need_y <= 0:
        return
    if need_x / APART_X < need_y / APART_Y or (need_x == need_y and sideways):
        step = need_x / 2 * (1 if dx >= 0 else -1)
        a[0], b[0] = _inside(a[0] - step, MARGIN_X, WIDTH), _inside(b[0] + step, MARGIN_X, WIDTH)
    else:
        step = need_y / 2 * (1 if dy >= 0 else -1)
        a[1], b[1] = _inside(a[1] - step, MARGIN_Y, HEIGHT), _inside(b[1] + step, MARGIN_Y, HEIGHT)


def _inside(value: float, margin: float, whole: float) -> float:
    return min(max(value, margin), whole - margin)


def _outline(plot: Plot) -> list[tuple[float, float]]:
    """The plot's real outline, centred and scaled to one; empty when nobody has drawn it."""
    if not plot.place.outline:
        return []
    ring = [(float(x), -float(y)) for x, y, *_ in plot.place.outline["coordinates"][0]]
    wide = (min(x for x, _ in ring), max(x for x, _ in ring))
    high = (min(y for _, y in ring), max(y for _, y in ring))
    half = max(wide[1] - wide[0], high[1] - high[0]) / 2 or 1.0
    return [((x - sum(wide) / 2) / half, (y - sum(high) / 2) / half) for x, y in ring]


def _hexagon(seed: int) -> list[tuple[float, float]]:
    """An uneven hexagon, for a plot known by one point."""
    corners = []
    for corner in range(6):
        reach = 0.86 + 0.14 * math.sin(seed * 2.4 + corner * 1.9)
        turn = math.radians(corner * 60 + 18)
        corners.append((math.cos(turn) * reach, math.sin(turn) * reach))
    return corners
