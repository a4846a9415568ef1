"""What ripe fruit must measure, from the thresholds in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean
from typing import Any

from django.utils.translation import gettext as _

from traceability.certification.models import GIScheme, QualityThreshold, in_force
from traceability.certification.residues import plain
from traceability.lots.models import Variety

Measure = QualityThreshold.Measure


def average(values: Sequence[Decimal | int]) -> Decimal:
    """The mean to one decimal, half up, as a certificate states it."""
    return mean(Decimal(value) for value in values).quantize(Decimal("0.1"), ROUND_HALF_UP)


def findings_of(scheme: GIScheme, variety: Variety, on: date, means: dict[str, Decimal]) -> list[dict[str, Any]]:
    """Each threshold in force against the mean of the sample: [{measure, words, ok, rule, provisional}]."""
    thresholds = in_force(QualityThreshold.objects.all(), on).filter(scheme=scheme, variety=variety).order_by("measure")
    return [_finding(threshold, means[threshold.measure]) for threshold in thresholds]


def _finding(threshold: QualityThreshold, value: Decimal) -> dict[str, Any]:
    low, high = threshold.minimum, threshold.maximum
    # A scheme's upper figure describes typical fruit; fruit sweeter than that is no worse. Weight is a size class.
    ceiling = None if threshold.measure == Measure.BRIX else high
    ok = (low is None or value >= low) and (ceiling is None or value <= ceiling)
    unit = {"fruit_weight_g": "g", "brix": "°Brix"}[threshold.measure]
    words = _("%(value)s %(unit)s on average; %(low)s to %(high)s asked for.")
    return {
        "measure": threshold.measure,
        "words": words % {"value": plain(value), "unit": unit, "low": plain(low), "high": plain(high)},
        "ok": ok,
        "rule": f"certification.qualitythreshold:{threshold.pk}",
        "provisional": threshold.is_provisional,
    }
