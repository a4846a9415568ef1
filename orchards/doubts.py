"""What the cooperative should ask about a harvest: questions, not verdicts. Nothing here stops a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orchards.models import Harvest, Plot
from orchards.queries import interval_running, kg_per_mu, season_picked_g
from orchards.thresholds import Key, Thresholds
from orchards.weights import shown
from traceability.web.dates import day as in_words


@dataclass(frozen=True)
class Doubt:
    """One question. `kind` is a state of the look: no stops the fruit, warn asks."""

    kind: str
    headline: str
    detail: str = ""


def doubts_about(harvest: Harvest, thresholds: Thresholds) -> list[Doubt]:
    """What stands out about a harvest by its own facts, worst first. No query for one of `Harvest.with_names()`."""
    found = [inside_interval(harvest.plot, harvest.picked_on), difference(harvest, thresholds)]
    return [doubt for doubt in found if doubt]


def inside_interval(plot: Plot, picked_on: date) -> Doubt | None:
    """Picked while a pre-harvest interval ran: set aside."""
    interval = interval_running(plot, picked_on)
    if interval is None:
        return None
    headline = _("Picked inside an interval, allowed from %(day)s.")
    return Doubt(
        "no", headline % {"day": in_words(interval.allowed_from, short=True)}, _("Set aside, blends with nothing.")
    )


def difference(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """The scale disagrees with the phone by more than the tolerance."""
    weigh_in = getattr(harvest, "weigh_in", None)
    if weigh_in is None or abs(weigh_in.difference_g) <= thresholds.tolerance_g(harvest.weight_g, on=harvest.picked_on):
        return None
    share = f"{abs(weigh_in.difference_g) * 100 / harvest.weight_g:.1f}"
    words = _("%(share)s %% less than logged.") if weigh_in.difference_g < 0 else _("%(share)s %% more than logged.")
    return Doubt("warn", words % {"share": share}, weigh_in.explanation or _("Ask before it is blended."))


def season_yield(plot: Plot, on: date, thresholds: Thresholds) -> Doubt | None:
    """The season has given more than a good orchard does. One query."""
    per_mu = kg_per_mu(season_picked_g(plot, on), plot)
    if per_mu <= thresholds.value(Key.SEASON_WARNS, on=on):
        return None
    words = _("This season the plot gave %(kg)s kg per 亩, more than a good orchard gives.")
    return Doubt(
        "warn", words % {"kg": shown(per_mu * 1000, "kg").removesuffix(".0")}, _("Ask where the fruit comes from.")
    )
