"""A lot goes over the grading line and comes out as lots of one class each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.acts.register_product import register_product
from traceability.lots.classes import CLASSES, may_be_called
from traceability.lots.codes import take_code
from traceability.lots.making import check_not_set_aside, check_sources, check_time, close, draw
from traceability.lots.models import Lot, Making
from traceability.lots.refusals import ClassIsBetter, ClassIsWrong, LossIsTooLarge, NothingToGrade
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for
from traceability.web.templatetags.look import kg


@transaction.atomic
def grade(*, lot: Lot, parts: Sequence[tuple[str, int]], loss_g: int = 0, by: User, at: datetime) -> list[Lot]:
    """A loose lot for each (class, grams), the best first; `loss_g` was sorted out, what is not named stays ungraded.

    Each class has its own trade item, so that nobody packs it as better than it is. The loss stands with the last
    lot: nobody weighs from which class it fell out. Raises NotYourOrganisation, NothingToGrade, ClassIsWrong,
    ClassIsBetter, LotIsPacked, WeightIsWrong, LossIsTooLarge, LotInsideInterval, LotIsHeld, LotIsRecalled,
    UsedBeforeMade or LotOverdrawn; then nothing is graded.
    """
    owner, found = lot.owner, lot.product.quality_class
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER, Membership.Role.QUALITY)
    if not parts:
        raise NothingToGrade()
    classes = [quality for quality, _ in parts]
    if len(set(classes)) < len(classes) or not set(classes) <= set(CLASSES):
        raise ClassIsWrong()
    for quality in classes:
        if not may_be_called(found, quality):
            raise ClassIsBetter(code=lot.code, found=found, wanted=quality)
    if loss_g < 0:
        raise LossIsTooLarge(loss_kg=kg(loss_g), total_kg=kg(lot.remaining_g))
    ordered = sorted(parts, key=lambda part: CLASSES.index(part[0]))
    check_sources([(lot, grams) for _, grams in ordered], owner)
    check_not_set_aside([lot])
    check_time([lot], at)
    # Numbers before stock, in this order for everybody, so that two gradings never wait for each other in a ring.
    items = [
        register_product(owner=owner, variety=lot.product.variety, quality_class=quality, by=by)
        for quality, _ in ordered
    ]
    whole_g = sum(grams for _, grams in ordered) + loss_g
    draw([(lot, whole_g)])
    made = [
        Lot.objects.create(
            product=item,
            code=take_code(owner=owner, day=at.date()),
            owner=owner,
            place=lot.place,
            weight_g=grams,
            remaining_g=grams,
        )
        for item, (_, grams) in zip(items, ordered, strict=True)
    ]
    document = transformation_event(
        inputs=[Quantity(lot.uri, grams=whole_g)],
        outputs=[Quantity(part.uri, grams=part.weight_g) for part in made],
        ilmd={"tyt:classes": [{"tyt:lot": part.uri, "tyt:qualityClass": part.product.quality_class} for part in made]},
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={"tyt:lossKg": f"{loss_g / 1000:.3f}"},
    )
    event = record(event=document, act="grade", recorded_by=owner, by=by)
    lost = {made[-1].pk: loss_g}
    return [
        close(
            part,
            act=Making.Act.GRADE,
            inputs=[(lot, part.weight_g + lost.get(part.pk, 0))],
            loss_g=lost.get(part.pk, 0),
            event=event,
            by=by,
            at=at,
        )
        for part in made
    ]
