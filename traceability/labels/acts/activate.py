"""Labels are on their cartons: from the first to the last of a roll, or a whole run."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import locked
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import label_in, printed_gap, spans_within
from traceability.labels.ranges import gaps_in
from traceability.labels.refusals import NotALabelOfOurs, NothingToActivate, NotPrintedYet, TwoRuns
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

State = LabelSpan.State


@transaction.atomic
def activate(*, run: LabelRun, first: int, last: int, by: User, at: datetime) -> list[LabelSpan]:
    """Declare labels first..last (from 1, both included) applied; a whole run is 1 to its count.

    Void labels among them stay void, active ones and those on a pallet are active already: the rest become active, as
    few spans as there are gaps. One event tells of all.
    Raises NotYourOrganisation, SpanIsWrong, NotPrintedYet, NothingToActivate, LotIsHeld or LotIsRecalled.
    """
    must_act_for(by, run.lot.owner, Membership.Role.PACKER, Membership.Role.CLERK)
    locked(run, first, last)
    check_free([run.lot])
    if missing := printed_gap(run, first, last):
        raise NotPrintedYet(run=run.pk, label=missing)
    ranges = gaps_in(first, last, spans_within(run, first, last, *State.values))
    if not ranges:
        raise NothingToActivate(run=run.pk, first=first, last=last)
    labels = sum(end - start + 1 for start, end in ranges)
    document = object_event(
        action="OBSERVE",
        biz_step="commissioning",
        disposition="active",
        at=at,
        quantities=[Quantity(run.lot.uri, count=labels)],
        read_point=run.lot.place.uri,
        biz_location=run.lot.place.uri,
        extensions={
            "tyt:activeLabels": {
                "tyt:run": run.first_index,
                "tyt:ranges": [{"tyt:first": start, "tyt:last": end} for start, end in ranges[:MOST_TOLD]],
            }
        },
    )
    record(event=document, act="activate labels", recorded_by=run.lot.owner, by=by)
    return LabelSpan.objects.bulk_create(
        LabelSpan(run=run, state=State.ACTIVE, first=start, last=end, noted_by=by, noted_at=at) for start, end in ranges
    )


MOST_TOLD = 500
"""Ranges that an event lists; an event is at most 65,535 bytes."""


@transaction.atomic
def activate_between(*, first: str, last: str, by: User, at: datetime) -> list[LabelSpan]:
    """The same by the codes of the first and the last carton of a roll or a pallet, as scanned or typed, in any order.

    Raises NotALabelOfOurs for a code that is no label of the person's own, TwoRuns, and what `activate` raises.
    """
    (run, one), (other_run, other) = (scanned(text, by) for text in (first, last))
    if run != other_run:
        raise TwoRuns(one=run.pk, other=other_run.pk)
    return activate(run=run, first=min(one, other), last=max(one, other), by=by, at=at)


def scanned(text: str, by: User) -> tuple[LabelRun, int]:
    """The run and the number of a label, scanned or typed. Raises NotALabelOfOurs, for others' labels too."""
    found = label_in(text)
    if found is None or not LabelRun.objects.visible_to(by).filter(pk=found[0].pk).exists():
        raise NotALabelOfOurs(text=text.strip()[:80])
    return found
