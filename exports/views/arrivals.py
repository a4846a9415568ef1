"""What is coming to an importer, as lines and as bars by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.models import Document, ExportBatch
from exports.queries import FruitLine, Load, fruit_of, sums_of
from exports.receiving.found import Found, found_of
from exports.views import page
from exports.words import whereabouts
from traceability.web import dates
from traceability.web.numbers import localised

State = ExportBatch.State
MOST_WEEKS, BAR, GAP, FLOOR, TALLEST = 9, 46, 26, 250, 218
TONNE_G = 1_000_000


@dataclass(frozen=True)
class Arrival:
    """A batch as a line of the importer's table."""

    batch: ExportBatch
    load: Load
    fruit: list[FruitLine]
    way: str
    headline: str
    announced: bool
    found: Found

    @property
    def is_due(self) -> bool:
        """True until it is received or refused."""
        return self.batch.state in (State.SHIPPED, State.ARRIVED)

    @property
    def is_announced(self) -> bool:
        """True while it is ready and has not left: its importer has no page of it."""
        return self.batch.state in (State.READY, State.LOADED)

    @property
    def where(self) -> str:
        """Where it is, in few words."""
        if self.is_announced:
            return _("Ready, leaves on %(day)s") % {"day": dates.day(self.batch.leaves_on, short=True)}
        if self.batch.state != State.SHIPPED:
            return self.headline
        day = (timezone.localdate() - self.batch.leaves_on).days
        if 0 < day <= self.batch.days_at_sea:
            return _("At sea, day %(day)s of %(days)s") % {"day": day, "days": self.batch.days_at_sea}
        return _("Arrival not noted yet") if day > 0 else _("At sea")

    @property
    def named(self) -> str:
        """Which cartons carry a protected name."""
        cartons, named = sum(line.cartons for line in self.fruit), sum(line.named for line in self.fruit)
        if not named:
            return ""
        name = next(line.name for line in self.fruit if line.name)
        if named == cartons:
            return ngettext("%(name)s, the one carton", "%(name)s, all %(cartons)s cartons", cartons) % {
                "name": name,
                "cartons": localised(cartons),
            }
        return _("%(name)s, %(named)s of %(cartons)s cartons") % {
            "name": name,
            "named": localised(named),
            "cartons": localised(cartons),
        }


def arrivals(batches: QuerySet[ExportBatch]) -> list[Arrival]:
    """The batches by day of arrival; seven queries for any number of them."""
    ched = Document.objects.filter(batch=OuterRef("pk"), kind=Document.Kind.CHED_PP, withdrawn_at=None)
    found = list(
        batches.select_related("exporter", "importer", "from_port", "to_port")
        .prefetch_related("movements__event")
        .annotate(announced=Exists(ched))
        .order_by("arrives_on", "code")
    )
    sums, fruit, came_out = sums_of(found), fruit_of(found), found_of(found)
    return [
        Arrival(
            batch=batch,
            load=sums.get(batch.pk, Load()),
            fruit=fruit.get(batch.pk, []),
            way=page.way(batch),
            headline=whereabouts(batch, {movement.step: movement for movement in batch.movements.all()}),
            announced=batch.announced,
            found=came_out[batch.pk],
        )
        for batch in found
    ]


@dataclass(frozen=True)
class Week:
    """A bar of the chart, in a drawing of 660 by 280: grams that come in an ISO week.

    Of them `ready_g` are announced and have not left: that part of the bar is dashed.
    """

    number: int
    weight_g: int
    ready_g: int
    left: int
    top: int
    sure_top: int

    @property
    def tonnes(self) -> str:
        """Tonnes with one decimal, below a tonne with two; 0 for nothing."""
        finest = Decimal("0.1") if self.weight_g >= TONNE_G else Decimal("0.01")
        return localised((Decimal(self.weight_g) / TONNE_G).quantize(finest)) if self.weight_g else "0"

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.left + BAR // 2

    @property
    def height(self) -> int:
        """How tall the bar is."""
        return FLOOR - self.top

    @property
    def sure_height(self) -> int:
        """How tall the part is that has left."""
        return FLOOR - self.sure_top

    @property
    def label_y(self) -> int:
        """Just above the bar."""
        return self.top - 10


def weeks_of(due: Sequence[Arrival]) -> list[Week]:
    """Nine weeks from the first arrival on; nothing for a single week, which needs no drawing. Nothing is foretold."""
    if len({arrival.batch.arrives_on.isocalendar()[:2] for arrival in due}) < 2:
        return []
    earliest = min(arrival.batch.arrives_on for arrival in due)
    first = earliest - timedelta(days=earliest.weekday())
    sure, ready = [0] * MOST_WEEKS, [0] * MOST_WEEKS
    for arrival in due:
        place = (arrival.batch.arrives_on - first).days // 7
        if place < MOST_WEEKS:
            (ready if arrival.is_announced else sure)[place] += arrival.load.weight_g
    tallest = max(left + soon for left, soon in zip(sure, ready, strict=True)) or 1
    return [
        Week(
            number=(first + timedelta(weeks=place)).isocalendar().week,
            weight_g=left + soon,
            ready_g=soon,
            left=10 + place * (BAR + GAP),
            top=FLOOR - round(TALLEST * (left + soon) / tallest),
            sure_top=FLOOR - round(TALLEST * left / tallest),
        )
        for place, (left, soon) in enumerate(zip(sure, ready, strict=True))
    ]
