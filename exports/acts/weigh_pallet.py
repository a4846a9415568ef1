"""What a pallet weighs, and what it is made of."""

from __future__ import annotations

import re

from django.db import transaction

from exports.acts.steps import for_change
from exports.models import Pallet
from exports.queries import net_of
from exports.refusals import GrossBelowNet, WoodMarkIsWrong
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role
# ISPM 15 (2019), Annex 2: country, producer, treatment; the hyphen and spaces are written as the stamp has room.
_MARK = re.compile(r"[A-Z]{2}[- ]?[0-9A-Z][0-9A-Z -]{0,18}[- /](HT|MB|SF|DH)")
MOST_GROSS_G = 3_000_000


@transaction.atomic
def weigh_pallet(*, pallet: Pallet, gross_g: int | None, by: User, base: str = "", wood_mark: str = "") -> Pallet:
    """Note the gross weight as weighed (None: not weighed), what the pallet is made of, and the mark in its wood.

    The weight holds until a carton comes on or off. Nothing happens to the fruit, so no event is recorded. Raises
    GrossBelowNet, WoodMarkIsWrong, BatchIsLoaded or BatchHasLeft.
    """
    must_act_for(by, pallet.batch.exporter, Role.SHIPPER, Role.PACKER, Role.CLERK)
    for_change(pallet.batch)
    net_g = net_of(pallet)
    if gross_g is not None and not net_g < gross_g <= MOST_GROSS_G:
        raise GrossBelowNet(sscc=pallet.sscc, gross=f"{gross_g / 1000:,.1f}", net=f"{net_g / 1000:,.1f}")
    mark = " ".join(wood_mark.upper().split())
    if (base == Pallet.Base.WOOD) != bool(mark) or (mark and not _MARK.fullmatch(mark)):
        raise WoodMarkIsWrong(mark=mark or "–")
    pallet.gross_g, pallet.base, pallet.wood_mark = gross_g, base, mark
    pallet.save(update_fields=["gross_g", "base", "wood_mark"])
    return pallet
