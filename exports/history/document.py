"""A history as one EPCIS 2.0 document, from the bytes that were sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from traceability.epcis.builders import EPCIS_CONTEXT, TYT
from traceability.epcis.models import Event

MEDIA_TYPE = "application/ld+json"


def epcis_document(events: Sequence[Event], at: datetime) -> dict[str, Any]:
    """An EPCISDocument; the context that our events share stands where a document keeps it.

    Every event is as it was recorded, so its identifier (CBV event hash) can be computed again by whoever receives it.
    """
    return {
        "@context": [EPCIS_CONTEXT, {"tyt": TYT}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": at.isoformat(timespec="milliseconds"),
        "epcisBody": {"eventList": [_bare(event.document) for event in events]},
    }


def _bare(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "@context"}
