"""What can be doubtful about a row, in the reader's words. `no` stops until it is mended or left out; `warn` asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Doubt:
    """One doubt about the cell of one column (`place`, a field of the page). `facts` fill its sentence."""

    code: str
    place: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return SENTENCES[self.code][0]

    @property
    def stops(self) -> bool:
        return self.kind == "no"

    @property
    def headline(self) -> str:
        return gettext(SENTENCES[self.code][1]) % self.facts

    @property
    def detail(self) -> str:
        text = SENTENCES[self.code][2]
        return gettext(text) % self.facts if text else ""


SENTENCES: dict[str, tuple[str, str, str]] = {
    "no-day": ("no", _("No day."), _("Write the day of picking.")),
    "day-unread": ("no", _("“%(text)s” is no day."), _("Write it as 6月20日 or 2026-06-20.")),
    "no-such-day": ("no", _("There is no %(month)s/%(day)s."), _("That month has no such day.")),
    "two-days": ("no", _("Which day?"), _("“%(text)s” can be read in more than one way.")),
    "day-to-come": ("no", _("%(day)s has not come yet."), _("Write the day of picking again.")),
    "old-day": ("warn", _("Long ago."), _("That is %(days)s days back. Is the year right?")),
    "no-grower": ("no", _("No grower."), _("Say whose fruit it is.")),
    "grower-unknown": (
        "no",
        _("No grower is called %(text)s."),
        _("Choose the grower, or enter a new one under Growers first."),
    ),
    "two-growers": ("no", _("%(count)s growers can be meant by %(text)s."), _("Choose whose row it is.")),
    "another-village": (
        "warn",
        _("Another village."),
        _("The page says %(text)s; this grower is entered in %(village)s."),
    ),
    "no-plots": ("no", _("No plot is entered for %(name)s."), _("Enter it under Growers, then look again.")),
    "which-plot": ("no", _("Which plot?"), _("%(name)s has %(count)s that can be meant.")),
    "plot-unknown": ("no", _("%(name)s has no plot %(text)s."), _("Choose one of the plots that are entered.")),
    "plot-by-name": (
        "warn",
        _("“%(text)s” is no plot number."),
        _("%(name)s has one plot, %(number)s: taken to be it."),
    ),
    "variety-unknown": (
        "warn",
        _("No variety is called %(text)s."),
        _("Taken as %(variety)s, which grows on the plot."),
    ),
    "another-variety": (
        "no",
        _("The page says %(text)s; plot %(number)s bears %(variety)s."),
        _("Choose the plot it was picked on."),
    ),
    "no-weight": ("no", _("No weight."), _("Write the weight with its unit.")),
    "weight-unread": ("no", "%(sentence)s", ""),
    "weight-impossible": (
        "no",
        _("%(kg)s kg in one picking cannot be."),
        _("At most %(most)s kg. One nought too many?"),
    ),
    "no-unit": ("no", _("No unit."), _("Is it 斤 or kilograms? Neither the heading nor any cell says.")),
    "unit-of-others": ("warn", _("No unit."), _("Every other row is in %(unit)s; read so.")),
    "a-sum": ("warn", _("A sum."), _("%(text)s was added up.")),
    "much": ("warn", _("Much."), _("The plot's whole year is %(kg)s kg. One nought too many?")),
    "crates-unread": ("no", _("“%(text)s” is no number of crates."), _("Write how many, or 0.")),
    "logged-already": (
        "no",
        _("%(name)s logged %(weight)s on that day by phone: the same?"),
        _("Leave it out if it is; say if it is another picking."),
    ),
    "in-the-book": (
        "no",
        _("%(weight)s of that plot and day is in the book already: the same?"),
        _("Leave it out if it is; say if it is another picking."),
    ),
    "written-twice": ("warn", _("Row %(row)s says the same."), _("If it was written twice, leave one out.")),
    "only-a-weight": (
        "no",
        _("Only a weight stands here."),
        _("A total, or another picking of %(name)s? Leave a total out."),
    ),
    "total-differs": (
        "warn",
        _("The page's total is %(written)s kg, its rows make %(sum)s kg."),
        _("A difference of %(difference)s kg. A row may be missing or misread."),
    ),
    "total-unread": ("warn", _("The total could not be read."), _("It was not compared.")),
}
"""Code → state of the look, headline, detail."""

ALREADY_THERE = frozenset({"logged-already", "in-the-book"})
"""Doubts about rows that may stand in the growers' books."""
