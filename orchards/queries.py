"""Reads worth a name: intervals, sums of a season, and how a harvest stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from orchards.models import Harvest, Plot, Treatment
from orchards.models.book import HarvestQuerySet
from orchards.seasons import season_start
from traceability.lots.keys import among
from traceability.lots.models import Variety
from traceability.web.prepared import PreparedRows


@dataclass(frozen=True)
class Interval:
    """A pre-harvest interval that is running on a day: which treatment began it, and how far it is."""

    treatment: Treatment
    on: date

    @property
    def allowed_from(self) -> date:
        return self.treatment.allowed_from

    @property
    def days_gone(self) -> int:
        return (self.on - self.treatment.applied_on).days

    @property
    def days_left(self) -> int:
        return (self.allowed_from - self.on).days


def interval_running(plot: Plot, on: date) -> Interval | None:
    """The interval that forbids picking the plot on a day and ends last, or None.

    Reads `plot.treatments` as a whole, so that a list which has prefetched them asks nothing more.
    """
    running = [
        treatment
        for treatment in plot.treatments.all()
        if treatment.is_standing and treatment.applied_on <= on < treatment.allowed_from
    ]
    if not running:
        return None
    return Interval(treatment=max(running, key=lambda treatment: treatment.allowed_from), on=on)


def season_treatments(plot: Plot, picked_on: date) -> list[Treatment]:
    """What was sprayed before a picking, newest first: this season, or before with an interval that reached in."""
    start = season_start(plot.variety, picked_on)
    return sorted(
        (
            treatment
            for treatment in plot.treatments.all()
            if treatment.is_standing
            and treatment.applied_on <= picked_on
            and (treatment.applied_on >= start or treatment.allowed_from > picked_on)
        ),
        key=lambda treatment: (treatment.applied_on, treatment.pk),
        reverse=True,
    )


def season_weighed_g(plot: Plot, on: date) -> int:
    """Grams of a plot that were on the scale in the season that the day belongs to."""
    start = _midnight(season_start(plot.variety, on))
    found = plot.harvests.filter(picked_at__gte=start).aggregate(grams=Sum("weigh_in__lot__weight_g"))
    return found["grams"] or 0


def picked_by_plot(plots: Iterable[Plot], on: date) -> dict[int, int]:
    """Grams of each plot's season by the plot's key, in one query a season's beginning, not one a plot."""
    return _by_plot(_varieties(plots), on, _PICKED)


def weighed_by_plot(plots: Iterable[Plot], on: date) -> dict[int, int]:
    """Grams of each plot's season that were on the scale, likewise."""
    return weighed_of(_varieties(plots), on)


def weighed_of(varieties: Mapping[int, Variety], on: date) -> dict[int, int]:
    """The same for who knows no more of the plots than their keys, each with its variety."""
    return _by_plot(varieties, on, _WEIGHED)


def _varieties(plots: Iterable[Plot]) -> dict[int, Variety]:
    return {plot.pk: plot.variety for plot in plots}


def _sums(grams: str) -> PreparedRows:
    return PreparedRows(
        lambda plots, start: (
            Harvest.objects.standing()
            .filter(plot__in=plots, picked_at__gte=start)
            .values_list("plot")
            .annotate(grams=Sum(grams))
        ),
        among([-1]),
        datetime(1970, 1, 1, tzinfo=UTC),
    )


_PICKED, _WEIGHED = _sums("weight_g"), _sums("weigh_in__lot__weight_g")


def _by_plot(varieties: Mapping[int, Variety], on: date, sums: PreparedRows) -> dict[int, int]:
    starts = {variety: season_start(variety, on) for variety in set(varieties.values())}
    by_start: dict[date, list[int]] = {}
    for plot, variety in varieties.items():
        by_start.setdefault(starts[variety], []).append(plot)
    found: dict[int, int] = {}
    for start, those in by_start.items():
        found |= {plot: grams or 0 for plot, grams in sums(among(those), _midnight(start))}
    return found


def kg_per_mu(grams: int, plot: Plot) -> int:
    """Whole kilograms to the 亩."""
    return int(Decimal(grams) / 1000 / plot.area_mu)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def named(harvests: HarvestQuerySet, text: str) -> HarvestQuerySet:
    """Those of growers with a name like it, or from a village with such a name."""
    return harvests.filter(plot__grower__user__name__icontains=text) | harvests.filter(
        plot__place__village__name_zh__contains=text
    )
