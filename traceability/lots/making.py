"""The parts that every making of a lot shares: drawing on sources, and closing the books of the new lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from traceability.epcis.models import Event
from traceability.lots.models import Lot, LotInput, LotOrigin, Making
from traceability.lots.queries import ancestor_keys
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
from traceability.web.dates import day as in_words
from traceability.web.dates import moment
from traceability.web.templatetags.look import kg


def offset_minutes(at: datetime) -> int:
    """Minutes east of UTC of an aware time. Raises TimeNeedsOffset for a naive one."""
    offset = at.utcoffset()
    if offset is None:
        raise TimeNeedsOffset()
    return int(offset.total_seconds() // 60)


def check_sources(inputs: Sequence[tuple[Lot, int]], owner: Organisation) -> None:
    """Loose lots of one owner with whole grams. Raises LotOfSomebodyElse, LotIsPacked or WeightIsWrong."""
    for lot, grams in inputs:
        if lot.owner_id != owner.pk:
            raise LotOfSomebodyElse(code=lot.code, owner=str(lot.owner))
        if lot.is_packed:
            raise LotIsPacked(code=lot.code)
        if not isinstance(grams, int) or grams <= 0:
            raise WeightIsWrong()


def check_not_set_aside(lots: Sequence[Lot]) -> None:
    """Fruit picked inside a pre-harvest interval goes into nothing that is sold. Raises LotInsideInterval."""
    keys = {lot.pk: lot for lot in lots}
    for origin in LotOrigin.objects.filter(lot__in=keys.keys() | set(ancestor_keys(*lots))).select_related("lot"):
        if origin.is_inside_interval and origin.allowed_from:
            raise LotInsideInterval(
                code=origin.lot.code, picked_on=in_words(origin.picked_on), allowed_from=in_words(origin.allowed_from)
            )


def check_time(lots: Sequence[Lot], at: datetime) -> None:
    """A lot is used after it was made. Raises TimeNeedsOffset or UsedBeforeMade."""
    offset_minutes(at)
    for making in Making.objects.filter(lot__in=lots, made_at__gt=at).select_related("lot"):
        raise UsedBeforeMade(code=making.lot.code, made=moment(making.made_at, making.made_offset))


def draw(inputs: Sequence[tuple[Lot, int]]) -> None:
    """Take grams of each lot, in one order for everybody so that two acts never wait for each other in a ring.

    Whoever comes second to the last kilogram loses: raises LotOverdrawn, and the transaction takes all back.
    """
    for lot, grams in sorted(inputs, key=lambda pair: pair[0].pk):
        taken = Lot.objects.filter(pk=lot.pk, remaining_g__gte=grams).update(remaining_g=F("remaining_g") - grams)
        if not taken:
            lot.refresh_from_db(fields=["remaining_g"])
            raise LotOverdrawn(code=lot.code, left_kg=kg(lot.remaining_g), wanted_kg=kg(grams))
        lot.remaining_g -= grams


def close(
    lot: Lot, *, act: str, inputs: Sequence[tuple[Lot, int]] = (), loss_g: int = 0, event: Event, by: User, at: datetime
) -> Lot:
    """Write down what the lot was made of; the database checks that it adds up."""
    LotInput.objects.bulk_create(LotInput(child=lot, parent=parent, weight_g=grams) for parent, grams in inputs)
    Making.objects.create(
        lot=lot, act=act, loss_g=loss_g, made_at=at, made_offset=offset_minutes(at), made_by=by, event=event
    )
    return lot
