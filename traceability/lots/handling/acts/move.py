"""Fruit goes from one place of its owner to another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import Event
from traceability.lots.handling.recording import check_place, lock_usable
from traceability.lots.handling.refusals import LotIsThere
from traceability.lots.making import check_time
from traceability.lots.models import Lot
from traceability.parties.models import Place, User


@transaction.atomic
def move(*, lot: Lot, place: Place, by: User, at: datetime) -> Event:
    """All that is left of a lot arrives at another place; a part that stays behind is split off first.

    Returns the event: the place is the lot's, and where it was before stands in its events alone. Raises
    NotYourOrganisation, NothingIsLeft, LotIsHeld, LotIsRecalled, NotAPlaceOfYours, LotIsThere, TimeNeedsOffset or
    UsedBeforeMade.
    """
    found = lock_usable(lot, by)
    check_place(place, found)
    check_time([found], at)
    if place.pk == found.place_id:
        raise LotIsThere(code=found.code, place=place)
    document = object_event(
        action="OBSERVE",
        biz_step="arriving",
        disposition="in_progress",
        at=at,
        quantities=[Quantity(found.uri, grams=found.remaining_g)],
        read_point=place.uri,
        biz_location=place.uri,
        sources=[("location", found.place.uri)],
        destinations=[("location", place.uri)],
    )
    Lot.objects.filter(pk=found.pk).update(place=place)
    lot.place = place
    return record(event=document, act="move", recorded_by=found.owner, by=by)
