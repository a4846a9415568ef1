"""Take cartons off a pallet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from exports.acts.cartons import Range, by_lot, lift, locked, note_labels
from exports.acts.steps import for_change
from exports.events import taken_off
from exports.models import Pallet
from traceability.epcis.acts.record import record
from traceability.labels.models import LabelSpan
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def take_off(*, pallet: Pallet, contents: Sequence[Range], by: User, at: datetime) -> None:
    """Cartons come off a pallet of a batch that is not loaded: all of them or none.

    One AggregationEvent (DELETE) tells of those that an event has told to be on it; what was only scanned leaves no
    trace. Their labels are free for another pallet. Raises CartonsNotHere, LabelsNotInRun, CartonsNamedTwice,
    BatchIsLoaded or BatchHasLeft.
    """
    must_act_for(by, pallet.batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    batch = for_change(pallet.batch)
    told: list[Range] = [
        (run, begin, end) for run, first, last in locked(contents) for begin, end in lift(pallet, run, first, last)
    ]
    if not told:
        return
    event = taken_off(pallet_uri=pallet.uri, cartons=by_lot(told), place=told[0][0].lot.place, at=at)
    record(event=event, act="take_off", recorded_by=batch.exporter, by=by)
    note_labels(LabelSpan.State.OFF_PALLET, pallet, told, by=by, at=at)
