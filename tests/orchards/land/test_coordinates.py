"""Positions of Chinese maps come to WGS-84 and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from orchards.coordinates import Crs, bd09, bd09_of_gcj02, gcj02, to_wgs84

EARTH = Geod(ellps="WGS84")
IN_CHINA = st.tuples(st.floats(73.6, 134.7), st.floats(18.2, 53.5))


def apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(EARTH.inv(*one, *other)[2])


@pytest.mark.parametrize(
    ("wgs84", "shown"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ],
)
def test_gaode_and_tencent_show_what_the_tests_of_eviltransform_say(wgs84: tuple, shown: tuple) -> None:
    assert apart_m(gcj02(*wgs84), shown) < 0.01


def test_baidu_shows_what_the_readme_of_coordtransform_says() -> None:
    assert apart_m(bd09_of_gcj02(116.404, 39.915), (116.41036949371029, 39.92133699351021)) < 0.01
    assert apart_m(gcj02(116.404, 39.915), (116.41024449916938, 39.91640428150164)) < 0.01


@given(IN_CHINA)
def test_the_way_back_ends_within_a_centimetre(place: tuple[float, float]) -> None:
    assert apart_m(to_wgs84(*gcj02(*place), Crs.GCJ02), place) < 0.01
    assert apart_m(to_wgs84(*bd09(*place), Crs.BD09), place) < 0.01
    assert to_wgs84(*place, Crs.WGS84) == place


@given(IN_CHINA)
def test_a_map_moves_a_place_by_less_than_two_kilometres(place: tuple[float, float]) -> None:
    assert apart_m(gcj02(*place), place) < 1_000
    assert apart_m(bd09(*place), place) < 2_000


def test_outside_china_nothing_is_moved() -> None:
    assert gcj02(4.05, 51.95) == (4.05, 51.95)


def test_a_system_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="NAD27"):
        to_wgs84(106.8, 23.7, "NAD27")
