"""Residues of many lots at once: the database looks for what is not plainly within a limit, and only that is judged.

The answers are those of `residues.judge_residues` of each lot, in a number of queries that does not grow with lots or
substances.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q

from traceability.certification.coverage import covering_all
from traceability.certification.findings import Finding
from traceability.certification.models import ResidueLimit, ResidueResult, ResidueTest
from traceability.certification.places import UNION, members_of_the_union
from traceability.certification.residues import Limits, holding, judge_result, limits_for, unsought
from traceability.lots.keys import among
from traceability.web.prepared import PreparedRows

Status = ResidueLimit.Status
NO_LIMIT, NONE_AT_ALL = Decimal(10_000), Decimal(-1)
"""mg/kg: more than fruit can hold, and less than any laboratory finds."""
_REPORTED = (
    "pk",
    "report_number",
    "sample__lot",
    "sample__taken_for__name_latin",
    "sample__taken_at__date",
    "reported_at__date",
)


_reported = PreparedRows(
    lambda lots: ResidueTest.objects.filter(sample__lot__in=lots).order_by("reported_at", "pk").values_list(*_REPORTED),
    among([-1]),
)
_highest = PreparedRows(
    lambda tests: (
        ResidueResult.objects.filter(test__in=tests)
        .order_by()
        .values_list("substance")
        .annotate(found=Max("found_mg_kg"), loq=Max("loq_mg_kg", filter=Q(found_mg_kg=None)), reports=Count("*"))
    ),
    among([-1]),
)


@dataclass(frozen=True)
class Reported:
    """A laboratory's report, as far as whoever judges many at once asks; days are those of TIME_ZONE."""

    key: int
    number: str
    lot: int
    laboratory: str
    sampled_on: date
    reported_on: date


@dataclass
class Sweep:
    """What was found: reports that cover each lot by its key, and of each report what is not plainly within limits.

    `limits` are those of each product code; `named` which substances the reports of a product code name, `naming` how
    many reports name a substance, and `present` those of which any report found some.
    """

    tests: dict[int, Reported] = field(default_factory=dict)
    covering: dict[int, list[int]] = field(default_factory=dict)
    findings: dict[int, list[tuple[str, Finding]]] = field(default_factory=dict)
    limits: dict[str, Limits] = field(default_factory=dict)
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    naming: Counter[str] = field(default_factory=Counter)
    present: set[str] = field(default_factory=set)

    def carried(self, test: int) -> bool | None:
        """Whether what a report found is within every limit; None where that is not known."""
        answers = [finding.ok for _place, finding in self.findings.get(test, ())]
        return False if False in answers else None if None in answers else True


def sweep(
    lots: Mapping[int, str],
    parents: Mapping[int, list[int]],
    kin: Mapping[int, set[int]],
    *,
    destination: str,
    on: date,
) -> Sweep:
    """Judge the residues of lots, their product codes by key, for a destination and day.

    `parents` are those of the lots and of all that they were made of, `kin` themselves and all that they were made of.
    Regulation (EC) No 396/2005; see `judge_residues`. Findings stand with the place whose limit they are about.
    """
    found = Sweep()
    codes = {key: code for lot, code in lots.items() for key in kin[lot]}
    newest = {row[2]: Reported(*row) for row in _reported(among(codes))}
    found.tests = {test.key: test for test in newest.values()}
    for code in sorted(set(codes.values())):
        found.limits[code] = limits_for(code, destination=destination, on=on)
        here = UNION if destination in members_of_the_union() else destination
        _judge(found, code, [test.key for lot, test in newest.items() if codes[lot] == code], here)
    keys = {lot: test.key for lot, test in newest.items()}
    found.covering = covering_all(lots, parents, keys, lambda test: found.carried(test) is False)
    return found


def _judge(found: Sweep, code: str, keys: Sequence[int], here: str) -> None:
    limits = found.limits[code]
    if not keys:
        return
    tests = among(keys)
    results, highest = ResidueResult.objects.filter(test__in=tests), _highest(tests)
    found.named[code] = frozenset(substance for substance, *_most in highest)
    found.naming.update({substance: reports for substance, _found, _loq, reports in highest})
    found.present.update(substance for substance, amount, *_more in highest if amount is not None)
    if not limits:
        return
    suspects = [
        substance
        for substance, amount, missed, _reports in highest
        if _is_suspect(amount, missed, holding(substance, limits))
    ]
    for result in results.filter(substance__in=suspects).order_by("test", "substance") if suspects else ():
        places = [row.destination for row in holding(result.substance, limits)] or [here]
        for place, finding in zip(places, judge_result(result, limits), strict=False):
            if finding.ok is not True or finding.warns:
                found.findings.setdefault(result.test_id, []).append((place, finding))
    forbidden = [substance for substance, rows in limits.items() if any(map(is_forbidden, rows))]
    looked_for: dict[int, set[str]] = {}
    named = results.filter(substance__in=forbidden).values_list("test", "substance")
    for test, substance in named if forbidden else ():
        looked_for.setdefault(test, set()).add(substance)
    for key in keys if forbidden else ():
        for row, finding in unsought([looked_for.get(key, set())], limits):
            found.findings.setdefault(key, []).append((row.destination, finding))


def is_forbidden(row: ResidueLimit) -> bool:
    """Whether a limit lets nothing through that can be measured."""
    return row.limit_mg_kg is None and row.status != Status.EXEMPT


def _is_suspect(amount: Decimal | None, missed: Decimal | None, rows: Sequence[ResidueLimit]) -> bool:
    """Whether the most that was found of a substance is over a limit or has none, or the most that can have been missed
    is over one."""
    if not rows:
        return amount is not None
    found, loq = _bounds(rows)
    return (amount is not None and amount > found) or (missed is not None and missed > loq)


def _bounds(rows: Sequence[ResidueLimit]) -> tuple[Decimal, Decimal]:
    """The least that is suspect of an amount that was found, and of what a laboratory could have missed."""
    own = [row for row in rows if row.status != Status.EXEMPT]
    found = min((NONE_AT_ALL if row.limit_mg_kg is None else row.limit_mg_kg for row in own), default=NO_LIMIT)
    loq = min((row.limit_mg_kg for row in own if row.limit_mg_kg is not None), default=NO_LIMIT)
    return found, loq
