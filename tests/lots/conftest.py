"""Lots of You'an on 24 June: two of Tainong in Napo and Pohong, one of Guifei."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.lots.models import Lot, Product

KG = 1000
Grow = Callable[..., Any]


@pytest.fixture
def grow(cast: Cast) -> Callable[..., Lot]:
    """Lots of loose fruit, each of a plot of its own: grow(400), grow(300, variety="guifei"), in kilograms."""
    plots: list[Any] = []

    def lot(kilograms: int, *, grower: Any = None, variety: str = "tainong-1", day: str = "2026-06-24") -> Lot:
        plots.append(cast.plot(grower or cast.lan, str(len(plots) + 1), variety))
        return cast.lot(plots[-1], day, kilograms * KG)

    return lot


@pytest.fixture
def napo(grow: Callable[..., Lot]) -> Lot:
    """400 kg of Tainong that Lan picked in Napo."""
    return grow(400)


@pytest.fixture
def pohong(grow: Callable[..., Lot], cast: Cast) -> Lot:
    """300 kg of Tainong that Guoqiang picked in Pohong."""
    return grow(300, grower=cast.guoqiang)


@pytest.fixture
def carton(cast: Cast) -> Product:
    """A carton of 5 kg of Tainong, class I."""
    from traceability.lots.acts.register_product import register_product
    from traceability.lots.models import Variety

    return register_product(
        owner=cast.youan.organisation,
        variety=Variety.objects.get(code="tainong-1"),
        unit_weight_g=5 * KG,
        quality_class="I",
        by=cast.youan.person,
    )
