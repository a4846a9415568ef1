"""Repack cartons from one pallet of a batch to another, or split a pallet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from exports.acts.cartons import Range
from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import open_pallets
from exports.acts.put_on import put_on
from exports.acts.take_off import take_off
from exports.models import Pallet, PalletContent
from exports.refusals import CartonsStandHere, PalletCannotSplit
from traceability.parties.models import User


@transaction.atomic
def repack(*, contents: Sequence[Range], to: Pallet, by: User, at: datetime) -> None:
    """Cartons go from wherever they stand in the batch onto pallet `to`: one event takes off, one puts on.

    The pallet is left as it was, closed or open. Raises what taking off and putting on raise, and CartonsStandHere
    when they are on it already.
    """
    was_open = to.is_open
    for run, first, last in contents:
        standing = PalletContent.objects.filter(pallet__batch=to.batch_id, run=run, first__lte=last, last__gte=first)
        for content in standing.select_related("pallet__batch__exporter").order_by("first"):
            if content.pallet == to:
                raise CartonsStandHere(run=run.pk, first=first, last=last)
            part = (run, max(first, content.first), min(last, content.last))
            take_off(pallet=content.pallet, contents=[part], by=by, at=at)
    put_on(pallet=to, contents=contents, by=by)
    if not was_open:
        close_pallet(pallet=to, by=by, at=at)


@transaction.atomic
def split(*, pallet: Pallet, cartons: int, by: User, at: datetime) -> Pallet:
    """The last `cartons` of a pallet go onto a new one with a number of its own, which is closed.

    Raises PalletCannotSplit unless some stay and some go.
    """
    contents = list(pallet.contents.select_related("run").order_by("-pk"))
    if not 0 < cartons < sum(content.cartons for content in contents):
        raise PalletCannotSplit(sscc=pallet.sscc, cartons=sum(content.cartons for content in contents))
    going: list[Range] = []
    for content in contents:
        take = min(cartons - sum(last - first + 1 for _run, first, last in going), content.cartons)
        if take:
            going.append((content.run, content.last - take + 1, content.last))
    take_off(pallet=pallet, contents=going, by=by, at=at)
    [new] = open_pallets(batch=pallet.batch, by=by, at=at)
    put_on(pallet=new, contents=going, by=by)
    return close_pallet(pallet=new, by=by, at=at)
