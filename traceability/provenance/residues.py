"""What a laboratory found, judged against the limits of the country of destination, on the day the fruit gets there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from traceability.certification.models import ResidueLimit, ResidueResult
from traceability.certification.residues import ANY_SUBSTANCE, Limits, judge_result, limits_for, plain
from traceability.provenance.lineage import Lineage
from traceability.provenance.names import Name, name_of
from traceability.provenance.reading import Reading
from traceability.provenance.voyage import Voyage


@dataclass(frozen=True)
class Found:
    """A substance that could be measured."""

    substance: str
    mg_kg: Decimal
    limit_mg_kg: Decimal | None
    """None: no limit is known to us, or none may be measurable at all (`over` then says so)."""
    over: bool | None
    """None: not judged."""
    provisional: bool = False

    @property
    def of_limit(self) -> Decimal | None:
        """The amount as a part of its limit."""
        return self.mg_kg / self.limit_mg_kg if self.limit_mg_kg else None


@dataclass(frozen=True)
class Report:
    """A laboratory's report on a lot of the line."""

    reading: Reading
    number: str
    laboratory: Name
    substances_tested: int
    sampled_on: date | None


@dataclass(frozen=True)
class Residues:
    """What is known of residues.

    within:   every substance that was measured is within its limit, for all of the fruit.
    over:     at least one is over its limit.
    unjudged: measured, but the destination or a limit is not known.
    partial:  only part of the fruit was tested.
    untested: no report covers any of it.
    """

    state: str
    reports: tuple[Report, ...] = ()
    found: tuple[Found, ...] = ()
    destination: str = ""
    judged_on: date | None = None

    @property
    def tested(self) -> int:
        """How many substances were looked for, in the report that looked for most."""
        return max((report.substances_tested for report in self.reports), default=0)

    @property
    def below(self) -> int:
        """How many of them could not be measured."""
        return max(self.tested - len(self.found), 0)

    @property
    def provisional(self) -> bool:
        """True when a limit that was used is not confirmed against the primary text."""
        return any(found.provisional for found in self.found)

    @property
    def far_below(self) -> bool:
        """True when everything measured is below a tenth of its limit."""
        return bool(self.found) and all(
            found.of_limit is not None and found.of_limit < Decimal("0.1") for found in self.found
        )


def residues_of(lineage: Lineage, eu_product_code: str, voyage: Voyage | None) -> Residues:
    """The lot's residues; judged once its destination is recorded."""
    readings = [reading for reading in lineage.readings if reading.says("residues")]
    if not readings:
        return Residues("untested")
    reports = tuple(_report(reading, lineage) for reading in readings)
    results = _results(readings)
    if voyage is None or not voyage.destination:
        return Residues("unjudged", reports, tuple(_judged(result, {}) for result in _measured(results)))
    limits = limits_for(eu_product_code, destination=voyage.destination, on=voyage.judged_on)
    judged = [_judged(result, limits) for result in results]
    covered = lineage.covered_by(uri for reading in readings for uri in reading.amounts)
    return Residues(
        state=_state(judged, whole=covered == 1),
        reports=reports,
        found=tuple(_judged(result, limits) for result in _measured(results)),
        destination=voyage.destination,
        judged_on=voyage.judged_on,
    )


def _state(judged: list[Found], *, whole: bool) -> str:
    if any(each.over for each in judged):
        return "over"
    if not whole:
        return "partial"
    return "unjudged" if any(each.over is None for each in judged) else "within"


def _judged(result: ResidueResult, limits: Limits) -> Found:
    """A result against the limits, by certification's own rule: the strictest that is in force is the one we show."""
    findings = judge_result(result, limits)
    answers = [finding.ok for finding in findings]
    in_force = [row for row in limits.get(result.substance, []) if row.status == ResidueLimit.Status.CURRENT]
    in_force = in_force or limits.get(ANY_SUBSTANCE, [])
    amounts = [row.limit_mg_kg for row in in_force if row.limit_mg_kg is not None]
    none_allowed = any(row.limit_mg_kg is None for row in in_force)
    return Found(
        substance=result.substance,
        mg_kg=result.found_mg_kg or Decimal(0),
        limit_mg_kg=Decimal(plain(min(amounts))) if amounts and not none_allowed else None,
        over=True if False in answers else None if None in answers or not answers else False,
        provisional=any(finding.provisional for finding in findings),
    )


def _report(reading: Reading, lineage: Lineage) -> Report:
    said = reading.says("residues")
    sampled = [
        other.day
        for other in lineage.readings
        if other.says("sample").get("purpose") == "residues" and set(other.amounts) & set(reading.amounts)
    ]
    return Report(
        reading=reading,
        number=str(said.get("report", "")),
        laboratory=name_of(reading.recorder),
        substances_tested=int(said.get("substancesTested", 0)),
        sampled_on=sampled[-1] if sampled else None,
    )


def _results(readings: list[Reading]) -> list[ResidueResult]:
    """What the reports say, as certification judges it; the highest amount where two found the same substance."""
    highest: dict[str, ResidueResult] = {}
    for reading in readings:
        for said in reading.says("residues").get("results", []):
            found = said.get("foundMgKg")
            result = ResidueResult(
                substance=said["substance"],
                loq_mg_kg=Decimal(str(said.get("loqMgKg", 0))),
                found_mg_kg=None if found is None else Decimal(str(found)),
            )
            known = highest.get(result.substance)
            if known is None or (result.found_mg_kg or 0) > (known.found_mg_kg or 0):
                highest[result.substance] = result
    return [highest[substance] for substance in sorted(highest)]


def _measured(results: list[ResidueResult]) -> list[ResidueResult]:
    return [result for result in results if result.found_mg_kg is not None]
