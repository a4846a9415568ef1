"""What hold and recall share: the whole family is locked, written down and named in one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.epcis.models import MAX_IDENTIFIERS
from traceability.lots.holding.models import HeldLot, Hold
from traceability.lots.holding.refusals import HoldIsReleased, HoldNeedsAReason, NothingToHold, RecallIsTooLarge
from traceability.lots.holding.starts import recall_heard
from traceability.lots.making import check_time, offset_minutes
from traceability.lots.models import Lot
from traceability.lots.queries import descendant_keys
from traceability.lots.refusals import LotOfSomebodyElse
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day

ROLES = (Membership.Role.QUALITY, Membership.Role.CLERK, Membership.Role.PACKER)
MOST_LOTS = MAX_IDENTIFIERS - 10


def stop(*, kind: str, lots: Sequence[Lot], started_from: str, reason: str, by: User, at: datetime) -> Hold:
    """Stop lots of one owner and all that was made of them, in the caller's transaction. See `hold` and `recall`.

    The same again is the same one: the event of one moment and these lots is one event.
    """
    if not lots:
        raise NothingToHold()
    owner = lots[0].owner
    must_act_for(by, owner, *ROLES)
    for lot in lots:
        if lot.owner_id != owner.pk:
            raise LotOfSomebodyElse(code=lot.code, owner=str(lot.owner))
    reason = reason.strip()
    if not reason:
        raise HoldNeedsAReason()
    check_time(lots, at)
    family = _locked_family(lots)
    if len(family) > MOST_LOTS:
        raise RecallIsTooLarge(count=len(family), most=MOST_LOTS)
    is_recall = kind == Hold.Kind.RECALL
    document = object_event(
        action="OBSERVE",
        biz_step="other" if is_recall else "holding",
        disposition="recalled" if is_recall else "non_sellable_other",
        at=at,
        quantities=[Quantity(lot.uri, grams=lot.weight_g) for lot in family],
        extensions={"tyt:reason": reason} if is_recall else {},
    )
    event = record(event=document, act=str(kind), recorded_by=owner, by=by)
    if known := Hold.objects.filter(event=event).select_related("release").first():
        if not known.is_open:
            raise HoldIsReleased(day=day(localdate(known.release.released_at)))
        return known
    made = Hold.objects.create(
        kind=kind,
        owner=owner,
        started_from=started_from[:200],
        reason=reason[:200],
        held_at=at,
        held_offset=offset_minutes(at),
        held_by=by,
        event=event,
    )
    began = {lot.pk for lot in lots}
    HeldLot.objects.bulk_create(HeldLot(hold=made, lot=lot, began_here=lot.pk in began) for lot in family)
    if is_recall:
        recall_heard.results(made, family)
    return made


def _locked_family(lots: Sequence[Lot]) -> list[Lot]:
    """The lots and all that was made of them, locked: whoever is drawing on one of them now is waited for."""
    keys = {lot.pk for lot in lots}
    while True:
        locked = list(Lot.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        found = keys | set(descendant_keys(*locked))
        if found == keys:
            return list(Lot.objects.filter(pk__in=keys).select_related("product", "owner").order_by("pk"))
        keys = found
