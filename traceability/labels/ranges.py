"""Ranges of labels: what is left of one, and which of them stand on a pallet after all that came on and off."""

from __future__ import annotations

from collections.abc import Iterable

from traceability.labels.models import LabelSpan

State = LabelSpan.State
Range = tuple[int, int]
"""Labels of one run from the first to the last, counted from 1, both included."""
Found = tuple[int, int, str]
"""The same, and the SSCC of the pallet they stand on, if any."""


def gaps_in(first: int, last: int, taken: Iterable[Range]) -> list[Range]:
    """What is left of first..last without the ranges that are taken, in order."""
    free, start = [], first
    for begin, end in sorted(taken):
        if begin > last or end < start:
            continue
        if begin > start:
            free.append((start, begin - 1))
        start = end + 1
    if start <= last:
        free.append((start, last))
    return free


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The labels that are in one of the ranges at least, in order and without overlaps."""
    found: list[Range] = []
    for begin, end in sorted(ranges):
        if found and begin <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def on_pallets(spans: Iterable[LabelSpan]) -> list[Found]:
    """Where labels of a run stand now, given its spans in the order in which they were added."""
    standing: list[Found] = []
    for span in spans:
        if span.state not in (State.ON_PALLET, State.OFF_PALLET):
            continue
        moved = [(span.first, span.last)]
        standing = [(*part, sscc) for first, last, sscc in standing for part in gaps_in(first, last, moved)]
        if span.state == State.ON_PALLET:
            standing.append((span.first, span.last, span.sscc))
    return sorted(standing)
