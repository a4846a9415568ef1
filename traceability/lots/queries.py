"""What lots are made of, and what was made of them: one recursive query each way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from traceability.lots.facts import Picking
from traceability.lots.models import Lot, LotInput, LotOrigin, LotQuerySet, Making
from traceability.parties.models import Organisation

_ANCESTORS = """
    WITH RECURSIVE up(pk) AS (
        SELECT parent_id FROM lots_lotinput WHERE child_id IN ({keys})
        UNION
        SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT pk FROM up
"""
_FAMILY = """
    WITH RECURSIVE up(pk) AS (
        SELECT id FROM lots_lot WHERE id IN ({keys})
        UNION
        SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT pk FROM up
"""
_PICKINGS = """
    SELECT o.lot_id, l.code, o.grower_pseudonym, CAST(o.picked_on AS text), CAST(o.allowed_from AS text),
        v.name_zh, t.name_zh, t.name_en, c.name_zh, c.name_en
    FROM lots_lotorigin o JOIN lots_lot l ON l.id = o.lot_id
    LEFT JOIN parties_village v ON v.code = o.village_id LEFT JOIN parties_township t ON t.code = v.township_id
    LEFT JOIN parties_county c ON c.code = o.county_id
"""
_EDGES = """
    WITH RECURSIVE up(pk) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT i.child_id, i.parent_id, i.weight_g FROM lots_lotinput i JOIN up ON i.child_id = up.pk
"""
_DESCENDANTS = """
    WITH RECURSIVE down(pk) AS (
        SELECT child_id FROM lots_lotinput WHERE parent_id IN ({keys})
        UNION
        SELECT i.child_id FROM lots_lotinput i JOIN down ON i.parent_id = down.pk
    ) SELECT pk FROM down
"""

_FAMILIES = """
    WITH RECURSIVE up(root, pk) AS (
        SELECT id, id FROM lots_lot WHERE id IN ({roots})
        UNION
        SELECT up.root, i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ) SELECT root, pk FROM up
"""


@dataclass(frozen=True)
class Share:
    """So many grams of a lot came from one grower's picking."""

    origin: LotOrigin
    grams: int


def ancestor_keys(*lots: Lot | int) -> list[int]:
    """Primary keys of every lot that these were made of, in one recursive query."""
    return _keys(_ANCESTORS, lots)


def descendant_keys(*lots: Lot | int) -> list[int]:
    """Primary keys of every lot that was made of these, in one recursive query."""
    return _keys(_DESCENDANTS, lots)


Edge = tuple[int, int, int]
"""Child, parent, grams."""


def edges_of(lot: Lot) -> list[Edge]:
    """Everything that went into a lot and into what it was made of, however far back, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_EDGES, [lot.pk])
        return [(child, parent, grams) for child, parent, grams in cursor.fetchall()]


def families(lots: Iterable[int]) -> dict[int, set[int]]:
    """By key of each lot, the keys of itself and of all it was made of: one query."""
    found: dict[int, set[int]] = {key: set() for key in lots}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_FAMILIES.format(roots=",".join(["%s"] * len(found))), list(found))
            for root, key in cursor.fetchall():
                found[root].add(key)
    return found


def rows_about(query: str, lots: Iterable[Lot | int], *values: Any) -> list[tuple[Any, ...]]:
    """What a statement finds whose {keys} are these lots (or their keys), then `values`; nothing without a lot.

    For what every act asks, and the ORM would take longer to write than the database to answer.
    """
    keys = [lot if isinstance(lot, int) else lot.pk for lot in lots]
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_with_places(query, keys), [*keys, *values])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _keys(query: str, lots: Sequence[Lot | int]) -> list[int]:
    return [key for (key,) in rows_about(query, lots)]


def _among(column: str, query: str) -> str:
    """The condition that a column is one of the keys that a recursive query finds.

    PostgreSQL guesses that such a query finds far more than it does, and would read whole tables to meet them; of an
    array it guesses ten.
    """
    among = "{} = ANY(ARRAY({}))" if connection.vendor == "postgresql" else "{} IN ({})"
    return among.format(column, query)


def _lots_among(query: str, lot: Lot) -> LotQuerySet:
    """Lots that a recursive query finds from one."""
    found = RawSQL(_with_places(_among("lots_lot.id", query), [lot.pk]), [lot.pk], BooleanField())  # noqa: S611 - no input
    return Lot.objects.filter(found)


def _with_places(query: str, keys: Sequence[int]) -> str:
    return query.format(keys=", ".join(["%s"] * len(keys)))


def ancestors_of(lot: Lot) -> list[Lot]:
    """Every lot that this one was made of, however far back, oldest first; one query."""
    return list(_lots_among(_ANCESTORS, lot).with_names().order_by("pk"))


def descendants_of(lot: Lot) -> list[Lot]:
    """Every lot that was made of this one, however far on, oldest first; one query."""
    return list(_lots_among(_DESCENDANTS, lot).with_names().order_by("pk"))


def pickings_of(lots: Sequence[Lot]) -> list[Picking]:
    """Every picking that went into these lots, at least one, however far back; one query."""
    rows = rows_about(f"{_PICKINGS} WHERE {_among('o.lot_id', _FAMILY)} ORDER BY o.id", lots)
    return [
        Picking(lot, code, grower, date.fromisoformat(picked), date.fromisoformat(allowed) if allowed else None, *place)
        for lot, code, grower, picked, allowed, *place in rows
    ]


def origins_of(lot: Lot, edges: Sequence[Edge] | None = None) -> list[Share]:
    """Where the lot grew, the largest share first; shares are whole grams and add up to the lot's weight.

    A loss in a making is taken from all inputs alike: nobody weighs whose fruit was sorted out. Two queries; one for
    who knows the lot's `edges_of` already.
    """
    return _shares({lot.pk: Fraction(1)}, edges_of(lot) if edges is None else edges, lot.weight_g)


def origins_of_blend(inputs: Sequence[tuple[Lot, int]], *, loss_g: int = 0) -> list[Share]:
    """What `origins_of` would answer about a blend of these grams of each lot, before it is made."""
    whole_g = sum(grams for _, grams in inputs)
    seeds = {lot.pk: Fraction(grams, whole_g) for lot, grams in inputs}
    family = {*seeds, *ancestor_keys(*(lot for lot, _ in inputs))}
    edges = list(LotInput.objects.filter(child__in=family).values_list("child", "parent", "weight_g"))
    return _shares(seeds, edges, whole_g - loss_g)


def _shares(seeds: dict[int, Fraction], edges: Sequence[Edge], total_g: int) -> list[Share]:
    """Origins by their part of `total_g`, where each seed has its fraction of the whole."""
    family = {*seeds, *(parent for _, parent, _ in edges)}
    parts: dict[int, list[tuple[int, int]]] = {}
    for child, parent, grams in edges:
        parts.setdefault(child, []).append((parent, grams))
    fractions: dict[int, Fraction] = dict.fromkeys(family, Fraction(0)) | seeds
    for key in sorted(family, reverse=True):  # keys only grow, so a child is settled before its parents
        whole = sum(grams for _, grams in parts.get(key, ()))
        for parent, grams in parts.get(key, ()):
            fractions[parent] += fractions[key] * Fraction(grams, whole)
    origins = LotOrigin.objects.filter(lot__in=family).select_related(
        "lot", "plot", "village__township", "county", "lot__product__variety"
    )
    return _whole_grams({origin: fractions[origin.lot_id] for origin in origins}, total_g)


def _whole_grams(fractions: dict[LotOrigin, Fraction], total_g: int) -> list[Share]:
    """Largest remainders first, so that the shares add up."""
    exact = {origin: fraction * total_g for origin, fraction in fractions.items()}
    grams = {origin: int(share) for origin, share in exact.items()}
    missing = total_g - sum(grams.values()) if grams else 0
    for origin in sorted(exact, key=lambda o: (grams[o] - exact[o], o.pk))[:missing]:
        grams[origin] += 1
    return [Share(origin, grams[origin]) for origin in sorted(grams, key=lambda o: (-grams[o], o.pk))]


def with_sources(lots: LotQuerySet) -> LotQuerySet:
    """`sources`: of how many lots each was made."""
    made_of = (
        LotInput.objects.filter(child=OuterRef("pk")).order_by().values("child").annotate(n=Count("pk")).values("n")
    )
    return lots.annotate(sources=Coalesce(Subquery(made_of), 0))


def packable(organisation: Organisation) -> LotQuerySet:
    """Loose fruit in stock that may be packed: neither held nor picked inside a pre-harvest interval."""
    set_aside = Q(origin__picked_on__lt=F("origin__allowed_from"))
    return Lot.objects.filter(owner=organisation, units=None).in_stock().exclude(set_aside).exclude(held__is_open=True)


def lots_on_board(organisation: Organisation) -> LotQuerySet:
    """What may be packed, with what a line about it shows: made here first, then off the scale, newest first."""
    received = Case(When(making__act=Making.Act.RECEIVE, then=1), default=0)
    return with_sources(packable(organisation).with_names()).order_by(received, "-making__made_at", "-pk")


def newest_day(organisation: Organisation) -> date | None:
    """The last local day on which a lot was made."""
    made_at = Making.objects.filter(owner=organisation).aggregate(last=Max("made_at"))["last"]
    return timezone.localtime(made_at).date() if made_at else None


def makings_on(organisation: Organisation, day: date) -> QuerySet[Making]:
    """What was made on a local day, in order."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    of_day = Making.objects.filter(owner=organisation, made_at__gte=midnight, made_at__lt=midnight + timedelta(days=1))
    return of_day.select_related("lot__product__variety__species", "lot__origin__village__township").order_by(
        "made_at", "pk"
    )


def work_day_beside(organisation: Organisation, day: date, *, later: bool) -> date | None:
    """The nearest day with work before or after another one."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    makings = Making.objects.filter(owner=organisation)
    if later:
        found = makings.filter(made_at__gte=midnight + timedelta(days=1)).aggregate(at=Min("made_at"))["at"]
    else:
        found = makings.filter(made_at__lt=midnight).aggregate(at=Max("made_at"))["at"]
    return timezone.localtime(found).date() if found else None
