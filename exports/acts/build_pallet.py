"""Build a pallet of labelled cartons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.db import transaction

from exports.acts.offer import is_offered
from exports.acts.steps import for_change
from exports.events import palletised
from exports.models import ExportBatch, Pallet, PalletContent
from exports.refusals import (
    CartonsNamedTwice,
    CartonsStandElsewhere,
    LabelsAreVoid,
    LabelsNotInRun,
    LabelsNotPrinted,
    LotIsNotOffered,
    PalletIsEmpty,
)
from exports.sscc import take_sscc
from traceability.epcis.acts.record import record
from traceability.gs1.digital_link import sscc_uri
from traceability.jobs.models import Job
from traceability.labels.models import LabelRun, LabelSpan
from traceability.lots.holding.queries import check_free
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role
Range = tuple[LabelRun, int, int]
"""Labels of a run from the first to the last, counted from 1, both included."""


@transaction.atomic
def build_pallet(*, batch: ExportBatch, contents: Sequence[Range], by: User, at: datetime) -> Pallet:
    """Put cartons on a new pallet of a draft batch, give it an SSCC and record one AggregationEvent.

    Every carton must be labelled (its run printed to the end, the label not void), of a lot that was offered to the
    exporter, and on no other pallet. Raises one of the refusals imported above.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    batch = for_change(batch)
    ranges = _locked(contents)
    _check_ranges(ranges)
    check_free({run.lot for run, _first, _last in ranges})
    for run, first, last in ranges:
        _check_cartons(batch, run, first, last)
    sscc = take_sscc(batch.exporter)
    cartons: Counter[str] = Counter()
    for run, first, last in ranges:
        cartons[run.lot.uri] += last - first + 1
    event = palletised(pallet_uri=sscc_uri(sscc), cartons=cartons, place=ranges[0][0].lot.place, at=at)
    pallet = Pallet.objects.create(
        sscc=sscc,
        batch=batch,
        built_at=at,
        built_by=by,
        event=record(event=event, act="build_pallet", recorded_by=batch.exporter, by=by),
    )
    PalletContent.objects.bulk_create(
        PalletContent(pallet=pallet, run=run, first=first, last=last) for run, first, last in ranges
    )
    LabelSpan.objects.bulk_create(
        LabelSpan(run=run, state=LabelSpan.State.ON_PALLET, first=first, last=last, sscc=sscc, noted_by=by, noted_at=at)
        for run, first, last in ranges
    )
    return pallet


def _locked(contents: Sequence[Range]) -> list[Range]:
    """The same ranges with their runs locked in one order, so that nobody voids a label while it is loaded."""
    named = LabelRun.objects.select_for_update(of=("self",)).filter(pk__in={run.pk for run, _first, _last in contents})
    runs = {
        run.pk: run for run in named.select_related("job", "lot__product", "lot__owner", "lot__place").order_by("pk")
    }
    return [(runs[run.pk], first, last) for run, first, last in contents]


def _check_ranges(ranges: Sequence[Range]) -> None:
    if not ranges:
        raise PalletIsEmpty
    for run, first, last in ranges:
        if not 1 <= first <= last <= run.count:
            raise LabelsNotInRun(run=run.pk, count=run.count, first=first, last=last)
    in_order = sorted((run.pk, first, last) for run, first, last in ranges)
    for (key, _first, last), (next_key, next_first, _last) in pairwise(in_order):
        if key == next_key and next_first <= last:
            raise CartonsNamedTwice(run=key)


def _check_cartons(batch: ExportBatch, run: LabelRun, first: int, last: int) -> None:
    labels = {"run": run.pk, "first": first, "last": last}
    if not is_offered(run.lot, batch.exporter):
        raise LotIsNotOffered(lot=run.lot.code, exporter=batch.exporter.name_latin, owner=run.lot.owner.name_latin)
    if run.job is None or run.job.state != Job.State.DONE:
        raise LabelsNotPrinted(run=run.pk)
    touching = {"first__lte": last, "last__gte": first}
    if run.spans.filter(state=LabelSpan.State.VOID, **touching).exists():
        raise LabelsAreVoid(**labels)
    elsewhere = PalletContent.objects.filter(run=run, **touching).select_related("pallet").first()
    if elsewhere:
        raise CartonsStandElsewhere(**labels, sscc=elsewhere.pallet.sscc)
