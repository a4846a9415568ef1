"""Ripe fruit is read, one by one; whether it passes is computed, not typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from traceability.certification.models import GIScheme, Inspection, Reading, Sample
from traceability.certification.refusals import (
    FruitIsNotRipe,
    NothingToRead,
    ReadingIsWrong,
    SampleIsDone,
    SampleIsForAnother,
)
from traceability.certification.thresholds import Measure, average, findings_of
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

HEAVIEST_FRUIT_G = 5_000


@dataclass(frozen=True)
class FruitReading:
    """One fruit: grams, °Brix to one decimal, and what was wrong with it."""

    fruit_weight_g: int
    brix: Decimal
    defects: str = ""


@transaction.atomic
def inspect(
    *,
    sample: Sample,
    scheme: GIScheme,
    device: str,
    ripe: bool,
    readings: Sequence[FruitReading],
    by: User,
    at: datetime,
) -> Inspection:
    """Judge a sample by the scheme's thresholds for its variety on that day. Soluble solids hold on ripe fruit only.

    Raises NotYourOrganisation, SampleIsForAnother, SampleIsDone, FruitIsNotRipe, NothingToRead or ReadingIsWrong.
    """
    must_act_for(by, sample.taken_for, Membership.Role.INSPECTOR)
    _check(sample, ripe, readings)
    means = {
        Measure.FRUIT_WEIGHT_G.value: average([reading.fruit_weight_g for reading in readings]),
        Measure.BRIX.value: average([reading.brix for reading in readings]),
    }
    findings = findings_of(scheme, sample.lot.product.variety, at.date(), means)
    passed = all(finding["ok"] is True for finding in findings)
    inspection = Inspection.objects.create(
        sample=sample,
        scheme=scheme,
        device=device,
        ripe=ripe,
        inspected_at=at,
        inspected_by=by,
        passed=passed,
        findings=findings,
        event=_event(sample, scheme, readings, passed, by, at),
    )
    Reading.objects.bulk_create(
        Reading(inspection=inspection, number=number, **vars(reading))
        for number, reading in enumerate(readings, start=1)
    )
    return inspection


def _check(sample: Sample, ripe: bool, readings: Sequence[FruitReading]) -> None:
    if sample.purpose != Sample.Purpose.INSPECTION:
        raise SampleIsForAnother(purpose=sample.get_purpose_display())
    if Inspection.objects.filter(sample=sample).exists():
        raise SampleIsDone()
    if not readings:
        raise NothingToRead()
    if not ripe:
        raise FruitIsNotRipe(fruits=sample.fruits)
    for number, reading in enumerate(readings, start=1):
        if not (0 < reading.fruit_weight_g <= HEAVIEST_FRUIT_G and 0 <= reading.brix <= 40):
            raise ReadingIsWrong(number=number)


def _event(
    sample: Sample, scheme: GIScheme, readings: Sequence[FruitReading], passed: bool, by: User, at: datetime
) -> Event:
    weights, brix = [r.fruit_weight_g for r in readings], [r.brix for r in readings]
    document = object_event(
        action="OBSERVE",
        biz_step="inspecting",
        disposition="conformant" if passed else "non_conformant",
        at=at,
        quantities=[Quantity(sample.lot.uri, grams=sample.lot.weight_g)],
        extensions={
            "tyt:inspection": {
                "tyt:scheme": scheme.code,
                "tyt:passed": "true" if passed else "false",
                "tyt:ripe": "true",
                "tyt:fruits": len(readings),
                "tyt:weightMinG": min(weights),
                "tyt:weightMaxG": max(weights),
                "tyt:brixMin": str(min(brix)),
                "tyt:brixMean": str(average(brix)),
                "tyt:brixMax": str(max(brix)),
            }
        },
    )
    return record(event=document, act="inspect", recorded_by=sample.taken_for, by=by)
