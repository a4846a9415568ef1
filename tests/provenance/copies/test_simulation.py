"""Twenty thousand honest cartons and fifty that were copied: who is warned of, and who is left in peace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.provenance.copies.crowd import PACKED, Crowd, Scan, Serial
from traceability.provenance.copies.evidence import thresholds
from traceability.provenance.copies.judging import Finding, Look, judge

HONEST, CLONED, CLONED_SCANS = 20_000, 50, 50


def counted(scans: list[Scan], *, with_country: bool) -> list[Look]:
    """What the database would hold of scans: a network is new once a day, and who it was is forgotten."""
    new: dict[tuple[int, int], Scan] = {}
    for scan in scans:
        new.setdefault((scan.day, scan.network), scan)
    looks = Counter((scan.day, scan.country if with_country else "") for scan in new.values())
    return [Look(PACKED + timedelta(days=day), country, many) for (day, country), many in looks.items()]


def moments(serial: Serial) -> Iterator[list[Scan]]:
    """What is known of a serial each time when somebody might look: after the scans of every sixth of a day."""
    scans = list(serial.scans)
    for index, (scan, following) in enumerate(pairwise(scans), start=1):
        if (scan.day, scan.hour // 4) != (following.day, following.hour // 4):
            yield scans[:index]
    yield scans


def found(serial: Serial, *, with_country: bool) -> Finding | None:
    """What is found at any moment; an alert that was raised is not taken back."""
    if len(counted(list(serial.scans), with_country=with_country)) < 2:
        return None
    for scans in moments(serial):
        if finding := judge(counted(scans, with_country=with_country), serial.journey, thresholds()):
            return finding
    return None


@pytest.mark.parametrize("with_country", [True, False], ids=["countries known", "countries not known"])
@pytest.mark.parametrize("seed", [2026])
def test_copies_are_found_and_honest_cartons_left_in_peace(seed: int, with_country: bool) -> None:
    crowd = Crowd(seed)
    wrong = Counter(s.kind for s in crowd.honest(HONEST) if found(s, with_country=with_country))
    right = [finding for s in crowd.cloned(CLONED, CLONED_SCANS) if (finding := found(s, with_country=with_country))]
    precision, recall = len(right) / (len(right) + wrong.total()), len(right) / CLONED
    assert recall >= 0.9
    assert precision >= 0.9
    assert wrong.total() <= HONEST / 10_000, wrong
