"""What is kept of the looks at a carton's code, and what is recorded of its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Sum

from traceability.provenance.copies.areas import area_of
from traceability.provenance.copies.judging import Journey, Look, Thresholds
from traceability.provenance.models import CopyAlert, ScanCount
from traceability.provenance.story import Story

STILL_AT_THE_PORT = timedelta(days=3)
"""So long after departure a carton may still be where it was packed: a ship's day is that of its papers."""
EARLY = timedelta(days=3)
"""So much before the day on which a ship is expected it may have come."""


def thresholds() -> Thresholds:
    """Those of the settings, with their reasons there."""
    return Thresholds(
        places=settings.COPY_PLACES,
        days=settings.COPY_DAYS,
        slow_places=settings.COPY_SLOW_PLACES,
        slow_days=settings.COPY_SLOW_DAYS,
        lasting_places=settings.COPY_LASTING_PLACES,
        lasting_days=settings.COPY_LASTING_DAYS,
        wrong_places=settings.COPY_WRONG_PLACES,
        wrong_days=settings.COPY_WRONG_DAYS,
        crowd=settings.COPY_CROWD,
        crowd_days=settings.COPY_CROWD_DAYS,
    )


def looks_at(identifiers: Collection[str]) -> dict[str, list[Look]]:
    """The looks at cartons that came to enough networks to be judged and that nobody is told of already.

    What was looked at before somebody answered an alert is not held against the carton again. Three queries.
    """
    told = set(CopyAlert.objects.doubted().filter(identifier__in=identifiers).values_list("identifier", flat=True))
    fewest = min(settings.COPY_PLACES, settings.COPY_WRONG_PLACES)
    counts = ScanCount.objects.filter(identifier__in=set(identifiers) - told, networks__gt=0)
    busy = counts.values("identifier").annotate(all=Sum("networks")).filter(all__gte=fewest)
    names = list(busy.values_list("identifier", flat=True))
    if not names:
        return {}
    answered = dict(
        CopyAlert.objects.filter(identifier__in=names)
        .values_list("identifier")
        .annotate(last=Max("answered_at"))
        .values_list("identifier", "last")
    )
    looks: dict[str, list[Look]] = defaultdict(list)
    for name, hour, country, networks in counts.filter(identifier__in=names).values_list(
        "identifier", "hour", "country", "networks"
    ):
        if name not in answered or hour > answered[name]:
            looks[name].append(Look(hour.date(), country, networks))
    return looks


def journey_of(story: Story) -> Journey | None:
    """Where the carton was by what is recorded of it; None without a shipment, or when nobody said when it comes."""
    voyage = story.voyage
    if voyage is None or not voyage.destination:
        return None
    if voyage.arrived_on:
        there_on = voyage.arrived_on - timedelta(days=1)  # days are local, looks are counted in UTC
    elif voyage.expected_on:
        there_on = voyage.expected_on - EARLY
    else:
        return None
    origin = story.house.country if story.house else "CN"
    return Journey(area_of(origin), voyage.left_on + STILL_AT_THE_PORT, area_of(voyage.destination), there_on)
