"""Blends a second through the act, against the same by hand, as part of `tests.benchmarks.custody`.

Both are handed twenty lots that were read before the clock runs, take turns in one run, and commit each blend. What the
hand writes is compared with what the act writes: the same rows in the same seven tables.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from tests.benchmarks.custody_by_hand import Source
    from tests.cast import Cast
    from traceability.lots.models import Lot

SOURCES, BLENDS, ROUNDS = 20, 10, 9
EACH_G, LOSS_G = 400_000, 1_500
DAY = "2026-08-25"


def rows(cast: Cast, vendor: str) -> Iterator[Row]:
    """Blends of twenty lots, each lot used once."""
    from django.db import connection

    from tests.benchmarks.custody_by_hand import Hand

    with connection.cursor() as cursor:
        belt = Belt(cast)
        hand = Hand(cursor, cast.youan.organisation, cast.youan.person, cast.youan.place)
        by_hand = partial(hand.blend, grams=EACH_G, loss_g=LOSS_G, at=belt.at)
        taken = [
            (
                _seconds_each(belt.blend, [belt.lots() for _ in range(BLENDS)]),
                _seconds_each(by_hand, [belt.sources() for _ in range(BLENDS)]),
            )
            for _round in range(1 + ROUNDS)
        ]
    mine, theirs = told_of(belt.newest(BLENDS)), told_of(belt.newest(0))
    assert mine == theirs, [(name, mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]]
    fast, slow = (1 / median(times) for times in zip(*taken[1:], strict=True))  # the first round warms up
    yield Row(f"custody.blend.{vendor}", fast, "blends/s", slow, goal=0.4, more_is_better=True, judged_by_ratio=True)


def _seconds_each(work: Callable[[Any], object], given: Sequence[object]) -> float:
    begun = time.perf_counter()
    for one in given:
        work(one)
    return (time.perf_counter() - begun) / len(given)


class Belt:
    """Twenty fresh lots of two growers whenever somebody asks, and the act that blends them."""

    def __init__(self, cast: Cast) -> None:
        from tests.cast import at

        self.cast, self.made, self.at = cast, 0, at(DAY)
        self.patterns = [cast.lot(cast.plot(grower, "31"), "2026-08-20") for grower in (cast.lan, cast.guoqiang)]

    def lots(self) -> list[Lot]:
        """As a view reads them."""
        from traceability.lots.models import Lot

        return list(Lot.objects.filter(pk__in=self._picked()).with_names().order_by("pk"))

    def sources(self) -> list[Source]:
        """As plain values."""
        from tests.benchmarks.custody_by_hand import Source

        return [Source.of(lot) for lot in self.lots()]

    def blend(self, lots: Sequence[Lot]) -> Lot:
        """All of every lot."""
        from traceability.lots.acts.blend import blend

        cast = self.cast
        inputs = [(lot, EACH_G) for lot in lots]
        return blend(inputs=inputs, place=cast.youan.place, loss_g=LOSS_G, by=cast.youan.person, at=self.at)

    def newest(self, back: int) -> Lot:
        """The blend before so many others."""
        from traceability.lots.models import Lot

        return Lot.objects.filter(making__act="blend").order_by("-pk")[back]

    def _picked(self) -> list[int]:
        """Keys of new lots with origin and making: rows alone, no acts."""
        from traceability.lots.models import LotOrigin, Making

        begin, self.made = self.made, self.made + SOURCES
        like = [self.patterns[number % 2] for number in range(SOURCES)]
        lots = [
            _like(lot, code=f"B{begin + number:07}", weight_g=EACH_G, remaining_g=EACH_G)
            for number, lot in enumerate(like)
        ]
        for lot in lots:
            lot.save()
        LotOrigin.objects.bulk_create(
            _like(old.origin, lot_id=new.pk, area_mu=Decimal(12)) for old, new in zip(like, lots, strict=True)
        )
        Making.objects.bulk_create(_like(old.making, lot_id=new.pk) for old, new in zip(like, lots, strict=True))
        return [lot.pk for lot in lots]


def _like(row: Any, **changes: Any) -> Any:
    """A new row with the values of another one."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    return type(row)(**values | changes)


def told_of(lot: Lot) -> dict[str, Any]:
    """Everything that was written of a blend, without keys, codes, hashes and the moment of writing."""
    codes = [lot.code, *lot.inputs.order_by("pk").values_list("parent__code", flat=True)]
    event = lot.making.event
    document = {name: value for name, value in event.document.items() if name not in {"eventID", "recordTime"}}
    written = {
        "lot": _values(lot),
        "making": _values(lot.making, "lot", "event"),
        "event": _values(event, "event_id", "record_time", "canonical"),
        "document": document,
        "subjects": sorted(event.subjects.values_list("role", "identifier")),
        "inputs": list(lot.inputs.order_by("pk").values_list("weight_g", flat=True)),
        "taken": list(lot.inputs.order_by("pk").values_list("parent__remaining_g", flat=True)),
        "certificates": [_values(one, "lot", "event") for one in lot.conformity_certificates.all()],
    }
    text = json.dumps(written, default=str)
    for number, code in enumerate(codes):
        text = text.replace(code, f"#{number}")
    told: dict[str, Any] = json.loads(text)
    return told


def _values(row: Any, *without: str) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if field.name not in {"id", *without})
    return {field.name: getattr(row, field.attname) for field in fields}
