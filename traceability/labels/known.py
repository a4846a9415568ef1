"""All labels of a lot, read once: after that a serial is verified by computation alone, without a query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from traceability.labels import keys
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import LIVE
from traceability.labels.ranges import Found, joined, on_pallets
from traceability.labels.serials import index_of

State = LabelSpan.State


@dataclass(frozen=True)
class KnownRun:
    """A run and what became of its labels, each list in order and without overlaps."""

    first_index: int
    count: int
    key_number: int
    void: tuple[Found, ...]
    live: tuple[Found, ...]
    on_pallet: tuple[Found, ...]

    def counter_of(self, index: int, key_number: int) -> int | None:
        """The label's number in this run, from 1; None when it is of another."""
        counter = index - self.first_index + 1
        return counter if key_number == self.key_number and 1 <= counter <= self.count else None


@dataclass(frozen=True)
class KnownVerdict:
    """What `queries.verify` says of a serial, and the pallet that the carton stands on."""

    state: str
    run: int | None = None
    """The first serial index of its run."""
    sscc: str = ""


@dataclass(frozen=True)
class KnownLabels:
    """The runs that were printed with one GTIN and lot code."""

    runs: tuple[KnownRun, ...]

    @cached_property
    def _keys(self) -> list[tuple[int, bytes]]:
        """The keys that made their serials, the newest first."""
        return [(number, keys.key(number)) for number in sorted({run.key_number for run in self.runs}, reverse=True)]

    def verify(self, serial: str) -> KnownVerdict:
        """As `queries.verify`: unknown, waiting, issued or void."""
        for number, key in self._keys:
            index = index_of(serial, key)
            if index is None:
                continue
            for run in self.runs:
                if counter := run.counter_of(index, number):
                    return _verdict(run, counter)
        return KnownVerdict("unknown")


def labels_known(gtin: str, lot_code: str) -> KnownLabels:
    """Every label that was printed with this GTIN and lot code. Two queries; one, where there is none."""
    runs = LabelRun.objects.filter(gtin=gtin, lot_code=lot_code).order_by("first_index").prefetch_related("spans")
    return KnownLabels(tuple(map(_known, runs)))


def _known(run: LabelRun) -> KnownRun:
    spans = sorted(run.spans.all(), key=lambda span: span.pk)
    return KnownRun(
        run.first_index,
        run.count,
        run.key_number,
        void=_in(spans, State.VOID),
        live=_in(spans, *LIVE),
        on_pallet=tuple(on_pallets(spans)),
    )


def _in(spans: Iterable[LabelSpan], *states: str) -> tuple[Found, ...]:
    ranges = joined((span.first, span.last) for span in spans if span.state in states)
    return tuple((first, last, "") for first, last in ranges)


def _verdict(run: KnownRun, counter: int) -> KnownVerdict:
    on_pallet = _covering(run.on_pallet, counter)
    sscc = on_pallet[2] if on_pallet else ""
    if _covering(run.void, counter):
        return KnownVerdict("void", run.first_index, sscc)
    state = "issued" if _covering(run.live, counter) else "waiting"
    return KnownVerdict(state, run.first_index, sscc)


def _covering(spans: tuple[Found, ...], counter: int) -> Found | None:
    place = bisect_right(spans, counter, key=lambda span: span[0])
    return spans[place - 1] if place and spans[place - 1][1] >= counter else None
