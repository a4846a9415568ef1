"""Cartons on pallets, as ranges of labels: whether they may stand there, and how they come on and off.

Nothing here records an event: the acts that put on, take off and close do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from exports.acts.offer import is_offered
from exports.models import ExportBatch, Pallet, PalletContent
from exports.refusals import (
    CartonsNamedTwice,
    CartonsNotHere,
    CartonsOfAnotherBatch,
    CartonsStandElsewhere,
    CartonsStandHere,
    LabelsAreVoid,
    LabelsNameAnotherBuyer,
    LabelsNotDrawn,
    LabelsNotInRun,
    LabelsNotPrinted,
    LotIsNotOffered,
    PalletIsEmpty,
)
from traceability.jobs.models import Job
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import not_void, printed_gap
from traceability.labels.ranges import gaps_in
from traceability.lots.holding.queries import check_free
from traceability.parties.models import User

_ASKED = (
    *("count", "importer", "job__state"),
    *("lot__code", "lot__owner", "lot__place", "lot__product__gtin"),
)
Range = tuple[LabelRun, int, int]
"""Labels of a run from the first to the last, counted from 1, both included."""


def locked(contents: Sequence[Range]) -> list[Range]:
    """The same ranges with their runs locked in one order, so that nobody voids a label while it is loaded.

    Raises PalletIsEmpty, LabelsNotInRun or CartonsNamedTwice.
    """
    named = LabelRun.objects.select_for_update(of=("self",)).filter(pk__in={run.pk for run, _first, _last in contents})
    # A scan waits for this: read is what says whether a carton may come on, the rest where somebody asks for it.
    told = named.select_related("job", "lot__product").only(*_ASKED).order_by("pk")
    runs = {run.pk: run for run in told}
    ranges = [(runs[run.pk], first, last) for run, first, last in contents]
    _check_ranges(ranges)
    return ranges


def come_on(batch: ExportBatch, pallet: Pallet, ranges: Sequence[Range]) -> None:
    """Cartons come onto a pallet of the batch.

    Each must be labelled (its label drawn and printed, not void, for no other buyer), of a lot that was offered to the
    exporter and is not stopped, and stand on no pallet. Raises a refusal for the first that is not.
    """
    check_free({run.lot for run, _first, _last in ranges})
    for run, first, last in ranges:
        _check_label(batch, run, first, last)
        near = _near(run, first, last)
        _check_stands_nowhere(batch, pallet, run, first, last, near)
        _stand(pallet, run, first, last, near)
    _unweigh(pallet)


def _near(run: LabelRun, first: int, last: int) -> list[PalletContent]:
    """What stands on pallets of the labels first..last, and of the one before and the one after them."""
    touching = PalletContent.objects.filter(run=run, first__lte=last + 1, last__gte=first - 1)
    asked = "first", "last", "event", "run", "pallet", "pallet__batch", "pallet__sscc"
    return list(touching.select_related("pallet").only(*asked).order_by("first"))


def _stand(pallet: Pallet, run: LabelRun, first: int, last: int, near: Iterable[PalletContent]) -> None:
    """One row more, or none where they go on from others on the pallet of which no event has told yet."""
    loose = [content for content in near if content.pallet_id == pallet.pk and content.event_id is None]
    before = next((content for content in loose if content.last == first - 1), None)
    after = next((content for content in loose if content.first == last + 1), None)
    if after is not None:
        last = after.last
        PalletContent.objects.filter(pk=after.pk).delete()
    if before is not None:
        PalletContent.objects.filter(pk=before.pk).update(last=last)
    else:
        PalletContent.objects.create(pallet=pallet, run=run, first=first, last=last)


def lift(pallet: Pallet, run: LabelRun, first: int, last: int) -> list[tuple[int, int]]:
    """Labels first..last come off the pallet; those of which an event has told that they stood there, in order.

    Raises CartonsNotHere when one of them does not stand on it.
    """
    touched = list(PalletContent.objects.filter(pallet=pallet, run=run, first__lte=last, last__gte=first))
    if gaps_in(first, last, [(content.first, content.last) for content in touched]):
        raise CartonsNotHere(run=run.pk, first=first, last=last, sscc=pallet.sscc)
    PalletContent.objects.filter(pk__in=[content.pk for content in touched]).delete()
    PalletContent.objects.bulk_create(
        PalletContent(pallet=pallet, run=run, first=begin, last=end, event_id=content.event_id)
        for content in touched
        for begin, end in gaps_in(content.first, content.last, [(first, last)])
    )
    _unweigh(pallet)
    return sorted((max(one.first, first), min(one.last, last)) for one in touched if one.event_id is not None)


def by_lot(ranges: Iterable[Range]) -> Counter[str]:
    """How many cartons, by the URI of their lot."""
    cartons: Counter[str] = Counter()
    for run, first, last in ranges:
        cartons[run.lot.uri] += last - first + 1
    return cartons


def note_labels(state: LabelSpan.State, pallet: Pallet, ranges: Iterable[Range], *, by: User, at: datetime) -> None:
    """The labels' own book says that they stand on the pallet, or stand there no more."""
    LabelSpan.objects.bulk_create(
        LabelSpan(run=run, state=state, first=first, last=last, sscc=pallet.sscc, noted_by=by, noted_at=at)
        for run, first, last in ranges
    )


def _unweigh(pallet: Pallet) -> None:
    """What was weighed was another load."""
    Pallet.objects.filter(pk=pallet.pk, gross_g__isnull=False).update(gross_g=None)


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


def _check_label(batch: ExportBatch, run: LabelRun, first: int, last: int) -> None:
    if not is_offered(run.lot, batch.exporter):
        raise LotIsNotOffered(lot=run.lot.code, exporter=batch.exporter.name_latin, owner=run.lot.owner.name_latin)
    if run.importer_id is not None and run.importer_id != batch.importer_id:
        raise LabelsNameAnotherBuyer(
            run=run.pk, importer=str(run.importer and run.importer.name_latin), code=batch.code
        )
    if not not_void(run, first, last):
        raise LabelsAreVoid(run=run.pk, first=first, last=last)
    if run.job is None or run.job.state != Job.State.DONE:
        raise LabelsNotDrawn(run=run.pk)
    if (missing := printed_gap(run, first, last)) is not None:
        raise LabelsNotPrinted(run=run.pk, label=missing)


def _check_stands_nowhere(
    batch: ExportBatch, pallet: Pallet, run: LabelRun, first: int, last: int, near: Iterable[PalletContent]
) -> None:
    standing = next((one for one in near if one.first <= last and one.last >= first), None)
    if standing is None:
        return
    labels = {"run": run.pk, "first": first, "last": last}
    if standing.pallet.batch_id != batch.pk:
        raise CartonsOfAnotherBatch(**labels)
    if standing.pallet == pallet:
        raise CartonsStandHere(**labels)
    raise CartonsStandElsewhere(**labels, sscc=standing.pallet.sscc)
