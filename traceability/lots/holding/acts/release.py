"""Held fruit may move again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.lots.holding.models import Hold, Release
from traceability.lots.holding.refusals import HoldIsReleased, HoldNeedsAReason, RecallStands
from traceability.lots.holding.stopping import ROLES
from traceability.lots.making import offset_minutes
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day


@transaction.atomic
def release(*, hold: Hold, reason: str, by: User, at: datetime) -> Release:
    """End a hold. Another hold on the same fruit goes on. The reason stays in the house.

    Raises NotYourOrganisation, RecallStands, HoldIsReleased, HoldNeedsAReason or TimeNeedsOffset.
    """
    must_act_for(by, hold.owner, *ROLES)
    hold = Hold.objects.select_for_update(of=("self",)).select_related("owner").get(pk=hold.pk)
    if hold.is_recall:
        raise RecallStands()
    if found := Release.objects.filter(hold=hold).first():
        raise HoldIsReleased(day=day(localdate(found.released_at)))
    reason = reason.strip()
    if not reason:
        raise HoldNeedsAReason()
    offset_minutes(at)
    lots = Lot.objects.filter(held__hold=hold).select_related("product").order_by("pk")
    document = object_event(
        action="OBSERVE",
        biz_step="other",
        disposition="active",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g) for lot in lots],
        extensions={"tyt:releases": hold.event.event_id},
    )
    hold.lots.update(is_open=False)
    return Release.objects.create(
        hold=hold,
        reason=reason[:200],
        released_at=at,
        released_by=by,
        event=record(event=document, act="release", recorded_by=hold.owner, by=by),
    )
