"""Rows that may stand in the growers' books already, and rows that say the same as one above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from orchards.models import Harvest, PaperBook, Record
from orchards.weights import with_unit

if TYPE_CHECKING:
    from orchards.paper.understanding import Understood

Key = tuple[int, date, int]
"""Plot, local day, grams."""


class Known:
    """What is in the books of the page's plots on the page's days. One query."""

    def __init__(self, rows: Iterable[Understood], book: PaperBook | None) -> None:
        self._sources: dict[Key, str] = {}
        days = [one.day for one in rows if one.day and one.plot]
        if not days:
            return
        since = timezone.make_aware(datetime.combine(min(days), time.min)) - timedelta(days=1)
        until = timezone.make_aware(datetime.combine(max(days), time.max)) + timedelta(days=1)
        cooperative = next(one.plot.grower.cooperative_id for one in rows if one.plot)
        there = Harvest.objects.standing().filter(
            plot__grower__cooperative=cooperative, picked_at__gte=since, picked_at__lte=until
        )
        if book is not None:
            there = there.exclude(paper=book)
        for plot, at, offset, grams, source in there.values_list(
            "plot_id", "picked_at", "picked_offset", "weight_g", "source"
        ).iterator():
            self._sources[plot, (at + timedelta(minutes=offset)).date(), grams] = source

    def compare(self, rows: Iterable[Understood]) -> None:
        """Ask about each row whose plot, day and weight are known, and about the second of two rows alike."""
        above: dict[Key, int] = {}
        for one in rows:
            if one.plot is None or one.day is None or one.weight_g is None:
                continue
            key = (one.plot.pk, one.day, one.weight_g)
            if key in self._sources and one.row["answers"].get("same") != "another":
                code = "logged-already" if self._sources[key] == Record.Source.PHONE else "in-the-book"
                one.ask(code, "weight", name=one.plot.grower.user.name, weight=with_unit(one.weight_g, "jin"))
            if key in above:
                one.ask("written-twice", "weight", row=above[key])
            elif not one.is_left_out:
                above[key] = one.row["number"]
