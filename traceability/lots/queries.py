"""What lots are made of, and what was made of them: one recursive query each way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db import connection
from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from traceability.lots.models import Lot, LotInput, LotOrigin, LotQuerySet, Making
from traceability.parties.models import Organisation

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
    return _shares({lot.pk: Fraction(1)}, [lot], lot.weight_g)


def origins_of_blend(inputs: Sequence[tuple[Lot, int]], *, loss_g: int = 0) -> list[Share]:
    """What `origins_of` would answer about a blend of these grams of each lot, before it is made."""
    whole_g = sum(grams for _, grams in inputs)
    return _shares(
        {lot.pk: Fraction(grams, whole_g) for lot, grams in inputs}, [lot for lot, _ in inputs], whole_g - loss_g
    )


def _shares(seeds: dict[int, Fraction], lots: Sequence[Lot], total_g: int) -> list[Share]:
    """Origins by their part of `total_g`, where each seed has its fraction of the whole."""
    family = {*seeds, *ancestor_keys(*lots)}
    parts: dict[int, list[tuple[int, int]]] = {}
    for child, parent, grams in LotInput.objects.filter(child__in=family).values_list("child", "parent", "weight_g"):
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
    """Loose fruit in stock that may be packed. Fruit picked inside a pre-harvest interval is set aside."""
    set_aside = Q(origin__picked_on__lt=F("origin__allowed_from"))
    return Lot.objects.filter(owner=organisation, units=None).in_stock().exclude(set_aside)


def lots_on_board(organisation: Organisation) -> LotQuerySet:
    """What may be packed, with what a line about it shows: made here first, then off the scale, newest first."""
    received = Case(When(making__act=Making.Act.RECEIVE, then=1), default=0)
    return with_sources(packable(organisation).with_names()).order_by(received, "-making__made_at", "-pk")


def newest_day(organisation: Organisation) -> date | None:
    """The last local day on which a lot was made."""
    made_at = Making.objects.filter(lot__owner=organisation).aggregate(last=Max("made_at"))["last"]
    return timezone.localtime(made_at).date() if made_at else None


def makings_on(organisation: Organisation, day: date) -> QuerySet[Making]:
    """What was made on a local day, in order."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    of_day = Making.objects.filter(
        lot__owner=organisation, made_at__gte=midnight, made_at__lt=midnight + timedelta(days=1)
    )
    return of_day.select_related("lot__product__variety__species", "lot__origin__village__township").order_by(
        "made_at", "pk"
    )


def work_day_beside(organisation: Organisation, day: date, *, later: bool) -> date | None:
    """The nearest day with work before or after another one."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    makings = Making.objects.filter(lot__owner=organisation)
    if later:
        found = makings.filter(made_at__gte=midnight + timedelta(days=1)).aggregate(at=Min("made_at"))["at"]
    else:
        found = makings.filter(made_at__lt=midnight).aggregate(at=Max("made_at"))["at"]
    return timezone.localtime(found).date() if found else None
