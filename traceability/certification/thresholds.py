"""What ripe fruit must measure, from the thresholds in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean

from traceability.certification.findings import Finding
from traceability.certification.models import GIScheme, QualityThreshold, Sample
from traceability.certification.residues import plain
from traceability.certification.sampling import plan_for
from traceability.certification.sayings import Said, named
from traceability.lots.models import Variety
from traceability.parties.dated import in_force

Measure = QualityThreshold.Measure


def average(values: Sequence[Decimal | int]) -> Decimal:
    """The mean to one decimal, half up, as a certificate states it."""
    return mean(Decimal(value) for value in values).quantize(Decimal("0.1"), ROUND_HALF_UP)


def findings_of(scheme: GIScheme, variety: Variety, on: date, means: dict[str, Decimal]) -> list[Finding]:
    """Each threshold in force against the mean of the sample."""
    thresholds = in_force(QualityThreshold.objects.all(), on).filter(scheme=scheme, variety=variety).order_by("measure")
    return [_finding(threshold, means[threshold.measure]) for threshold in thresholds] or [_unknown(variety)]


def of_the_plan(sample: Sample, read: int, on: date) -> list[Finding]:
    """Whether so many fruit are what the sampling plan asks for; a plan that is not sure only warns."""
    plan = plan_for(sample.lot, sample.purpose, on)
    if plan is None:
        return []
    enough = read >= plan.fruits
    return [
        Finding(
            step="sample",
            ok=enough or plan.is_provisional,
            said=Said("sample.enough" if enough else "sample.small", {"fruits": read, "least": plan.fruits}),
            law=Said("rule.sampling"),
            source=plan.source,
            provisional=plan.is_provisional,
            row=f"certification.samplingplan:{plan.pk}",
            warns=not enough and plan.is_provisional,
        )
    ]


def _unknown(variety: Variety) -> Finding:
    """Without a figure nothing is passed, and nothing is guessed."""
    return Finding(step="figures", ok=None, said=Said("figure.unknown", {"variety": named(variety)}), provisional=True)


def _finding(threshold: QualityThreshold, value: Decimal) -> Finding:
    low, high = threshold.minimum, threshold.maximum
    slug = "between" if low is not None and high is not None else "least" if low is not None else "most"
    unit = {"fruit_weight_g": "g", "brix": "°Brix"}[threshold.measure]
    return Finding(
        step=threshold.measure,
        ok=(low is None or value >= low) and (high is None or value <= high),
        said=Said(f"figure.{slug}", {"value": plain(value), "unit": unit, "low": plain(low), "high": plain(high)}),
        law=Said("rule.quality"),
        source=threshold.source,
        provisional=threshold.is_provisional,
        row=f"certification.qualitythreshold:{threshold.pk}",
    )
