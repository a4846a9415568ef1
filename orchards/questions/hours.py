"""Can it have been picked then, and as fast as that?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from orchards.doubts import Doubt
from orchards.models import Harvest
from orchards.models.book import Record
from orchards.questions.kinds import Kind
from orchards.thresholds import Key, Thresholds
from traceability.web.numbers import localised

SHORTEST = timedelta(minutes=30)
"""Two loads are often logged one after the other: what came in between is never counted as less."""


def at_night(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """Picked in the dark, by the clock of the orchard. Paper knows no hours."""
    if harvest.source == Record.Source.PAPER:
        return None
    clock, day = harvest.picked_local, harvest.picked_on
    begins, ends = thresholds.value(Key.NIGHT_BEGINS, on=day), thresholds.value(Key.NIGHT_ENDS, on=day)
    if ends <= clock.hour < begins:
        return None
    return Doubt("warn", _("Picked at %(clock)s, in the dark.") % {"clock": f"{clock:%H:%M}"}, "", Kind.NIGHT)


@dataclass(frozen=True)
class DaySoFar:
    """What a household had logged on a day when it logged a harvest: when on that plot before, and grams in all."""

    before: datetime | None
    grams: int


def too_fast(harvest: Harvest, so_far: DaySoFar, thresholds: Thresholds) -> Doubt | None:
    """More than hands pick: on the plot since the record before, or on all plots together since daybreak.

    Two plots that are logged one after the other were picked side by side: neither is measured against the other.
    """
    if harvest.source == Record.Source.PAPER:
        return None
    picked, day = harvest.picked_local, harvest.picked_on
    most = thresholds.value(Key.HANDS_KG_PER_HOUR, on=day)
    if so_far.before and (an_hour := _an_hour(harvest.weight_g, picked - so_far.before)) > most:
        words = _("%(kg)s kg an hour on this plot since the record before.")
        return Doubt("warn", words % {"kg": localised(an_hour)}, "", Kind.FAST)
    daybreak = datetime.combine(day, time(int(thresholds.value(Key.NIGHT_ENDS, on=day))), picked.tzinfo)
    if (an_hour := _an_hour(so_far.grams, picked - daybreak)) > most:
        words = _("%(kg)s kg an hour since daybreak, all plots together.")
        return Doubt("warn", words % {"kg": localised(an_hour)}, "", Kind.FAST)
    return None


def days_so_far(harvests: Iterable[Harvest]) -> dict[int, DaySoFar]:
    """What the same household had logged on the day of each harvest, by the harvest's key. One query for all."""
    wanted = list(harvests)
    if not wanted:
        return {}
    rows = Harvest.objects.standing().filter(
        plot__grower__in={harvest.plot.grower_id for harvest in wanted},
        picked_at__gte=min(harvest.picked_at for harvest in wanted) - timedelta(days=1),
        picked_at__lte=max(harvest.picked_at for harvest in wanted),
    )
    logged: dict[tuple[int, date], list[_Logged]] = {}
    fields = ("plot__grower", "picked_at", "pk", "plot", "weight_g")
    for grower, at, key, plot, grams in rows.order_by("picked_at", "pk").values_list(*fields):
        logged.setdefault((grower, timezone.localdate(at)), []).append(_Logged(at, key, plot, grams))
    return {harvest.pk: _so_far(harvest, logged) for harvest in wanted}


class _Logged(NamedTuple):
    at: datetime
    key: int
    plot: int
    grams: int


def _so_far(harvest: Harvest, logged: dict[tuple[int, date], list[_Logged]]) -> DaySoFar:
    of_the_day = logged.get((harvest.plot.grower_id, timezone.localdate(harvest.picked_at)), [])
    earlier = [one for one in of_the_day if (one.at, one.key) < (harvest.picked_at, harvest.pk)]
    before = [one.at for one in earlier if one.plot == harvest.plot_id]
    return DaySoFar(before[-1] if before else None, harvest.weight_g + sum(one.grams for one in earlier))


def _an_hour(grams: int, took: timedelta) -> int:
    """Whole kilograms an hour."""
    return round(grams / 1000 / (max(took, SHORTEST) / timedelta(hours=1)))
