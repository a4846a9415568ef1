"""The cooperative's plots drawn on the server: outlines while they are few, discs with counts when they are many."""

from __future__ import annotations

from math import sqrt
from typing import Any

from django.db.models import Avg, Count, F, FloatField, Max, Min, QuerySet
from django.db.models.functions import Floor
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orchards.models import Plot
from orchards.overlaps import Overlap
from traceability.parties.models import Place
from traceability.web.cartography import Labels, Sheet, Wanted, path

WIDTH, HEIGHT = 480, 320
FEW = 150
CELLS = 12
"""Discs across the sheet at most."""
SEEN = 6
"""Units."""
MOST_NAMES = 40
"""More would cover each other."""
LEAST = 0.004
"""Degrees that the sheet shows at least, so that one plot is seen in its surroundings."""


def land_map(plots: QuerySet[Plot]) -> SafeString | None:
    """The plots of a queryset on one sheet, in two queries; None when there are none."""
    bounds = plots.aggregate(
        west=Min("place__longitude"),
        south=Min("place__latitude"),
        east=Max("place__longitude"),
        north=Max("place__latitude"),
        count=Count("pk"),
    )
    count = bounds.pop("count")
    if not count:
        return None
    sheet = _sheet(*bounds.values())
    drawn = _outlines(plots, sheet) if count <= FEW else _discs(plots, sheet)
    label = ngettext("Map of one plot, north up.", "Map of %(count)s plots, north up.", count) % {"count": count}
    return _svg(label, [*drawn, _scale(sheet)])


def plot_map(plot: Plot, overlaps: list[Overlap]) -> SafeString:
    """One plot's outline with the ground that other outlines cover."""
    outline = plot.place.outline or {}
    ring = outline["coordinates"][0]
    lons, lats = [point[0] for point in ring], [point[1] for point in ring]
    sheet = Sheet.around((min(lons), min(lats), max(lons), max(lats)), WIDTH, HEIGHT, margin=40)
    shared = [format_html('<path class="plot shut" d="{}"/>', _path(overlap.shape, sheet)) for overlap in overlaps]
    own = format_html('<path class="plot" d="{}"/>', _path(outline, sheet))
    return _svg(_("The plot's outline, north up."), [own, *shared, _scale(sheet)])


def _sheet(west: float, south: float, east: float, north: float) -> Sheet:
    wide, high = max(0.0, LEAST - (east - west)) / 2, max(0.0, LEAST - (north - south)) / 2
    return Sheet.around((west - wide, south - high, east + wide, north + high), WIDTH, HEIGHT, margin=48)


def _outlines(plots: QuerySet[Plot], sheet: Sheet) -> list[SafeString]:
    labels = Labels(WIDTH, HEIGHT)
    drawn, names = [], []
    for plot in plots.select_related("place"):
        x, y = sheet.at(plot.place.longitude, plot.place.latitude)
        mark = format_html('<circle class="spot" cx="{}" cy="{}" r="4"/>', x, y)
        if plot.place.outline and _is_seen(plot.place, sheet):
            mark = format_html('<path class="plot" d="{}"/>', _path(plot.place.outline, sheet))
        labels.keep_clear(x, y, 4)
        drawn.append(
            format_html(
                '<a href="{}" aria-label="{}">{}</a>',
                reverse("orchards:plot", args=[plot.place.extension]),
                str(plot),
                mark,
            )
        )
        names.append(Wanted(x, y, 8, plot.number))
    return [*drawn, *labels.beside(names[:MOST_NAMES])]


def _is_seen(place: Place, sheet: Sheet) -> bool:
    """Large enough on the sheet to be told from a spot."""
    return ((place.north or 0) - (place.south or 0)) * sheet.units_per_degree >= SEEN


def _discs(plots: QuerySet[Plot], sheet: Sheet) -> list[SafeString]:
    """The database counts by square of the sheet, so that 50,000 plots are some hundred discs."""
    west, south, east, _north = sheet.bounds
    step = (east - west) / CELLS
    rows = (
        plots.order_by()
        .annotate(
            column=Floor((F("place__longitude") - west) / step, output_field=FloatField()),
            row=Floor((F("place__latitude") - south) / (step * sheet.shrink), output_field=FloatField()),
        )
        .values("column", "row")
        .annotate(count=Count("pk"), lon=Avg("place__longitude"), lat=Avg("place__latitude"))
        .order_by("row", "column")
    )
    found = list(rows)
    most = max(row["count"] for row in found)
    drawn = []
    for row in found:
        x, y = sheet.at(row["lon"], row["lat"])
        radius = round(8 + 14 * sqrt(row["count"] / most), 1)
        drawn.append(format_html('<circle class="spot" cx="{}" cy="{}" r="{}"/>', x, y, radius))
        drawn.append(format_html('<text text-anchor="middle" x="{}" y="{}">{}</text>', x, round(y + 4), row["count"]))
    return drawn


def _path(shape: dict[str, Any], sheet: Sheet) -> str:
    """Every ring of a Polygon, MultiPolygon or collection of them."""
    if shape["type"] == "GeometryCollection":
        return "".join(_path(part, sheet) for part in shape["geometries"])
    if shape["type"] not in {"Polygon", "MultiPolygon"}:
        return ""
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    rings = (ring for polygon in polygons for ring in polygon)
    return "".join(path([sheet.at(point[0], point[1]) for point in ring], close=True) for ring in rings)


def _scale(sheet: Sheet) -> SafeString:
    """A bar of round metres at the lower left."""
    metres_to_unit = 111_320 / sheet.units_per_degree
    metres = next(
        (step * 10**power for power in range(6) for step in (1, 2, 5) if step * 10**power / metres_to_unit >= 60), 10**6
    )
    wide = round(metres / metres_to_unit, 1)
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return format_html(
        '<path class="near" d="M12 {}h{}"/><text class="near-name" x="12" y="{}">{}</text>',
        HEIGHT - 12,
        wide,
        HEIGHT - 18,
        words,
    )


def _svg(label: str, drawn: list[SafeString]) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        format_html_join("", "{}", ((part,) for part in drawn)),
    )
