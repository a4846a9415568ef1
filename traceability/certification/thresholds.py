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
    return [_finding(threshold, means[threshold.measure]) for threshold in thresholds] or [_unknown(variety)]


def _unknown(variety: Variety) -> dict[str, Any]:
    """Without a figure nothing is passed, and nothing is guessed."""
    words = _("No figures of the name for %(variety)s are entered, so it cannot pass yet.")
    return {
        "measure": "",
        "words": words % {"variety": variety.name_en},
        "ok": None,
        "rule": "",
        "source": "",
        "provisional": True,
    }


def _finding(threshold: QualityThreshold, value: Decimal) -> dict[str, Any]:
    low, high = threshold.minimum, threshold.maximum
    if low is not None and high is not None:
        words = _("%(value)s %(unit)s on average; %(low)s to %(high)s asked for.")
    elif low is not None:
        words = _("%(value)s %(unit)s on average; at least %(low)s asked for.")
    else:
        words = _("%(value)s %(unit)s on average; at most %(high)s asked for.")
    unit = {"fruit_weight_g": "g", "brix": "°Brix"}[threshold.measure]
    return {
        "measure": threshold.measure,
        "words": words % {"value": plain(value), "unit": unit, "low": plain(low), "high": plain(high)},
        "ok": (low is None or value >= low) and (high is None or value <= high),
        "rule": f"certification.qualitythreshold:{threshold.pk}",
        "source": threshold.source,
        "provisional": threshold.is_provisional,
    }
