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


@pytest.fixture
def set_aside(cast: Cast, grow: Grow) -> Lot:
    """50 kg that were picked a day before the first day allowed after spraying."""
    from datetime import timedelta

    from tests.cast import at
    from traceability.lots.acts.receive import receive
    from traceability.lots.facts import OriginFacts
    from traceability.lots.models import LotOrigin

    like = grow(50)
    origin = LotOrigin.objects.get(lot=like)
    facts = OriginFacts(
        plot=origin.plot,
        plot_number=origin.plot_number,
        village=origin.village,
        county=origin.county,
        grower_pseudonym=origin.grower_pseudonym,
        picked_on=origin.picked_on,
        logged_g=50 * KG,
        allowed_from=origin.picked_on + timedelta(days=1),
    )
    return receive(
        owner=like.owner,
        product=like.product,
        code="TY260624X1",
        place=like.place,
        weight_g=50 * KG,
        origin=facts,
        by=cast.youan.person,
        at=at("2026-06-24", "16:30"),
    )
