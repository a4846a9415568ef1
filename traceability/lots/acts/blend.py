"""Fruit of several lots goes over one belt and is one lot from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.codes import take_code
from traceability.lots.making import check_not_set_aside, check_sources, check_time, close, draw
from traceability.lots.models import Lot, Making
from traceability.lots.refusals import (
    BlendOfSpecies,
    BlendOfVarieties,
    LossIsTooLarge,
    NotAPlaceOfYours,
    NothingToBlend,
    SameLotTwice,
)
from traceability.parties.models import Membership, Place, User
from traceability.parties.permissions import must_act_for
from traceability.web.failures import Refused
from traceability.web.templatetags.look import kg


@transaction.atomic
def blend(*, inputs: Sequence[tuple[Lot, int]], place: Place, loss_g: int = 0, by: User, at: datetime) -> Lot:
    """One lot of the given grams of each lot; what was sorted out on the way is the recorded loss.

    Raises NotYourOrganisation, NothingToBlend, SameLotTwice, LotOfSomebodyElse, LotIsPacked, WeightIsWrong,
    BlendOfSpecies, BlendOfVarieties, LotInsideInterval, UsedBeforeMade, NotAPlaceOfYours, LossIsTooLarge or
    LotOverdrawn.
    """
    if len(inputs) < 2:
        raise NothingToBlend()
    first = inputs[0][0]
    owner = first.owner
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER)
    check_sources(inputs, owner)
    lots = [lot for lot, _ in inputs]
    check_alike(lots)
    check_not_set_aside(lots)
    check_time(lots, at)
    if place.owner_id != owner.pk:
        raise NotAPlaceOfYours(place=place.name, owner=owner.name_latin)
    whole_g = sum(grams for _, grams in inputs)
    if not 0 <= loss_g < whole_g:
        raise LossIsTooLarge(loss_kg=kg(loss_g), total_kg=kg(whole_g))
    draw(inputs)
    lot = Lot.objects.create(
        product=first.product,
        code=take_code(owner=owner, day=at.date()),
        owner=owner,
        place=place,
        weight_g=whole_g - loss_g,
        remaining_g=whole_g - loss_g,
    )
    document = transformation_event(
        inputs=[Quantity(source.uri, grams=grams) for source, grams in inputs],
        outputs=[Quantity(lot.uri, grams=lot.weight_g)],
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=place.uri,
        biz_location=place.uri,
        extensions={"tyt:lossKg": f"{loss_g / 1000:.3f}"},
    )
    event = record(event=document, act="blend", recorded_by=owner, by=by)
    return close(lot, act=Making.Act.BLEND, inputs=inputs, loss_g=loss_g, event=event, by=by, at=at)


def check_alike(lots: Sequence[Lot]) -> None:
    """Different lots of one variety."""
    seen: set[int] = set()
    first = lots[0].product.variety
    for lot in lots:
        if lot.pk in seen:
            raise SameLotTwice(code=lot.code)
        seen.add(lot.pk)
        variety = lot.product.variety
        if variety.species_id != first.species_id:
            raise BlendOfSpecies(first=first.species.name_en, second=variety.species.name_en)
        if variety != first:
            raise BlendOfVarieties(first=first.name_en, second=variety.name_en)


def why_not(lots: Sequence[Lot]) -> Refused | None:
    """Why these lots can never be one, for a page that says so before anybody tries."""
    try:
        check_alike(lots)
        check_not_set_aside(lots)
    except Refused as refusal:
        return refusal
    return None
