"""Residues of many lots at once: the database looks for what is not plainly within a limit, and only that is judged.

The answers are those of `residues.judge_residues` of each lot, in a number of queries that does not grow with lots or
substances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection

from traceability.certification.coverage import covering_all
from traceability.certification.findings import Finding
from traceability.certification.models import ResidueLimit, ResidueResult, ResidueTest
from traceability.certification.residues import ANY_SUBSTANCE, Limits, holding, judge_result, limits_for, unsought

Status = ResidueLimit.Status
NO_LIMIT, NONE_AT_ALL = Decimal(10_000), Decimal(-1)
"""mg/kg: more than fruit can hold, and less than any laboratory finds."""
_SUSPECTS = """
    WITH bound(substance, most_found, most_loq) AS (VALUES {bounds})
    SELECT r.test_id, r.substance, r.found_mg_kg, r.loq_mg_kg
    FROM certification_residueresult r LEFT JOIN bound b ON b.substance = r.substance
    WHERE r.test_id IN ({tests}) AND (
        r.found_mg_kg > COALESCE(b.most_found, CAST(%s AS numeric))
        OR (r.found_mg_kg IS NULL AND r.loq_mg_kg > COALESCE(b.most_loq, CAST(%s AS numeric)))
    )
    ORDER BY r.test_id, r.substance
"""


@dataclass
class Sweep:
    """What was found: reports that cover each lot by its key, and of each report what is not plainly within limits.

    `limits` are those of each product code; `named` which substances the reports of a product code name.
    """

    tests: dict[int, ResidueTest] = field(default_factory=dict)
    covering: dict[int, list[int]] = field(default_factory=dict)
    findings: dict[int, list[tuple[str, Finding]]] = field(default_factory=dict)
    limits: dict[str, Limits] = field(default_factory=dict)
    named: dict[str, frozenset[str]] = field(default_factory=dict)

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
    tests = ResidueTest.objects.filter(sample__lot__in=codes).select_related("sample__taken_for")
    newest = {test.sample.lot_id: test for test in tests.order_by("reported_at", "pk")}
    found.tests = {test.pk: test for test in newest.values()}
    for code in sorted(set(codes.values())):
        found.limits[code] = limits_for(code, destination=destination, on=on)
        own = [test for lot, test in newest.items() if codes[lot] == code]
        _judge(found, code, own)
    covers = covering_all(lots, parents, newest, lambda test: found.carried(test.pk) is False)
    found.covering = {key: [test.pk for test in some] for key, some in covers.items()}
    return found


def _judge(found: Sweep, code: str, tests: Sequence[ResidueTest]) -> None:
    limits, keys = found.limits[code], [test.pk for test in tests]
    if not keys:
        return
    names = ResidueResult.objects.filter(test__in=keys).order_by()
    found.named[code] = frozenset(names.values_list("substance", flat=True).distinct())
    if not limits:
        return
    for test, substance, amount, loq in _suspects(keys, limits):
        result = ResidueResult(substance=substance, found_mg_kg=amount, loq_mg_kg=loq)
        for row, finding in zip(holding(substance, limits), judge_result(result, limits), strict=True):
            if finding.ok is not True or finding.warns:
                found.findings.setdefault(test, []).append((row.destination, finding))
    forbidden = [substance for substance, rows in limits.items() if any(map(is_forbidden, rows))]
    looked_for: dict[int, set[str]] = {}
    for test, substance in names.filter(substance__in=forbidden).values_list("test", "substance") if forbidden else ():
        looked_for.setdefault(test, set()).add(substance)
    for key in keys:
        for row, finding in unsought([looked_for.get(key, set())], limits):
            found.findings.setdefault(key, []).append((row.destination, finding))


def is_forbidden(row: ResidueLimit) -> bool:
    """Whether a limit lets nothing through that can be measured."""
    return row.limit_mg_kg is None and row.status != Status.EXEMPT


def _suspects(tests: Sequence[int], limits: Limits) -> Iterable[tuple[int, str, Decimal | None, Decimal]]:
    """Results that are over the lowest limit that holds for them, or could be: the others need no second look."""
    bounds = [(substance, *_bounds(holding(substance, limits))) for substance in limits if substance != ANY_SUBSTANCE]
    any_found, any_loq = _bounds(limits.get(ANY_SUBSTANCE, []))
    row = "(%s, CAST(%s AS numeric), CAST(%s AS numeric))"
    statement = _SUSPECTS.format(
        bounds=", ".join([row] * len(bounds)) or "('', 0, 0)", tests=", ".join(["%s"] * len(tests))
    )
    values = [str(value) for bound in bounds for value in bound]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *tests, str(any_found), str(any_loq)])
        rows = cursor.fetchall()
    return [
        (test, substance, None if amount is None else Decimal(str(amount)), Decimal(str(loq)))
        for test, substance, amount, loq in rows
    ]


def _bounds(rows: Sequence[ResidueLimit]) -> tuple[Decimal, Decimal]:
    """The least that is suspect of an amount that was found, and of what a laboratory could have missed."""
    own = [row for row in rows if row.status != Status.EXEMPT]
    found = min((NONE_AT_ALL if row.limit_mg_kg is None else row.limit_mg_kg for row in own), default=NO_LIMIT)
    loq = min((row.limit_mg_kg for row in own if row.limit_mg_kg is not None), default=NO_LIMIT)
    return found, loq
