"""What was done to fruit, its own lot or one that it was made of."""

from __future__ import annotations

from django.db.models import QuerySet

from traceability.lots.handling.models import Handling
from traceability.lots.models import Lot
from traceability.lots.queries import rows_about

_REACHED = """
    WITH RECURSIVE up(pk, until) AS (
        SELECT id, (SELECT made_at FROM lots_making WHERE 1 = 0) FROM lots_lot WHERE id IN ({keys})
        UNION
        SELECT i.parent_id, m.made_at
        FROM lots_lotinput i JOIN up ON i.child_id = up.pk LEFT JOIN lots_making m ON m.lot_id = i.child_id
    ) SELECT h.id FROM handling_handling h JOIN up ON up.pk = h.lot_id
    WHERE up.until IS NULL OR h.began_at < up.until
"""


def handlings_of(lot: Lot) -> QuerySet[Handling]:
    """Treatments and storage of a lot and of everything that it was made of, oldest first.

    What a lot was made of was handled with it only before it was taken out: what came after was done to the rest.
    """
    keys = [key for (key,) in rows_about(_REACHED, [lot])]
    return Handling.objects.filter(pk__in=keys).select_related("kind", "place", "lot__product", "event")
