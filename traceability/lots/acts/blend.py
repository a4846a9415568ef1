"""Fruit of several lots goes over one belt and is one lot from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.classes import worst
from traceability.lots.codes import take_code
from traceability.lots.conformity.drafting import CONTROL, keep, told_by
from traceability.lots.conformity.mixing import certificate_of_mixture
from traceability.lots.making import check_not_set_aside, check_sources, check_time, close, draw
from traceability.lots.models import Lot, Making, Product
from traceability.lots.queries import pickings_of
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
def blend(
    *,
    inputs: Sequence[tuple[Lot, int]],
    place: Place,
    loss_g: int = 0,
    bases: Sequence[str] = (CONTROL,),
    by: User,
    at: datetime,
) -> Lot:
    """One lot of the given grams of each lot; what was sorted out on the way is the recorded loss.

    Fruit of several producers gets its new conformity certificate in the same step, resting on `bases`, where the form
    in force on that day asks for one (MARA Order 2025 No. 4); the blend's own event tells of it.

    Raises NotYourOrganisation, NothingToBlend, SameLotTwice, LotOfSomebodyElse, LotIsPacked, WeightIsWrong,
    BlendOfSpecies, BlendOfVarieties, LotInsideInterval, UsedBeforeMade, NotAPlaceOfYours, LossIsTooLarge,
    LotOverdrawn, SourceLacksCertificate, ContactIsMissing, BasisIsMissing or BasisIsUnknown.
    """
    if len(inputs) < 2:
        raise NothingToBlend()
    first = inputs[0][0]
    owner = first.owner
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER)
    check_sources(inputs, owner)
    lots = [lot for lot, _ in inputs]
    check_alike(lots)
    pickings = pickings_of(lots)
    check_not_set_aside(lots, pickings)
    check_time(lots, at)
    if place.owner_id != owner.pk:
        raise NotAPlaceOfYours(place=place.name, owner=owner.name_latin)
    whole_g = sum(grams for _, grams in inputs)
    if not 0 <= loss_g < whole_g:
        raise LossIsTooLarge(loss_kg=kg(loss_g), total_kg=kg(whole_g))
    draw(inputs)
    lot = Lot.objects.create(
        product=product_of(lots),
        code=take_code(owner=owner, day=at.date()),
        owner=owner,
        place=place,
        weight_g=whole_g - loss_g,
        remaining_g=whole_g - loss_g,
    )
    certificate = certificate_of_mixture(lot, pickings, bases=bases, by=by, at=at)
    told = told_by(certificate)
    document = transformation_event(
        inputs=[Quantity(source.uri, grams=grams) for source, grams in inputs],
        outputs=[Quantity(lot.uri, grams=lot.weight_g)],
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=place.uri,
        biz_location=place.uri,
        certification_info=told["certification_info"],
        extensions={"tyt:lossKg": f"{loss_g / 1000:.3f}", **told["extensions"]},
    )
    event = record(event=document, act="blend", recorded_by=owner, by=by)
    if certificate:
        keep(certificate, event)
    return close(lot, act=Making.Act.BLEND, inputs=inputs, loss_g=loss_g, event=event, by=by, at=at)


def product_of(lots: Sequence[Lot]) -> Product:
    """The trade item of a blend: that of the worst class that went in, so that blending betters nothing."""
    quality = worst(lot.product.quality_class for lot in lots)
    return next(lot.product for lot in lots if lot.product.quality_class == quality)


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
