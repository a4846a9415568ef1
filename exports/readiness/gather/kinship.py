"""What the lots of a batch were made of, however far back: one query for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models.expressions import RawSQL

from traceability.lots.keys import among

_EDGES = """
    WITH RECURSIVE up(pk) AS (
        SELECT id FROM lots_lot WHERE id IN ({})
        UNION
        SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT i.child_id, i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
"""


@dataclass(frozen=True)
class Kinship:
    """By key of each lot of the batch, itself and all that it was made of; and the parents of any of them."""

    kin: dict[int, set[int]]
    parents: dict[int, list[int]]
    family: frozenset[int]

    @cached_property
    def everyone(self) -> RawSQL:
        """The family as one value of a query."""
        return among(self.family)


def kinship_of(lots: Sequence[int]) -> Kinship:
    """The kinship of these lots by their keys."""
    parents: dict[int, list[int]] = {}
    wanted = among(lots)
    with connection.cursor() as cursor:
        cursor.execute(_EDGES.format(wanted.sql), wanted.params)
        for child, parent in cursor.fetchall():
            parents.setdefault(child, []).append(parent)
    reach: dict[int, set[int]] = {}
    # Keys only grow, so whatever a lot was made of is known before the lot.
    for key in sorted({*lots, *parents, *(parent for some in parents.values() for parent in some)}):
        reach[key] = {key}.union(*(reach[parent] for parent in parents.get(key, ())))
    return Kinship({lot: reach[lot] for lot in lots}, parents, frozenset(reach))
