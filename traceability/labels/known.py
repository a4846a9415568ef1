"""All labels of a lot, read once: after that a serial is verified by computation alone, without a query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from traceability.labels import keys
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.serials import index_of

State = LabelSpan.State
Found = tuple[int, int, str]
"""Labels of one run from the first to the last, counted from 1, both included, and the pallet they stand on, if any."""


@dataclass(frozen=True)
class KnownRun:
    """A run and what became of its labels. Spans of one state never overlap (the database keeps it)."""

    first_index: int
    count: int
    key_number: int
    void: tuple[Found, ...]
    active: tuple[Found, ...]
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
    lots: frozenset[str]
    """The URIs of their lots as they are called today: events about these labels name one of them."""

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
    """Every label that was printed with this GTIN and lot code, whatever was corrected since. Two queries."""
    runs = LabelRun.objects.filter(gtin=gtin, lot_code=lot_code).select_related("lot__product").order_by("first_index")
    found = list(runs.prefetch_related("spans"))
    return KnownLabels(tuple(map(_known, found)), frozenset(run.lot.uri for run in found))


def _known(run: LabelRun) -> KnownRun:
    spans = list(run.spans.all())
    return KnownRun(
        run.first_index,
        run.count,
        run.key_number,
        void=_in(spans, State.VOID),
        active=_in(spans, State.ACTIVE),
        on_pallet=_in(spans, State.ON_PALLET),
    )


def _in(spans: Iterable[LabelSpan], state: str) -> tuple[Found, ...]:
    return tuple(sorted((span.first, span.last, span.sscc) for span in spans if span.state == state))


def _verdict(run: KnownRun, counter: int) -> KnownVerdict:
    on_pallet = _covering(run.on_pallet, counter)
    sscc = on_pallet[2] if on_pallet else ""
    if _covering(run.void, counter):
        return KnownVerdict("void", run.first_index, sscc)
    state = "issued" if on_pallet or _covering(run.active, counter) else "waiting"
    return KnownVerdict(state, run.first_index, sscc)


def _covering(spans: tuple[Found, ...], counter: int) -> Found | None:
    place = bisect_right(spans, counter, key=lambda span: span[0])
    return spans[place - 1] if place and spans[place - 1][1] >= counter else None
