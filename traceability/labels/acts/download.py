"""A print file leaves the house, and the book says who took it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.labels.acts.void_span import locked
from traceability.labels.models import Download, LabelRun, Reprint
from traceability.labels.queries import not_void
from traceability.labels.refusals import LabelsAreVoidAlready
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def download(
    *, run: LabelRun, output: str, first: int, last: int, by: User, at: datetime, reprint: Reprint | None = None
) -> Download:
    """Write down that `by` takes labels first..last (from 1, both included) of a run as a file of a kind.

    A part in which a label is void is refused; the whole file of a run stays whole. No event: no fruit has moved.
    Raises NotYourOrganisation, SpanIsWrong, LabelsAreVoidAlready, LotIsHeld or LotIsRecalled.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    locked(run, first, last)
    check_free([run.lot])
    if (first, last) != (1, run.count) and not not_void(run, first, last):
        raise LabelsAreVoidAlready(run=run.pk, first=first, last=last)
    return Download.objects.create(
        run=run, output=output, first=first, last=last, reprint=reprint, taken_by=by, taken_at=at
    )
