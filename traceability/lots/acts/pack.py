"""Loose fruit goes into cartons."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.classes import may_be_called
from traceability.lots.codes import take_code
from traceability.lots.making import check_not_set_aside, check_sources, check_time, close, draw
from traceability.lots.models import Lot, Making, Product
from traceability.lots.refusals import (
    ClassIsBetter,
    LossIsTooLarge,
    NotWholeCartons,
    ProductIsLoose,
    ProductOfAnotherVariety,
)
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.templatetags.look import kg


@transaction.atomic
def pack(*, lot: Lot, product: Product, cartons: int, loss_g: int = 0, by: User, at: datetime) -> Lot:
    """`cartons` cartons of a trade item, as a lot of their own; `loss_g` grams were sorted out while packing.

    Raises NotYourOrganisation, LotIsPacked, ProductIsLoose, ProductOfAnotherVariety, ClassIsBetter, NotWholeCartons,
    LossIsTooLarge, LotInsideInterval, UsedBeforeMade or LotOverdrawn.
    """
    owner = lot.owner
    must_act_for(by, owner, Membership.Role.PACKER, Membership.Role.CLERK)
    if product.unit_weight_g is None:
        raise ProductIsLoose(gtin=product.gtin)
    if product.variety_id != lot.product.variety_id or product.owner_id != owner.pk:
        raise ProductOfAnotherVariety(
            gtin=product.gtin, product_variety=product.variety.name_en, lot_variety=lot.product.variety.name_en
        )
    if not may_be_called(lot.product.quality_class, product.quality_class):
        raise ClassIsBetter(code=lot.code, found=lot.product.quality_class, wanted=product.quality_class)
    if cartons <= 0:
        raise NotWholeCartons()
    if loss_g < 0:
        raise LossIsTooLarge(loss_kg=kg(loss_g), total_kg=kg(lot.remaining_g))
    net_g = cartons * product.unit_weight_g
    inputs = [(lot, net_g + loss_g)]
    check_sources(inputs, owner)
    check_not_set_aside([lot])
    check_time([lot], at)
    draw(inputs)
    packed = Lot.objects.create(
        product=product,
        code=take_code(owner=owner, day=at.date()),
        owner=owner,
        place=lot.place,
        weight_g=net_g,
        remaining_g=net_g,
        units=cartons,
    )
    document = transformation_event(
        inputs=[Quantity(lot.uri, grams=net_g + loss_g)],
        outputs=[Quantity(packed.uri, grams=net_g)],
        ilmd={
            "tyt:cartons": cartons,
            "tyt:unitWeightKg": f"{product.unit_weight_g / 1000:.3f}",
            "tyt:qualityClass": product.quality_class or None,
            "tyt:packedOn": at.date().isoformat(),
        },
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={"tyt:lossKg": f"{loss_g / 1000:.3f}"},
    )
    event = record(event=document, act="pack", recorded_by=owner, by=by)
    return close(packed, act=Making.Act.PACK, inputs=inputs, loss_g=loss_g, event=event, by=by, at=at)
