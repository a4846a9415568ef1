"""How far a fault has come: every lot that holds some of the fruit, and everybody who received it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from traceability.lots.holding.models import Hold
from traceability.lots.holding.starts import Receiver, recall_receivers
from traceability.lots.models import Lot
from traceability.lots.queries import descendant_keys


@dataclass(frozen=True)
class Reach:
    """Lots in the order in which they were made, and by each who received of it."""

    lots: Sequence[Lot]
    receivers: Sequence[Receiver]

    @property
    def rows(self) -> list[tuple[Lot, list[Receiver]]]:
        """Each lot with those who received of it."""
        by_lot: dict[int, list[Receiver]] = defaultdict(list)
        for receiver in self.receivers:
            by_lot[receiver.lot.pk].append(receiver)
        return [(lot, by_lot[lot.pk]) for lot in self.lots]

    @property
    def here_g(self) -> int:
        """Grams that have not left."""
        return sum(lot.remaining_g for lot in self.lots)

    @property
    def gone_g(self) -> int:
        """Grams that others received."""
        return sum(receiver.weight_g for receiver in self.receivers)

    @property
    def firms(self) -> list[str]:
        """Whom to call, each once."""
        return sorted({receiver.who for receiver in self.receivers})


def reach_of(lots: Sequence[Lot]) -> Reach:
    """What these lots have become: two queries, and those of the rooms that know receivers."""
    return _reach({lot.pk for lot in lots} | set(descendant_keys(*lots)))


def reach_of_hold(hold: Hold) -> Reach:
    """What a hold or recall names."""
    return _reach(set(hold.lots.values_list("lot", flat=True)))


def _reach(keys: set[int]) -> Reach:
    lots = list(Lot.objects.filter(pk__in=keys).with_names().order_by("pk"))
    receivers = [receiver for found in recall_receivers.results(lots) for receiver in found]
    return Reach(lots, receivers)
