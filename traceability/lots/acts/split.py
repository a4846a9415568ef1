"""One lot becomes several that go different ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.codes import take_code
from traceability.lots.making import check_sources, check_time, close, draw
from traceability.lots.models import Lot, Making
from traceability.lots.refusals import NothingToSplit
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def split(*, lot: Lot, weights_g: Sequence[int], by: User, at: datetime) -> list[Lot]:
    """A new lot for each of `weights_g` grams; what is not named stays in the old one.

    Raises NotYourOrganisation, NothingToSplit, LotIsPacked, WeightIsWrong, UsedBeforeMade or LotOverdrawn; then
    nothing is split.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if not weights_g:
        raise NothingToSplit()
    check_sources([(lot, grams) for grams in weights_g], lot.owner)
    check_time([lot], at)
    draw([(lot, sum(weights_g))])
    parts = [
        Lot.objects.create(
            product=lot.product,
            code=take_code(owner=lot.owner, day=at.date()),
            owner=lot.owner,
            place=lot.place,
            weight_g=grams,
            remaining_g=grams,
        )
        for grams in weights_g
    ]
    document = transformation_event(
        inputs=[Quantity(lot.uri, grams=sum(weights_g))],
        outputs=[Quantity(part.uri, grams=part.weight_g) for part in parts],
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={"tyt:lossKg": "0.000"},
    )
    event = record(event=document, act="split", recorded_by=lot.owner, by=by)
    return [
        close(part, act=Making.Act.SPLIT, inputs=[(lot, part.weight_g)], event=event, by=by, at=at) for part in parts
    ]
