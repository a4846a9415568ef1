"""Labels that went wrong are made void, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import not_void, standing_on_pallets
from traceability.labels.refusals import NoSpareLabels, SpanIsTaken, SpanIsWrong, VoidNeedsAReason
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

State = LabelSpan.State
SPARE = "left over, given back"
"""The reason of labels that nobody used. It stands in a public event, so it is the same words in every language."""


@transaction.atomic
def void_span(*, run: LabelRun, first: int, last: int, reason: str, by: User, at: datetime) -> LabelSpan:
    """Void labels first..last (from 1, both included) of a run. What they drew on the certificate does not come back.

    An active label may become void: its carton was emptied, or the label came off. One on a pallet is taken off first.
    Raises NotYourOrganisation, VoidNeedsAReason, SpanIsWrong or SpanIsTaken.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    if not reason.strip():
        raise VoidNeedsAReason()
    locked(run, first, last)
    state = State.VOID if not not_void(run, first, last) else State.ON_PALLET
    if state == State.VOID or standing_on_pallets(run, first, last):
        raise SpanIsTaken(run=run.pk, first=first, last=last, state=state.label)
    return _void(run, first, last, reason.strip(), by, at)


@transaction.atomic
def return_spares(*, run: LabelRun, first: int, by: User, at: datetime) -> LabelSpan:
    """Labels from `first` to the end of the run were left over: they become void, their cartons wait for labels again.

    What they drew on the certificate does not come back: a label that exists can be put on other fruit.
    Raises NotYourOrganisation, SpanIsWrong, or NoSpareLabels when one of them was used or is void.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    locked(run, first, run.count)
    if run.spans.filter(last__gte=first).exists():
        raise NoSpareLabels(run=run.pk, first=first)
    return _void(run, first, run.count, SPARE, by, at, is_spare=True)


def locked(run: LabelRun, first: int, last: int) -> None:
    """Lock a run, so that nobody else changes the life of its labels. Raises SpanIsWrong for labels it has not."""
    if not 1 <= first <= last <= run.count:
        raise SpanIsWrong(run=run.pk, count=run.count, first=first, last=last)
    LabelRun.objects.select_for_update().get(pk=run.pk)


def _void(
    run: LabelRun, first: int, last: int, reason: str, by: User, at: datetime, *, is_spare: bool = False
) -> LabelSpan:
    document = object_event(
        action="DELETE",
        biz_step="destroying",
        disposition="destroyed",
        at=at,
        quantities=[Quantity(run.lot.uri, count=last - first + 1)],
        extensions={
            "tyt:voidLabels": {"tyt:run": run.first_index, "tyt:first": first, "tyt:last": last, "tyt:reason": reason}
        },
    )
    record(event=document, act="void labels", recorded_by=run.lot.owner, by=by)
    return LabelSpan.objects.create(
        run=run,
        state=LabelSpan.State.VOID,
        first=first,
        last=last,
        reason=reason,
        is_spare=is_spare,
        noted_by=by,
        noted_at=at,
    )
