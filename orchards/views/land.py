"""The cooperative's plots together: a map with a table, a file for others, and what the drawing map asks for."""

from __future__ import annotations

import math
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orchards.areas import area_mu, percent_off
from orchards.geojson import feature_collection, plots_for_export
from orchards.land_map import land_map
from orchards.models import Plot, Threshold
from orchards.thresholds import Thresholds
from orchards.views.desk import cooperative_desk
from traceability.parties.models import Organisation, Township
from traceability.parties.requests import SignedIn

ON_A_PAGE = 50
MOST_NEAR = 300
WIDEST_VIEW = 1.0
"""Degrees of the drawing map within which plots are handed over."""


@require_GET
@cooperative_desk
def plots(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """All plots in use, fifty a page. `?q=` finds number, grower, pseudonym or village."""
    query = request.GET.get("q", "").strip()
    own = Plot.objects.visible_to(request.user).filter(grower__cooperative=cooperative, retired_at=None).found_by(query)
    rows = own.with_names().defer("place__county__outline").order_by("grower__village__code", "grower__pseudonym", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    limit = Thresholds().value(Threshold.Key.AREA_PERCENT, on=timezone.localdate())
    context = {
        "page": page,
        "lines": [(plot, *_drawn(plot, limit)) for plot in page],
        "q": query,
        "map": land_map(own),
        "totals": own.aggregate(
            count=Count("pk"), area_mu=Sum("area_mu"), drawn=Count("pk", filter=Q(place__south__isnull=False))
        ),
    }
    return render(request, "orchards/desk/plots.html", context)


def _drawn(plot: Plot, limit: Any) -> tuple[Any, Any, bool]:
    """Area of the outline in 亩, its difference in per cent, and whether that is asked about."""
    if plot.place.outline is None:
        return None, None, False
    drawn = area_mu(plot.place.outline)
    percent = percent_off(drawn, plot.area_mu)
    return drawn, percent, abs(percent) > limit


@require_GET
@cooperative_desk
def geojson(request: SignedIn, *, cooperative: Organisation) -> StreamingHttpResponse:
    """All plots in use as one file, with areas in hectares and the names of growers."""
    answer = StreamingHttpResponse(
        feature_collection(plots_for_export(request.user, cooperative)), content_type="application/geo+json"
    )
    answer["Content-Disposition"] = 'attachment; filename="plots.geojson"'
    return answer


@require_GET
@cooperative_desk
def near(request: SignedIn, *, cooperative: Organisation) -> JsonResponse:
    """Own plots and the townships in a box (`?box=west,south,east,north`), at most 300: what a clerk draws beside."""
    box = _box(request.GET.get("box", ""))
    if box is None:
        return JsonResponse({"plots": [], "townships": []}, status=400)
    west, south, east, north = box
    here = {"latitude__range": (south, north), "longitude__range": (west, east)}
    own = Plot.objects.filter(grower__cooperative=cooperative, retired_at=None)
    own = own.filter(**{f"place__{name}": value for name, value in here.items()})
    rows = own.select_related("place", "grower__user")[:MOST_NEAR]
    return JsonResponse(
        {
            "plots": [
                {
                    "id": plot.place.extension,
                    "name": f"{plot.grower.user.name} {plot.number}",
                    "at": [plot.place.longitude, plot.place.latitude],
                    "ring": plot.place.outline["coordinates"][0] if plot.place.outline else None,
                }
                for plot in rows
            ],
            "townships": [
                {"name": str(town), "at": [town.longitude, town.latitude]} for town in Township.objects.filter(**here)
            ],
        }
    )


def _box(text: str) -> tuple[float, float, float, float] | None:
    """Four degrees, in order and not too far apart."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_box = math.isfinite(west + south + east + north) and 0 < east - west <= WIDEST_VIEW
    return (west, south, east, north) if is_box and 0 < north - south <= WIDEST_VIEW else None
