"""Fruit that will not be sold is thrown away, and the books say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.lots.making import check_time, draw, offset_minutes
from traceability.lots.models import Loss, Lot
from traceability.lots.refusals import LossNeedsAReason, LotIsPacked, WeightIsWrong
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def waste(*, lot: Lot, weight_g: int, reason: str, by: User, at: datetime) -> Loss:
    """`weight_g` grams of loose fruit are gone; `reason` stays in the house and is no part of the event.

    The same again is the same loss: the event of one moment, lot and weight is one event. Cartons are voided by their
    labels, never by weight. Raises NotYourOrganisation, LotIsPacked, LossNeedsAReason, WeightIsWrong, UsedBeforeMade or
    LotOverdrawn.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    reason = reason.strip()
    if lot.is_packed:
        raise LotIsPacked(code=lot.code)
    if not reason:
        raise LossNeedsAReason()
    if weight_g <= 0:
        raise WeightIsWrong()
    check_time([lot], at)
    document = object_event(
        action="DELETE",
        biz_step="destroying",
        disposition="destroyed",
        at=at,
        quantities=[Quantity(lot.uri, grams=weight_g)],
        read_point=lot.place.uri,
    )
    event = record(event=document, act="waste", recorded_by=lot.owner, by=by)
    if known := Loss.objects.filter(event=event).first():
        return known
    draw([(lot, weight_g)])
    return Loss.objects.create(
        lot=lot,
        weight_g=weight_g,
        reason=reason,
        lost_at=at,
        lost_offset=offset_minutes(at),
        recorded_by=by,
        event=event,
    )
