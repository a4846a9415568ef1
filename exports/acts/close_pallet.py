"""Close a pallet: one event tells of all that came onto it since it was last closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.cartons import Range, by_lot, note_labels
from exports.acts.steps import for_change
from exports.events import palletised
from exports.models import Pallet, PalletContent
from exports.refusals import LabelsAreVoid, PalletIsEmpty
from traceability.epcis.acts.record import record
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import not_void
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def close_pallet(*, pallet: Pallet, by: User, at: datetime) -> Pallet:
    """Record one AggregationEvent of the cartons that no event has told of yet.

    Their labels are noted to stand there. Closing again changes nothing. Raises PalletIsEmpty, LabelsAreVoid when a
    label became void since it was scanned, LotIsHeld, LotIsRecalled, BatchIsLoaded or BatchHasLeft.
    """
    must_act_for(by, pallet.batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    loose = pallet.contents.filter(event=None).order_by("run", "first")
    if not loose.exists():
        if not pallet.contents.exists():
            raise PalletIsEmpty
        return pallet
    batch = for_change(pallet.batch)
    pallet.refresh_from_db(fields=["event"])
    ranges = _of(list(loose))
    check_free({run.lot for run, _first, _last in ranges})
    for run, first, last in ranges:
        if not not_void(run, first, last):
            raise LabelsAreVoid(run=run.pk, first=first, last=last)
    event = palletised(pallet_uri=pallet.uri, cartons=by_lot(ranges), place=ranges[0][0].lot.place, at=at)
    recorded = record(event=event, act="build_pallet", recorded_by=batch.exporter, by=by)
    PalletContent.objects.filter(pallet=pallet, event=None).update(event=recorded)
    if pallet.event is None:
        pallet.event, pallet.built_at, pallet.built_by = recorded, at, by
        pallet.save(update_fields=["event", "built_at", "built_by"])
    note_labels(LabelSpan.State.ON_PALLET, pallet, ranges, by=by, at=at)
    return pallet


def _of(contents: list[PalletContent]) -> list[Range]:
    keys = {content.run_id for content in contents}
    named = LabelRun.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    runs = {run.pk: run for run in named.select_related("lot__product", "lot__place")}
    return [(runs[content.run_id], content.first, content.last) for content in contents]
