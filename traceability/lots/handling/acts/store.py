"""Fruit goes into store."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.lots.handling.acts.treat import NOTHING_TOLD
from traceability.lots.handling.models import Handling, HandlingKind
from traceability.lots.handling.recording import Told, check_place, lock_usable, write_down
from traceability.lots.models import Lot
from traceability.parties.models import Place, User


@transaction.atomic
def store(
    *,
    lot: Lot,
    kind: HandlingKind,
    place: Place,
    told: Told = NOTHING_TOLD,
    by: User,
    began: datetime,
    ended: datetime,
) -> Handling:
    """The whole lot lies at a place of its owner from `began` until it was looked at, `ended`; it is there afterwards.

    Raises NotAPlaceOfYours and what `treat` raises.
    """
    found = lock_usable(lot, by)
    check_place(place, found)
    if place.pk != found.place_id:
        Lot.objects.filter(pk=found.pk).update(place=place)
        found.place = lot.place = place
    return write_down(lot=found, kind=kind, act=HandlingKind.Act.STORE, told=told, by=by, began=began, ended=ended)
