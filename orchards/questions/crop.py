"""Can the trees have given as much as that?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from orchards.doubts import Doubt
from orchards.models import Harvest, Plot
from orchards.queries import kg_per_mu
from orchards.questions.kinds import Kind
from orchards.seasons import season_start
from orchards.thresholds import Key, Thresholds
from orchards.weights import shown

Season = tuple[int, date]
"""A plot's key, and the first day of a season."""


def season_of(harvest: Harvest) -> Season:
    """The plot and its season that a harvest belongs to."""
    return harvest.plot_id, season_start(harvest.plot.variety, harvest.picked_on)


def season_sums(harvests: Iterable[Harvest]) -> dict[Season, int]:
    """Grams that each plot gave in the season of each harvest. One query for each first day of a season."""
    plots: dict[date, set[int]] = {}
    for plot, start in map(season_of, harvests):
        plots.setdefault(start, set()).add(plot)
    sums: dict[Season, int] = {}
    for start, those in plots.items():
        first, after = _midnight(start), _midnight(start.replace(year=start.year + 1))
        rows = Harvest.objects.standing().filter(plot__in=those, picked_at__gte=first, picked_at__lt=after)
        sums |= {(plot, start): grams for plot, grams in rows.values_list("plot").annotate(grams=Sum("weight_g"))}
    return sums


def season_yield(plot: Plot, grams: int, on: date, thresholds: Thresholds) -> Doubt | None:
    """The season has given more than a good orchard does."""
    per_mu = kg_per_mu(grams, plot)
    if per_mu <= thresholds.value(Key.SEASON_WARNS, on=on):
        return None
    words = _("This season the plot gave %(kg)s kg per 亩, more than a good orchard gives.")
    given = shown(per_mu * 1000, "kg").removesuffix(".0")
    return Doubt("warn", words % {"kg": given}, _("Ask where the fruit comes from."), Kind.YIELD)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
