"""Counties, townships and villages of Baise, from `data/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from django.db.models import Model

from traceability.parties.models import County, Township, Village
from traceability.web.rows import csv_rows

DATA = Path(__file__).parent / "data"


def load() -> dict[str, int]:
    """Load or refresh the divisions; returns how many rows each table was given."""
    outlines = {
        str(feature["properties"]["adcode"]): feature
        for feature in json.loads((DATA / "baise_counties.geojson").read_text(encoding="utf-8"))["features"]
    }
    counties = [
        County(
            code=row["adcode"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            outline=outlines[row["adcode"]]["geometry"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in csv_rows(DATA / "counties_baise.csv")
    ]
    townships = [
        Township(
            code=row["code"],
            county_id=row["code"][:6],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            latitude=float(row["lat_wgs84"]),
            longitude=float(row["lon_wgs84"]),
            source=f"{row['source']}; position: {row['coord_source']}",
            confidence=f"{row['confidence']}; position: {row['coord_confidence']}",
        )
        for row in csv_rows(DATA / "townships_tianyang.csv")
    ]
    villages = [
        Village(
            code=row["code"],
            township_id=row["township_code"],
            name_zh=row["short_name_zh"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in csv_rows(DATA / "villages_tianyang.csv")
    ]
    _refresh(County, counties, ["name_zh", "name_en", "outline", "source", "confidence"])
    _refresh(Township, townships, ["county", "name_zh", "name_en", "latitude", "longitude", "source", "confidence"])
    _refresh(Village, villages, ["township", "name_zh", "source", "confidence"])
    return {"counties": len(counties), "townships": len(townships), "villages": len(villages)}


def _refresh(model: type[Model], objects: Sequence[Model], fields: list[str]) -> None:
    model._default_manager.bulk_create(objects, update_conflicts=True, unique_fields=["code"], update_fields=fields)
