"""All plots of a cooperative as GeoJSON (RFC 7946): what importers ask for, and what a map program opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from orchards.areas import area_mu, hectares
from orchards.models import Plot, RegisteredPlot
from traceability.parties.models import Organisation, User

AT_ONCE = 500


def plots_for_export(user: User, cooperative: Organisation | None = None) -> QuerySet[Plot]:
    """Plots in use that the user may see, with all that a feature says of them."""
    # The outlines of counties are large, and would be read anew for every plot.
    rows = Plot.objects.visible_to(user).in_use().order_by("pk").defer("place__county__outline")
    covers = RegisteredPlot.objects.select_related("registration").order_by("valid_from")
    rows = rows.prefetch_related(Prefetch("registered", queryset=covers))
    return rows.filter(grower__cooperative=cooperative) if cooperative else rows


def feature_collection(plots: QuerySet[Plot]) -> Iterator[str]:
    """The document in pieces, so that memory does not grow with the number of plots."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for index, plot in enumerate(plots.iterator(chunk_size=AT_ONCE)):
        yield (",\n" if index else "") + json.dumps(feature(plot), ensure_ascii=False)
    yield "\n]}\n"


def feature(plot: Plot) -> dict[str, Any]:
    """One plot: its outline or its point, areas in hectares, and who grows what on it."""
    place = plot.place
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "id": place.uri,
        "geometry": place.outline or point,
        "properties": {
            "name": place.name,
            "name_latin": place.name_latin,
            "number": plot.number,
            "grower": plot.grower.user.name,
            "pseudonym": plot.grower.pseudonym,
            "variety": plot.variety_id,
            "trees": plot.trees,
            "area_ha": float(hectares(plot.area_mu)),
            "drawn_ha": float(hectares(area_mu(place.outline))) if place.outline else None,
            "accuracy_m": place.accuracy_m,
            "source_crs": place.source_crs,
            "registrations": [
                {
                    "number": cover.registration.number,
                    "valid_from": cover.valid_from.isoformat(),
                    "valid_to": cover.valid_to.isoformat() if cover.valid_to else None,
                }
                for cover in plot.registered.all()
            ],
        },
    }
