"""Ripe fruit is read, one by one; whether it passes is computed, not typed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.files.base import ContentFile, File
from django.db import transaction

from traceability.certification.findings import kept
from traceability.certification.models import GIScheme, Inspection, InspectionPhoto, Reading, Sample
from traceability.certification.refusals import (
    FruitIsNotRipe,
    NothingToRead,
    ReadingIsWrong,
    SampleIsDone,
    SampleIsForAnother,
    SampleIsNotAllRead,
    TooManyPhotos,
)
from traceability.certification.thresholds import Measure, average, findings_of, of_the_plan
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.pictures import stripped

HEAVIEST_FRUIT_G, WIDEST_FRUIT_MM, MOST_PHOTOS = 5_000, 400, 6


@dataclass(frozen=True)
class FruitReading:
    """One fruit: grams, °Brix to one decimal, what was wrong with it, and millimetres across its widest part."""

    fruit_weight_g: int
    brix: Decimal
    defects: str = ""
    size_mm: int | None = None


@transaction.atomic
def inspect(
    *,
    sample: Sample,
    scheme: GIScheme,
    device: str,
    ripeness: str = Inspection.Ripeness.RIPE,
    readings: Sequence[FruitReading],
    photos: Sequence[File[bytes]] = (),
    by: User,
    at: datetime,
) -> Inspection:
    """Judge a sample by the scheme's thresholds for its variety on that day. Soluble solids hold on ripe fruit only.

    Photos are kept as pictures alone, and the event names their hashes. Raises NotYourOrganisation,
    SampleIsForAnother, SampleIsDone, FruitIsNotRipe, NothingToRead, SampleIsNotAllRead (a sample is judged whole or
    not at all), ReadingIsWrong, TooManyPhotos or PhotoIsNoPicture.
    """
    must_act_for(by, sample.taken_for, Membership.Role.INSPECTOR)
    _check(sample, ripeness, readings)
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    pictures = [stripped(photo.read()) for photo in photos]
    means = {
        Measure.FRUIT_WEIGHT_G.value: average([reading.fruit_weight_g for reading in readings]),
        Measure.BRIX.value: average([reading.brix for reading in readings]),
    }
    findings = findings_of(scheme, sample.lot.product.variety, at.date(), means)
    findings += of_the_plan(sample, len(readings), at.date())
    passed = all(finding.ok is True for finding in findings)
    inspection = Inspection.objects.create(
        sample=sample,
        scheme=scheme,
        device=device,
        ripeness=ripeness,
        inspected_at=at,
        inspected_by=by,
        passed=passed,
        findings=kept(findings),
        event=_event(sample, scheme, readings, pictures, passed, by, at),
    )
    Reading.objects.bulk_create(
        Reading(inspection=inspection, number=number, **vars(reading))
        for number, reading in enumerate(readings, start=1)
    )
    for number, picture in enumerate(pictures, start=1):
        _keep_photo(inspection, number, picture)
    return inspection


def _keep_photo(inspection: Inspection, number: int, picture: bytes) -> None:
    photo = InspectionPhoto(inspection=inspection, number=number, sha256=hashlib.sha256(picture).hexdigest())
    photo.image.save(f"{photo.sha256}.jpg", ContentFile(picture))


def _check(sample: Sample, ripeness: str, readings: Sequence[FruitReading]) -> None:
    if sample.purpose != Sample.Purpose.INSPECTION:
        raise SampleIsForAnother(purpose=sample.get_purpose_display())
    if Inspection.objects.filter(sample=sample).exists():
        raise SampleIsDone()
    if not readings:
        raise NothingToRead()
    if ripeness != Inspection.Ripeness.RIPE:
        raise FruitIsNotRipe(fruits=sample.fruits)
    if len(readings) != sample.fruits:
        raise SampleIsNotAllRead(taken=sample.fruits, read=len(readings))
    for number, reading in enumerate(readings, start=1):
        has_size = reading.size_mm is None or 0 < reading.size_mm <= WIDEST_FRUIT_MM
        if not (has_size and 0 < reading.fruit_weight_g <= HEAVIEST_FRUIT_G and 0 <= reading.brix <= 40):
            raise ReadingIsWrong(number=number)


def _event(
    sample: Sample,
    scheme: GIScheme,
    readings: Sequence[FruitReading],
    pictures: Sequence[bytes],
    passed: bool,
    by: User,
    at: datetime,
) -> Event:
    weights, brix = [r.fruit_weight_g for r in readings], [r.brix for r in readings]
    sizes = [r.size_mm for r in readings if r.size_mm is not None]
    document = object_event(
        action="OBSERVE",
        biz_step="inspecting",
        disposition="conformant" if passed else "non_conformant",
        at=at,
        quantities=[Quantity(sample.lot.uri, grams=sample.lot.weight_g)],
        extensions={
            "tyt:inspection": {
                "tyt:scheme": scheme.code,
                "tyt:sample": sample.event.event_id,
                "tyt:passed": "true" if passed else "false",
                "tyt:ripe": "true",
                "tyt:fruits": len(readings),
                "tyt:weightMinG": min(weights),
                "tyt:weightMaxG": max(weights),
                "tyt:sizeMinMm": min(sizes, default=None),
                "tyt:sizeMaxMm": max(sizes, default=None),
                "tyt:brixMin": str(min(brix)),
                "tyt:brixMean": str(average(brix)),
                "tyt:brixMax": str(max(brix)),
                "tyt:photosSha256": [hashlib.sha256(picture).hexdigest() for picture in pictures] or None,
            }
        },
    )
    return record(event=document, act="inspect", recorded_by=sample.taken_for, by=by)
