"""Labels that went wrong are made void, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.refusals import SpanIsTaken, SpanIsWrong, VoidNeedsAReason
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def void_span(*, run: LabelRun, first: int, last: int, reason: str, by: User, at: datetime) -> LabelSpan:
    """Void labels first..last (from 1, both included) of a run. What they drew on the certificate does not come back.

    Raises NotYourOrganisation, VoidNeedsAReason, SpanIsWrong or SpanIsTaken.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    if not reason.strip():
        raise VoidNeedsAReason()
    if not 1 <= first <= last <= run.count:
        raise SpanIsWrong(run=run.pk, count=run.count, first=first, last=last)
    LabelRun.objects.select_for_update().get(pk=run.pk)
    if taken := run.spans.filter(first__lte=last, last__gte=first).first():
        raise SpanIsTaken(run=run.pk, first=first, last=last, state=taken.get_state_display())
    labels = last - first + 1
    document = object_event(
        action="DELETE",
        biz_step="destroying",
        disposition="destroyed",
        at=at,
        quantities=[Quantity(run.lot.uri, count=labels)],
        extensions={
            "tyt:voidLabels": {"tyt:run": run.first_index, "tyt:first": first, "tyt:last": last, "tyt:reason": reason}
        },
    )
    record(event=document, act="void labels", recorded_by=run.lot.owner, by=by)
    return LabelSpan.objects.create(
        run=run, state=LabelSpan.State.VOID, first=first, last=last, reason=reason, noted_by=by, noted_at=at
    )
