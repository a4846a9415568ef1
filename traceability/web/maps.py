"""Maps drawn on the server: a county with its fruit, a sea with its way. No tiles, no script, under 3 kB compressed.

    district_map([Spot(106.815, 23.705, "Napo", 0.62)], packing_house=Spot(106.913, 23.741, "Packing house"))
    sea_map(Spot(108.6, 21.7, "Qinzhou"), Spot(4.05, 51.95, "Rotterdam"))

Both return the `<svg>` alone; a page puts it into `<figure class="map">` with a caption that says what is recorded (the
spots) and what is only drawn (dotted). Where the lines come from stands in `data/*.json` under "source".
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot, sqrt
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from shapely import (
    LineString,
    MultiLineString,
    Polygon,
    box,
    line_merge,
    maximum_inscribed_circle,
    transform,
    unary_union,
)
from shapely.geometry.base import BaseGeometry

from traceability.web.cartography import Labels, Sheet, Wanted, box_around, curve, path

DATA = Path(__file__).parent / "data"
TIANYANG = "451003"
DISTRICT_SIZE = (328, 272)
SEA = Sheet(west=-13.5, north=61, units_per_degree=5.25, shrink=0.922, width=660, height=350)
SAME_PORT = 1.0
"""Degrees within which a port counts as the end of a stored way."""


@dataclass(frozen=True)
class Spot:
    """A place to be shown: WGS-84 degrees, its name as readers shall read it, and its share of the lot (0..1)."""

    lon: float
    lat: float
    label: str
    share: float | None = None


@cache
def _file(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def _counties() -> dict[str, Polygon]:
    return {county["code"]: Polygon(county["outline"]) for county in _file("counties.json")["counties"]}


def _name(row: dict[str, Any]) -> str:
    return str(row["name_zh"] if get_language() == "zh-hans" else row["name_en"])


def _lines(shape: BaseGeometry) -> list[LineString]:
    """The lines of a geometry, joined where they touch."""
    if isinstance(shape, MultiLineString):
        shape = line_merge(shape)
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if isinstance(part, LineString) and not part.is_empty]


def district_map(spots: Sequence[Spot], packing_house: Spot | None = None, *, label: str = "") -> SafeString:
    """Tianyang District with its neighbours and river: where fruit was picked, and where it was packed.

    A spot's disc grows with its share; a place outside the district widens the sheet. `label` is what a screen reader
    says; without it a sentence is made of the names.
    """
    width, height = DISTRICT_SIZE
    sheet = _district_sheet((*spots, packing_house) if packing_house else tuple(spots))
    labels = Labels(width, height)
    discs = []
    for spot in sorted(spots, key=lambda spot: -(spot.share or 0)):
        x, y = sheet.at(spot.lon, spot.lat)
        radius = max(4.0, round(12 * sqrt(spot.share), 1)) if spot.share is not None else 6.0
        labels.keep_clear(x, y, radius)
        discs.append((spot.label, x, y, radius))
    drawn = [_ground(sheet)]
    if packing_house:
        house_x, house_y = sheet.at(packing_house.lon, packing_house.lat)
        labels.keep_clear(house_x, house_y, 6)
        drawn.append(_ways([(x, y) for _label, x, y, _radius in discs], (house_x, house_y)))
    drawn += [format_html('<circle class="spot" cx="{}" cy="{}" r="{}"/>', x, y, r) for _label, x, y, r in discs]
    if packing_house:
        drawn.append(format_html('<path class="solid" d="M{} {}h10v10h-10z"/>', round(house_x - 5), round(house_y - 5)))
    names = [Wanted(x, y, radius + 5, text) for text, x, y, radius in discs]
    if packing_house:
        names.append(Wanted(house_x, house_y, 9, packing_house.label))
    drawn += labels.beside(names)
    drawn += _neighbour_names(sheet, labels)
    return _svg(width, height, label or _district_sentence(spots, packing_house), drawn)


def _district_sheet(places: Sequence[Spot]) -> Sheet:
    """Frames the district, and what was grown or packed outside it."""
    west, south, east, north = _counties()[TIANYANG].bounds
    for place in places:
        west, east = min(west, place.lon), max(east, place.lon)
        south, north = min(south, place.lat), max(north, place.lat)
    return Sheet.around((west, south, east, north), *DISTRICT_SIZE, margin=14)


def _ground(sheet: Sheet) -> SafeString:
    """Neighbours' borders, the district, the river."""
    frame = box(*sheet.bounds).buffer(0.02)
    district = _counties()[TIANYANG]
    borders = unary_union([shape.exterior for code, shape in _counties().items() if code != TIANYANG])
    near = _lines(borders.intersection(frame).difference(district.exterior.buffer(0.004)))
    return format_html(
        '<path class="near" d="{}"/><path class="land" d="{}"/><path class="river" d="{}"/>',
        "".join(path([sheet.at(*point) for point in line.coords]) for line in near),
        path([sheet.at(*point) for point in district.exterior.coords], close=True),
        curve([sheet.at(*point) for point in _file("counties.json")["river"]]),
    )


def _ways(starts: Sequence[tuple[float, float]], end: tuple[float, float]) -> SafeString:
    """Dotted: that fruit went there is recorded, the way is not."""
    drawn = []
    for x, y in starts:
        away = hypot(end[0] - x, end[1] - y)
        if away > 12:
            bend_x, bend_y = (x + end[0]) / 2 - (end[1] - y) * 0.15, (y + end[1]) / 2 + (end[0] - x) * 0.15
            drawn.append(f"M{x:.0f} {y:.0f}Q{bend_x:.0f} {bend_y:.0f} {end[0]:.0f} {end[1]:.0f}")
    return format_html('<path class="way" d="{}"/>', "".join(drawn)) if drawn else SafeString("")


def _neighbour_names(sheet: Sheet, labels: Labels) -> list[SafeString]:
    """Where a neighbour has room for its name on the sheet, clear of borders and of every other name."""
    frame = box(*sheet.bounds).difference(LineString(_file("counties.json")["river"]).buffer(0.015))
    names = []
    for county in _file("counties.json")["counties"]:
        seen = _counties()[county["code"]].intersection(frame)
        if county["code"] == TIANYANG or seen.is_empty:
            continue
        on_sheet = transform(seen, lambda points: [sheet.at(*point) for point in points])
        middle = maximum_inscribed_circle(on_sheet).coords[0]
        place = box_around(middle[0], middle[1], _name(county), 11)
        if not on_sheet.contains(box(place.left, place.top, place.right, place.bottom)):
            continue
        if name := labels.where_free(place, _name(county), "near-name"):
            names.append(name)
    return names


def _district_sentence(spots: Sequence[Spot], packing_house: Spot | None) -> str:
    places = _(", ").join(spot.label for spot in spots) or _("places not recorded")
    if packing_house:
        return _("Map of Tianyang District: fruit from %(places)s; %(house)s.") % {
            "places": places,
            "house": packing_house.label,
        }
    return _("Map of Tianyang District: fruit from %(places)s.") % {"places": places}


def sea_map(from_port: Spot, to_port: Spot, *, label: str = "") -> SafeString:
    """The sea between China and Europe with two ports and, where one is stored, the dotted way between them."""
    drawn = [_coast()]
    way = _stored_way(from_port, to_port)
    if way:
        drawn.append(format_html('<path class="way" stroke-width="5" d="{}"/>', curve([SEA.at(*at) for at in way])))
    ports = (SEA.at(port.lon, port.lat) for port in (from_port, to_port))
    drawn += [format_html('<circle class="spot" cx="{}" cy="{}" r="9"/>', x, y) for x, y in ports]
    sentence = label or _("Map of the sea route from %(start)s to %(end)s.") % {
        "start": from_port.label,
        "end": to_port.label,
    }
    return _svg(SEA.width, SEA.height, sentence, drawn)


def spread_map(spots: Sequence[Spot], *, label: str) -> SafeString:
    """The same sheet with a disc for each spot that lies on it, its area by share; `label` is for screen readers."""
    drawn = [_coast()]
    for spot in sorted(spots, key=lambda spot: -(spot.share or 0)):
        x, y = SEA.at(spot.lon, spot.lat)
        drawn.append(format_html('<circle class="spot" cx="{}" cy="{}" r="{}"/>', x, y, _radius(spot.share or 0)))
    return _svg(SEA.width, SEA.height, label, drawn)


def lies_on_sea_sheet(lon: float, lat: float) -> bool:
    """Whether a place is on the sheet of `sea_map` and `spread_map`."""
    west, south, east, north = SEA.bounds
    return west <= lon <= east and south <= lat <= north


def _radius(share: float) -> float:
    return max(5.0, round(26 * sqrt(share), 1))


@cache
def _coast() -> SafeString:
    lines = "".join(path([SEA.at(*point) for point in line]) for line in _file("coast.json")["lines"])
    return format_html('<path class="coast" d="{}"/>', lines)


def _stored_way(start: Spot, end: Spot) -> list[list[float]] | None:
    """The way whose ends lie at both ports; None when nobody has drawn that one."""
    known = _file("sea_routes.json")
    ends = {code: port["at"] for code, port in known["ports"].items()}
    for codes, way in known["routes"].items():
        first, last = codes.split("-")
        if _near(start, ends[first]) and _near(end, ends[last]):
            return list(way)
        if _near(start, ends[last]) and _near(end, ends[first]):
            return list(reversed(way))
    return None


def _near(spot: Spot, at: Sequence[float]) -> bool:
    return hypot(spot.lon - at[0], spot.lat - at[1]) <= SAME_PORT


def _svg(width: int, height: int, label: str, drawn: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        width,
        height,
        label,
        format_html_join("", "{}", ((part,) for part in drawn)),
    )
