"""Take a warning on, in writing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.models import ExportBatch, Override
from exports.readiness.engine import assess
from exports.refusals import BatchHasLeft, NoSuchWarning, OnlyWarningsAreOverridden, OverrideNeedsAReason
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def override(*, batch: ExportBatch, requirement: str, why: str, by: User, at: datetime) -> Override:
    """Let a batch leave in spite of a warning, under the name of `by`; again it changes nothing.

    The requirement with the code `requirement` must warn now. What blocks is never overridden. The override holds for
    this version of the rule and for what stands on the pallets now. Nothing happens to the fruit: no event. Raises
    OverrideNeedsAReason, BatchHasLeft, NoSuchWarning or OnlyWarningsAreOverridden.
    """
    must_act_for(by, batch.exporter, Membership.Role.SHIPPER)
    why = why.strip()
    if not why:
        raise OverrideNeedsAReason
    batch = ExportBatch.objects.select_for_update(of=("self",)).with_names().get(pk=batch.pk)
    if batch.has_left:
        raise BatchHasLeft(code=batch.code)
    found = next((result for result in assess(batch).results if result.code == requirement), None)
    if found is not None and found.stops:
        raise OnlyWarningsAreOverridden(check=found.title, words=found.words, rule=found.rule, source=found.source)
    if found is None or not found.warns:
        raise NoSuchWarning(requirement=requirement[:40], code=batch.code)
    made, _new = Override.objects.get_or_create(
        batch=batch,
        requirement=found.code,
        version=found.version,
        revision=batch.revision,
        defaults={"words": found.words, "why": why, "by": by, "at": at},
    )
    return made
