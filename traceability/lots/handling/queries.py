"""What was done to fruit, its own lot or one that it was made of."""

from __future__ import annotations

from django.db.models import QuerySet

from traceability.lots.handling.models import Handling
from traceability.lots.models import Lot
from traceability.lots.queries import ancestor_keys


def handlings_of(lot: Lot) -> QuerySet[Handling]:
    """Treatments and storage of a lot and of everything that it was made of, oldest first."""
    family = [lot.pk, *ancestor_keys(lot)]
    return Handling.objects.filter(lot__in=family).select_related("kind", "place", "lot__product", "event")
