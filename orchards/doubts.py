"""What the cooperative should ask about a harvest: questions, not verdicts. Nothing here stops a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orchards.models import Harvest, Plot
from orchards.queries import interval_running
from orchards.thresholds import Thresholds
from traceability.web.dates import day as in_words


@dataclass(frozen=True)
class Doubt:
    """One question. `kind` is a state of the look: no stops the fruit, warn asks; `code` says what it is about."""

    kind: str
    headline: str
    detail: str = ""
    code: str = ""


def doubts_about(harvest: Harvest, thresholds: Thresholds) -> list[Doubt]:
    """What stands out about a harvest by its own facts, worst first. No query for one of `Harvest.with_names()`."""
    if not harvest.is_standing:
        return [Doubt("none", _("Declared wrong, does not count."), harvest.correction.reason, "correction")]
    found = [inside_interval(harvest.plot, harvest.picked_on), difference(harvest, thresholds)]
    return [doubt for doubt in found if doubt]


def inside_interval(plot: Plot, picked_on: date) -> Doubt | None:
    """Picked while a pre-harvest interval ran: set aside."""
    interval = interval_running(plot, picked_on)
    if interval is None:
        return None
    headline = _("Picked inside an interval, allowed from %(day)s.")
    return Doubt(
        "no",
        headline % {"day": in_words(interval.allowed_from, short=True)},
        _("Set aside, blends with nothing."),
        "interval",
    )


def difference(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """The scale disagrees with the phone by more than the tolerance."""
    weigh_in = getattr(harvest, "weigh_in", None)
    if weigh_in is None or abs(weigh_in.difference_g) <= thresholds.tolerance_g(harvest.weight_g, on=harvest.picked_on):
        return None
    share = f"{abs(weigh_in.difference_g) * 100 / harvest.weight_g:.1f}"
    words = _("%(share)s %% less than logged.") if weigh_in.difference_g < 0 else _("%(share)s %% more than logged.")
    return Doubt("warn", words % {"share": share}, weigh_in.explanation or _("Ask before it is blended."), "difference")
