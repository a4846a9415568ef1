"""GeoJSON comes in as people have it, and what is wrong with it is said where it is wrong."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchards.coordinates import Crs, gcj02
from orchards.outlines import MOST_POINTS, outline_in_wgs84, read_outline
from orchards.positions import position
from orchards.refusals.land import (
    CoordinateIsWrong,
    CoordinatesAreSwapped,
    CrsIsUnknown,
    OutlineCrossesItself,
    OutlineHasTooManyPoints,
    OutlineIsNotOnePolygon,
    OutlineIsOutsideChina,
    OutlineIsTooLarge,
    OutlineIsWrong,
    PositionIsMissing,
    PositionIsOutsideChina,
    PositionIsSwapped,
    PositionIsWrong,
    RingIsTooShort,
)

RING = [[106.8, 23.7], [106.81, 23.7], [106.81, 23.71], [106.8, 23.71], [106.8, 23.7]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize(
    "document",
    [
        SQUARE,
        {"type": "Polygon", "coordinates": [RING[:-1]]},
        {"type": "Polygon", "coordinates": [[[*point, 312.5] for point in RING]]},
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Feature", "properties": {"name": "4"}, "geometry": SQUARE},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": SQUARE}]},
    ],
)
def test_one_polygon_is_understood_however_it_is_wrapped(document: dict) -> None:
    assert read_outline(document) == SQUARE


def changed(index: int, point: Any) -> dict:
    ring = list(RING)
    ring[index] = point
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize(
    ("document", "refusal", "words"),
    [
        (None, OutlineIsNotOnePolygon, "?"),
        ({"type": "Point", "coordinates": [106.8, 23.7]}, OutlineIsNotOnePolygon, "Point"),
        ({"type": "FeatureCollection", "features": []}, OutlineIsNotOnePolygon, "(0)"),
        ({"type": "FeatureCollection", "features": [{}, {}]}, OutlineIsNotOnePolygon, "(2)"),
        ({"type": "Polygon", "coordinates": "here"}, OutlineIsNotOnePolygon, "Polygon"),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, RingIsTooShort, "2 different corners"),
        ({"type": "Polygon", "coordinates": [7]}, RingIsTooShort, "Ring 1"),
        (changed(2, "x"), CoordinateIsWrong, "Coordinate 3 of ring 1"),
        (changed(2, [106.81, float("nan")]), CoordinateIsWrong, "Coordinate 3"),
        (changed(2, [106.81, True]), CoordinateIsWrong, "Coordinate 3"),
        (changed(1, [23.7, 106.81]), CoordinatesAreSwapped, "Coordinate 2 of ring 1"),
        (changed(1, [4.05, 51.95]), OutlineIsOutsideChina, "Coordinate 2 of ring 1, [4.05, 51.95]"),
        (changed(1, [107.1, 23.7]), OutlineIsTooLarge, "ten kilometres"),
        (
            {"type": "Polygon", "coordinates": [[RING[0], RING[2], RING[1], RING[3]]]},
            OutlineCrossesItself,
            "106.80500, 23.70500",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(document: Any, refusal: type[OutlineIsWrong], words: str) -> None:
    with pytest.raises(refusal) as problem:
        read_outline(document)
    assert type(problem.value) is refusal
    assert words in str(problem.value)


def test_an_outline_has_its_bounds_in_points() -> None:
    ring = [[106.8 + number * 1e-6, 23.7 + number**2 * 1e-9] for number in range(MOST_POINTS)]
    with pytest.raises(OutlineHasTooManyPoints):
        read_outline({"type": "Polygon", "coordinates": [ring]})


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features"]), inner, max_size=3)
        | st.fixed_dictionaries({"type": st.sampled_from(["Polygon", "Feature", "MultiPolygon"]), "coordinates": inner})
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_document_does_worse_than_be_refused(document: Any) -> None:
    with suppress(OutlineIsWrong):
        assert read_outline(document)["type"] == "Polygon"


def test_what_gaode_drew_is_kept_and_stands_where_it_is() -> None:
    drawn = {"type": "Polygon", "coordinates": [[list(gcj02(*point)) for point in RING]]}
    found = position(latitude=None, longitude=None, outline=drawn, source_crs=Crs.GCJ02)
    assert found.source_geometry == read_outline(drawn)
    assert found.source_crs == "GCJ-02"
    assert found.outline
    for point, same in zip(found.outline["coordinates"][0], RING, strict=True):
        assert point == pytest.approx(same, abs=2e-7)
    assert outline_in_wgs84(found.source_geometry, Crs.GCJ02) == found.outline


def test_a_point_keeps_its_accuracy_and_lies_in_its_outline() -> None:
    found = position(latitude=23.705, longitude=106.85, outline=SQUARE, accuracy_m=8.5)
    assert (found.accuracy_m, found.source_geometry) == (8.5, None)
    assert 106.8 < found.longitude < 106.81
    assert found.columns() | {"west": 106.8, "south": 23.7, "east": 106.81, "north": 23.71} == found.columns()
    assert position(latitude=23.705, longitude=106.805, outline=SQUARE).longitude == 106.805


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"latitude": None, "longitude": None}, PositionIsMissing),
        ({"latitude": 23.7, "longitude": None}, PositionIsWrong),
        ({"latitude": 106.815, "longitude": 23.705}, PositionIsSwapped),
        ({"latitude": 51.95, "longitude": 4.05}, PositionIsOutsideChina),
        ({"latitude": 23.7, "longitude": 106.8, "source_crs": "NAD27"}, CrsIsUnknown),
    ],
)
def test_a_point_that_cannot_be_is_refused(told: dict, refusal: type[PositionIsWrong]) -> None:
    with pytest.raises(refusal):
        position(**told)
