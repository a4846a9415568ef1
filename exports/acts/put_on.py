"""Put labelled cartons on an open pallet."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from exports.acts.cartons import Range, come_on, locked
from exports.acts.steps import for_change
from exports.models import Pallet
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role


@transaction.atomic
def put_on(*, pallet: Pallet, contents: Sequence[Range], by: User) -> None:
    """Cartons come onto a pallet of a batch that is not loaded: all of them or none.

    A container of 24,000 cartons is scanned one by one, so a scan records no event: closing the pallet tells of all
    that came onto it since. Raises BatchIsLoaded or BatchHasLeft, and what `acts/cartons.py` refuses.
    """
    must_act_for(by, pallet.batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    batch = for_change(pallet.batch)
    come_on(batch, pallet, locked(contents))
