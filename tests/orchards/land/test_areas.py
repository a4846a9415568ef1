"""Areas are those of the earth, in 亩."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from orchards.areas import area_m2, area_mu, hectares, percent_off

EARTH = Geod(ellps="WGS84")


def square(lon: float, lat: float, side_m: float) -> list[list[float]]:
    """A square whose south-west corner is given, paced on the ellipsoid."""
    east = EARTH.fwd(lon, lat, 90, side_m)[:2]
    north = EARTH.fwd(lon, lat, 0, side_m)[:2]
    far = EARTH.fwd(*east, 0, side_m)[:2]
    return [[lon, lat], list(east), list(far), list(north), [lon, lat]]


@given(st.floats(75, 134), st.floats(18, 53), st.floats(5, 2_000))
def test_a_square_has_its_side_times_its_side(lon: float, lat: float, side_m: float) -> None:
    found = area_m2({"type": "Polygon", "coordinates": [square(lon, lat, side_m)]})
    assert found == pytest.approx(side_m**2, rel=1e-3)


@given(st.floats(106, 107), st.floats(23, 24), st.booleans())
def test_the_way_round_changes_nothing(lon: float, lat: float, is_turned: bool) -> None:
    ring = square(lon, lat, 100)
    found = area_m2({"type": "Polygon", "coordinates": [ring[::-1] if is_turned else ring]})
    assert found == pytest.approx(10_000, rel=1e-3)


def test_a_hectare_is_fifteen_mu_and_a_pond_is_no_orchard() -> None:
    hectare = square(106.815, 23.705, 100)
    pond = square(106.8151, 23.7051, 50)
    assert area_mu({"type": "Polygon", "coordinates": [hectare]}) == pytest.approx(Decimal(15), rel=Decimal("0.001"))
    assert area_m2({"type": "Polygon", "coordinates": [hectare, pond]}) == pytest.approx(7_500, rel=1e-3)
    assert hectares(Decimal(15)) == Decimal("1.0000")


def test_the_difference_is_a_share_of_what_was_stated() -> None:
    assert percent_off(Decimal(15), Decimal(12)) == Decimal("25.0")
    assert percent_off(Decimal(9), Decimal(12)) == Decimal("-25.0")
