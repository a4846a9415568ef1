"""What lots are made of, and what was made of them: one recursive query each way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import connection

from traceability.lots.models import Lot, LotInput, LotOrigin

_ANCESTORS = """
    WITH RECURSIVE up(pk) AS (
        SELECT parent_id FROM lots_lotinput WHERE child_id IN ({keys})
        UNION
        SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT pk FROM up
"""
_DESCENDANTS = """
    WITH RECURSIVE down(pk) AS (
        SELECT child_id FROM lots_lotinput WHERE parent_id IN ({keys})
        UNION
        SELECT i.child_id FROM lots_lotinput i JOIN down ON i.parent_id = down.pk
    ) SELECT pk FROM down
"""


@dataclass(frozen=True)
class Share:
    """So many grams of a lot came from one grower's picking."""

    origin: LotOrigin
    grams: int


def ancestor_keys(*lots: Lot) -> list[int]:
    """Primary keys of every lot that these were made of, in one recursive query."""
    return _keys(_ANCESTORS, lots)


def _keys(query: str, lots: Sequence[Lot]) -> list[int]:
    if not lots:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(keys=", ".join(["%s"] * len(lots))), [lot.pk for lot in lots])
        return [key for (key,) in cursor.fetchall()]


def ancestors_of(lot: Lot) -> list[Lot]:
    """Every lot that this one was made of, however far back, oldest first."""
    return list(Lot.objects.filter(pk__in=_keys(_ANCESTORS, [lot])).with_names().order_by("pk"))


def descendants_of(lot: Lot) -> list[Lot]:
    """Every lot that was made of this one, however far on, oldest first."""
    return list(Lot.objects.filter(pk__in=_keys(_DESCENDANTS, [lot])).with_names().order_by("pk"))


def origins_of(lot: Lot) -> list[Share]:
    """Where the lot grew, the largest share first; shares are whole grams and add up to the lot's weight.

    A loss in a making is taken from all inputs alike: nobody weighs whose fruit was sorted out.
    """
    family = [lot.pk, *ancestor_keys(lot)]
    parts: dict[int, list[tuple[int, int]]] = {}
    for child, parent, grams in LotInput.objects.filter(child__in=family).values_list("child", "parent", "weight_g"):
        parts.setdefault(child, []).append((parent, grams))
    fractions: dict[int, Fraction] = {key: Fraction(0) for key in family}
    fractions[lot.pk] = Fraction(1)
    for key in sorted(family, reverse=True):  # keys only grow, so a child is settled before its parents
        whole = sum(grams for _, grams in parts.get(key, ()))
        for parent, grams in parts.get(key, ()):
            fractions[parent] += fractions[key] * Fraction(grams, whole)
    origins = LotOrigin.objects.filter(lot__in=family).select_related(
        "lot", "plot", "village__township", "county", "lot__product__variety"
    )
    return _whole_grams({origin: fractions[origin.lot_id] for origin in origins}, lot.weight_g)


def _whole_grams(fractions: dict[LotOrigin, Fraction], total_g: int) -> list[Share]:
    """Largest remainders first, so that the shares add up."""
    exact = {origin: fraction * total_g for origin, fraction in fractions.items()}
    grams = {origin: int(share) for origin, share in exact.items()}
    missing = total_g - sum(grams.values()) if grams else 0
    for origin in sorted(exact, key=lambda o: (grams[o] - exact[o], o.pk))[:missing]:
        grams[origin] += 1
    return [Share(origin, grams[origin]) for origin in sorted(grams, key=lambda o: (-grams[o], o.pk))]
