"""A grower's fruit comes over the scale: from here on the packing house answers for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.gs1.errors import InvalidIdentifier
from traceability.gs1.lot_codes import validate_lot_code
from traceability.lots.facts import OriginFacts
from traceability.lots.making import close, offset_minutes
from traceability.lots.models import Lot, LotOrigin, Making, Product
from traceability.lots.refusals import LotCodeIsTaken, LotCodeIsWrong, NotAPlaceOfYours, ProductIsPacked, WeightIsWrong
from traceability.parties.models import Membership, Organisation, Place, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def receive(
    *,
    owner: Organisation,
    product: Product,
    code: str,
    place: Place,
    weight_g: int,
    origin: OriginFacts,
    by: User,
    at: datetime,
) -> Lot:
    """Weigh in `weight_g` grams under the lot code that the harvest was given, with the facts that claims will need.

    Raises NotYourOrganisation, WeightIsWrong, ProductIsPacked, NotAPlaceOfYours, LotCodeIsWrong or LotCodeIsTaken.
    """
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER)
    offset_minutes(at)
    if weight_g <= 0:
        raise WeightIsWrong()
    if product.unit_weight_g is not None:
        raise ProductIsPacked(gtin=product.gtin)
    if place.owner_id != owner.pk:
        raise NotAPlaceOfYours(place=place.name, owner=owner.name_latin)
    _check_code(product, code)
    lot = Lot.objects.create(
        product=product, code=code, owner=owner, place=place, weight_g=weight_g, remaining_g=weight_g
    )
    LotOrigin.objects.create(lot=lot, **{name: getattr(origin, name) for name in _FACTS})
    document = object_event(
        action="OBSERVE",
        biz_step="receiving",
        disposition="in_progress",
        at=at,
        quantities=[Quantity(lot.uri, grams=weight_g)],
        read_point=place.uri,
        biz_location=place.uri,
        extensions={"tyt:loggedKg": f"{origin.logged_g / 1000:.3f}"},
    )
    event = record(event=document, act="receive", recorded_by=owner, by=by)
    return close(lot, act=Making.Act.RECEIVE, event=event, by=by, at=at)


def _check_code(product: Product, code: str) -> None:
    try:
        validate_lot_code(code)
    except InvalidIdentifier as problem:
        raise LotCodeIsWrong(code=code) from problem
    if Lot.objects.filter(product=product, code=code).exists():
        raise LotCodeIsTaken(code=code)


_FACTS = tuple(OriginFacts.__dataclass_fields__)
