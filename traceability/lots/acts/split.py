"""One lot becomes several that go different ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, transformation_event
from traceability.lots.codes import take_code
from traceability.lots.making import check_sources, close, draw
from traceability.lots.models import Lot, Making
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def split(*, lot: Lot, weights_g: Sequence[int], by: User, at: datetime) -> list[Lot]:
    """A new lot for each of `weights_g` grams; what is not named stays in the old one.

    Raises NotYourOrganisation, LotOfSomebodyElse, LotIsPacked, WeightIsWrong or LotOverdrawn; then nothing is split.
    """
    must_act_for(by, lot.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    check_sources([(lot, grams) for grams in weights_g], lot.owner)
    return [_part(lot, grams, by, at) for grams in weights_g]


def _part(lot: Lot, grams: int, by: User, at: datetime) -> Lot:
    draw([(lot, grams)])
    part = Lot.objects.create(
        product=lot.product,
        code=take_code(owner=lot.owner, day=at.date()),
        owner=lot.owner,
        place=lot.place,
        weight_g=grams,
        remaining_g=grams,
    )
    document = transformation_event(
        inputs=[Quantity(lot.uri, grams=grams)],
        outputs=[Quantity(part.uri, grams=grams)],
        biz_step="creating_class_instance",
        disposition="active",
        at=at,
        read_point=lot.place.uri,
        biz_location=lot.place.uri,
        extensions={"tyt:lossKg": "0.000"},
    )
    event = record(event=document, act="split", recorded_by=lot.owner, by=by)
    return close(part, act=Making.Act.SPLIT, inputs=[(lot, grams)], event=event, by=by, at=at)
