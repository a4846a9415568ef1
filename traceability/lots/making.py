"""The parts that every making of a lot shares: drawing on sources, and closing the books of the new lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from traceability.epcis.models import Event
from traceability.lots.facts import Picking
from traceability.lots.holding.queries import check_free
from traceability.lots.models import Lot, LotInput, Making
from traceability.lots.queries import pickings_of, rows_about
from traceability.lots.refusals import (
    LotInsideInterval,
    LotIsPacked,
    LotOfSomebodyElse,
    LotOverdrawn,
    TimeNeedsOffset,
    UsedBeforeMade,
    WeightIsWrong,
)
from traceability.parties.models import Organisation, User
from traceability.web.bulk import insert
from traceability.web.dates import day as in_words
from traceability.web.dates import moment
from traceability.web.templatetags.look import kg

_LEFT = "SELECT id, remaining_g FROM lots_lot WHERE id IN ({keys}) ORDER BY id"
_LATER = "SELECT lot_id FROM lots_making WHERE lot_id IN ({keys}) AND made_at > %s LIMIT 1"


def offset_minutes(at: datetime) -> int:
    """Minutes east of UTC of an aware time. Raises TimeNeedsOffset for a naive one."""
    offset = at.utcoffset()
    if offset is None:
        raise TimeNeedsOffset()
    return int(offset.total_seconds() // 60)


def check_sources(inputs: Sequence[tuple[Lot, int]], owner: Organisation) -> None:
    """Loose lots of one owner with whole grams, which nobody stopped.

    Raises LotOfSomebodyElse, LotIsPacked, WeightIsWrong, LotIsHeld or LotIsRecalled.
    """
    for lot, grams in inputs:
        if lot.owner_id != owner.pk:
            raise LotOfSomebodyElse(code=lot.code, owner=str(lot.owner))
        if lot.is_packed:
            raise LotIsPacked(code=lot.code)
        if not isinstance(grams, int) or grams <= 0:
            raise WeightIsWrong()
    check_free([lot for lot, _ in inputs])


def check_not_set_aside(lots: Sequence[Lot], pickings: Sequence[Picking] | None = None) -> None:
    """Fruit picked inside a pre-harvest interval goes into nothing that is sold. Raises LotInsideInterval.

    One query; none for who knows the lots' `pickings_of` already.
    """
    for picking in pickings_of(lots) if pickings is None else pickings:
        if picking.is_inside_interval and picking.allowed_from:
            raise LotInsideInterval(
                code=picking.lot_code,
                picked_on=in_words(picking.picked_on),
                allowed_from=in_words(picking.allowed_from),
            )


def check_time(lots: Sequence[Lot], at: datetime) -> None:
    """A lot is used after it was made. Raises TimeNeedsOffset or UsedBeforeMade."""
    offset_minutes(at)
    for (key,) in rows_about(_LATER, lots, connection.ops.adapt_datetimefield_value(at)):
        making = Making.objects.select_related("lot").get(lot=key)
        raise UsedBeforeMade(code=making.lot.code, made=moment(making.made_at, making.made_offset))


def draw(inputs: Sequence[tuple[Lot, int]]) -> None:
    """Take grams of each lot, in the caller's transaction.

    They are locked in one order for everybody, so that two acts never wait for each other in a ring.
    Whoever comes second to the last kilogram loses: raises LotOverdrawn, and the transaction takes all back.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    left = dict(rows_about(_LEFT + lock, [lot for lot, _ in inputs]))
    for lot, grams in inputs:
        lot.remaining_g = left[lot.pk]
        if grams > lot.remaining_g:
            raise LotOverdrawn(code=lot.code, left_kg=kg(lot.remaining_g), wanted_kg=kg(grams))
    with connection.cursor() as cursor:
        taken = [(grams, lot.pk) for lot, grams in inputs]
        cursor.executemany("UPDATE lots_lot SET remaining_g = remaining_g - %s WHERE id = %s", taken)
    for lot, grams in inputs:
        lot.remaining_g -= grams


def close(
    lot: Lot, *, act: str, inputs: Sequence[tuple[Lot, int]] = (), loss_g: int = 0, event: Event, by: User, at: datetime
) -> Lot:
    """Write down what the lot was made of; the database checks that it adds up.

    The sources are drawn on by now, so nobody stops them any more; who was stopping them a moment ago has been waited
    for, hence the second look. Raises LotIsHeld or LotIsRecalled.
    """
    check_free([parent for parent, _ in inputs])
    insert(LotInput, ["child", "parent", "weight_g"], [(lot.pk, parent.pk, grams) for parent, grams in inputs])
    Making.objects.create(
        lot=lot,
        owner_id=lot.owner_id,
        act=act,
        loss_g=loss_g,
        made_at=at,
        made_offset=offset_minutes(at),
        made_by=by,
        event=event,
    )
    return lot
