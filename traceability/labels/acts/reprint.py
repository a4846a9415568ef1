"""The same labels once more: the ribbon tore."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import locked
from traceability.labels.models import LabelRun, Reprint
from traceability.labels.queries import not_void
from traceability.labels.refusals import LabelsAreVoidAlready, ReprintNeedsAReason
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def reprint(*, run: LabelRun, first: int, last: int, reason: str, by: User, at: datetime) -> Reprint:
    """Record that labels first..last (from 1, both included) are printed once more, with the very same serials.

    It is then taken as a file or sent to a printer, exactly those labels. Nothing is reserved and nothing drawn on the
    certificate: the spoilt labels are to be thrown away.
    Raises NotYourOrganisation, ReprintNeedsAReason, SpanIsWrong, LabelsAreVoidAlready, LotIsHeld or LotIsRecalled.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    if not reason.strip():
        raise ReprintNeedsAReason()
    locked(run, first, last)
    check_free([run.lot])
    if not not_void(run, first, last):
        raise LabelsAreVoidAlready(run=run.pk, first=first, last=last)
    document = object_event(
        action="OBSERVE",
        biz_step="encoding",
        disposition="encoded",
        at=at,
        quantities=[Quantity(run.lot.uri, count=last - first + 1)],
        extensions={
            "tyt:reprintedLabels": {
                "tyt:run": run.first_index,
                "tyt:first": first,
                "tyt:last": last,
                "tyt:reason": reason.strip(),
            }
        },
    )
    return Reprint.objects.create(
        run=run,
        first=first,
        last=last,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
        event=record(event=document, act="reprint labels", recorded_by=run.lot.owner, by=by),
    )
