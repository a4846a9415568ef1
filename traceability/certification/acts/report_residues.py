"""A laboratory reports what it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.base import File
from django.db import transaction

from traceability.certification.models import ResidueLimit, ResidueResult, ResidueTest, Sample
from traceability.certification.refusals import (
    NothingFound,
    ResultIsWrong,
    SampleIsDone,
    SampleIsForAnother,
    SubstanceTwice,
)
from traceability.certification.residues import plain
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@dataclass(frozen=True)
class SubstanceResult:
    """mg/kg; nothing found means below the limit of quantification, which is not zero."""

    substance: str
    loq_mg_kg: Decimal
    found_mg_kg: Decimal | None = None


@transaction.atomic
def report_residues(
    *,
    sample: Sample,
    report_number: str,
    method: str,
    substances_tested: int,
    results: Sequence[SubstanceResult],
    by: User,
    at: datetime,
    report: File[Any] | None = None,
) -> ResidueTest:
    """Enter a report on a sample; the judgement is made for each destination and day that somebody asks about.

    Raises NotYourOrganisation, SampleIsForAnother, SampleIsDone, NothingFound, SubstanceTwice or ResultIsWrong.
    """
    must_act_for(by, sample.taken_for, Membership.Role.ANALYST)
    results = _as_limits_spell_it(results)
    _check(sample, results)
    lot = sample.lot
    document = object_event(
        action="OBSERVE",
        biz_step="inspecting",
        disposition="in_progress",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g)],
        biz_transactions=[("testres", f"urn:tyt:residue-report:{sample.taken_for.gln}:{report_number}")],
        extensions={
            "tyt:residues": {
                "tyt:report": report_number,
                "tyt:sample": sample.event.event_id,
                "tyt:laboratory": sample.taken_for.uri,
                "tyt:substancesTested": substances_tested,
                "tyt:results": [
                    {
                        "tyt:substance": result.substance,
                        "tyt:foundMgKg": plain(result.found_mg_kg) or None,
                        "tyt:loqMgKg": plain(result.loq_mg_kg),
                    }
                    for result in results
                ],
            }
        },
    )
    event = record(event=document, act="residues", recorded_by=sample.taken_for, by=by)
    test = ResidueTest.objects.create(
        sample=sample,
        report_number=report_number,
        method=method,
        substances_tested=substances_tested,
        reported_at=at,
        reported_by=by,
        report=report or "",
        report_sha256=sha256(report.read()).hexdigest() if report else "",
        event=event,
    )
    ResidueResult.objects.bulk_create(ResidueResult(test=test, **vars(result)) for result in results)
    return test


def _as_limits_spell_it(results: Sequence[SubstanceResult]) -> list[SubstanceResult]:
    """Carbendazim is carbendazim: a name that differs from a limit's only in capitals and blanks is that one."""
    known = {name.casefold(): name for name in ResidueLimit.objects.values_list("substance", flat=True).distinct()}
    spelt = [" ".join(result.substance.split()) for result in results]
    return [
        replace(result, substance=known.get(name.casefold(), name)) for result, name in zip(results, spelt, strict=True)
    ]


def _check(sample: Sample, results: Sequence[SubstanceResult]) -> None:
    if sample.purpose != Sample.Purpose.RESIDUES:
        raise SampleIsForAnother(purpose=sample.get_purpose_display())
    if ResidueTest.objects.filter(sample=sample).exists():
        raise SampleIsDone()
    if not results:
        raise NothingFound()
    seen: set[str] = set()
    for result in results:
        if result.substance in seen:
            raise SubstanceTwice(substance=result.substance)
        seen.add(result.substance)
        found = result.found_mg_kg
        if not result.substance or result.loq_mg_kg <= 0 or (found is not None and found < result.loq_mg_kg):
            raise ResultIsWrong(substance=result.substance)
