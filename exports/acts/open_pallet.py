"""Open pallets: they take their numbers, and their labels can be printed before a carton stands on them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from exports.acts.steps import for_change
from exports.models import ExportBatch, Pallet
from exports.refusals import PalletIsNotEmpty, TooManyPallets
from exports.sscc import take_sscc
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role
MOST_AT_ONCE = 100


@transaction.atomic
def open_pallets(*, batch: ExportBatch, by: User, at: datetime, count: int = 1) -> list[Pallet]:
    """So many empty pallets of a batch, each with the next SSCC of the exporter; a label can be printed for them.

    Nothing stands on them yet, so no event is recorded: closing a pallet does that. Raises TooManyPallets,
    NoPrefixForPallets, BatchIsLoaded or BatchHasLeft.
    """
    must_act_for(by, batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    if not 1 <= count <= MOST_AT_ONCE:
        raise TooManyPallets(count=count, most=MOST_AT_ONCE)
    batch = for_change(batch)
    return [
        Pallet.objects.create(sscc=take_sscc(batch.exporter), batch=batch, built_at=at, built_by=by)
        for _number in range(count)
    ]


@transaction.atomic
def discard_pallet(*, pallet: Pallet, by: User) -> None:
    """Take an empty pallet out of its batch; its number is never used again, its events stay.

    Raises PalletIsNotEmpty, BatchIsLoaded or BatchHasLeft.
    """
    must_act_for(by, pallet.batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    for_change(pallet.batch)
    if pallet.contents.exists():
        raise PalletIsNotEmpty(sscc=pallet.sscc)
    pallet.delete()
