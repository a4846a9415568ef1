"""Certificates of a season cover no more than the plots behind them can yield."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import F

from traceability.certification.models import GIScheme, PlotSeason, PlotYield
from traceability.certification.refusals import PlotAreaIsUnknown, PlotYieldsLess, YieldIsUnknown
from traceability.lots.models import Lot
from traceability.lots.queries import Share, origins_of
from traceability.lots.words import local
from traceability.parties.dated import in_force
from traceability.web.dates import day as in_words
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg


def count_season(*, lot: Lot, scheme: GIScheme, certified_g: int) -> None:
    """Count `certified_g` grams of a lot against the season of each plot it grew on, in the caller's transaction.

    A plot's bound is its area as weigh-in copied it, times the yield in force on the day of picking. Each plot is taken
    by one conditional statement, in one order for everybody; revoking gives nothing back.
    Raises PlotAreaIsUnknown, YieldIsUnknown or PlotYieldsLess.
    """
    seasons: dict[tuple[int, int], list[Share]] = defaultdict(list)
    for share in origins_of(lot):
        seasons[share.origin.plot_id, share.origin.picked_on.year].append(share)
    yields: dict[int, PlotYield] = {}
    for (_plot, year), shares in sorted(seasons.items()):
        picked_on = max(share.origin.picked_on for share in shares)
        if year not in yields:
            yields[year] = _yield(lot, picked_on)
        grams = sum(-(-share.grams * certified_g // lot.weight_g) for share in shares)
        _count(shares[0], scheme, yields[year], grams)


def _yield(lot: Lot, on: date) -> PlotYield:
    species = lot.product.variety.species
    found = in_force(PlotYield.objects.all(), on).filter(species=species).order_by("-valid_from").first()
    if found is None:
        raise YieldIsUnknown(fruit=local(species), day=in_words(on))
    return found


def _count(share: Share, scheme: GIScheme, row: PlotYield, grams: int) -> None:
    origin = share.origin
    if origin.area_mu is None:
        raise PlotAreaIsUnknown(plot=origin.plot_number)
    season, _made = PlotSeason.objects.get_or_create(
        scheme=scheme,
        plot=origin.plot,
        year=origin.picked_on.year,
        defaults={"yields": row, "bound_g": int(origin.area_mu * row.kg_per_mu * Decimal(1000))},
    )
    mine = PlotSeason.objects.filter(pk=season.pk, certified_g__lte=F("bound_g") - grams)
    if not mine.update(certified_g=F("certified_g") + grams):
        season.refresh_from_db()
        raise PlotYieldsLess(
            plot=origin.plot_number,
            area=f"{origin.area_mu.normalize():f}",
            year=season.year,
            per_mu=localised(season.yields.kg_per_mu),
            bound_kg=kg(season.bound_g),
            left_kg=kg(season.left_g),
            wanted_kg=kg(grams),
            source=season.yields.source,
        )
