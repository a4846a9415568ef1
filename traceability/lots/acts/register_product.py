"""A trade item gets its number."""

from __future__ import annotations

from django.db import transaction

from traceability.gs1.keys import gtin14
from traceability.lots.classes import CLASSES
from traceability.lots.models import Product, Variety
from traceability.lots.refusals import ClassIsWrong, NoCompanyPrefix, PrefixIsFull, WeightIsWrong
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

VARIABLE_MEASURE, CARTON = 9, 0
"""GTIN indicators: GS1 General Specifications 2.1.10; a carton is the unit of trade here, so it has indicator 0."""


@transaction.atomic
def register_product(
    *, owner: Organisation, variety: Variety, unit_weight_g: int | None = None, quality_class: str = "", by: User
) -> Product:
    """The owner's trade item of a variety: loose fruit, or cartons of `unit_weight_g` net grams and a class.

    The same item again is the one that stands. Raises NotYourOrganisation, ClassIsWrong, NoCompanyPrefix, PrefixIsFull
    or WeightIsWrong.
    """
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if quality_class not in {"", *CLASSES}:
        raise ClassIsWrong()
    same = {"owner": owner, "variety": variety, "unit_weight_g": unit_weight_g, "quality_class": quality_class}
    if known := Product.objects.filter(**same).first():
        return known
    if not (prefix := owner.gs1_prefix):
        raise NoCompanyPrefix(owner=owner.name_latin)
    if unit_weight_g is not None and unit_weight_g <= 0:
        raise WeightIsWrong()
    # One number at a time; whoever only names the organisation in a new row does not wait.
    list(Organisation.objects.select_for_update(no_key=True).filter(gs1_prefix=prefix).order_by("pk"))
    item = Product.objects.filter(owner__gs1_prefix=prefix).count() + 1
    try:
        gtin = gtin14(prefix, item, VARIABLE_MEASURE if unit_weight_g is None else CARTON)
    except ValueError as problem:
        raise PrefixIsFull(prefix=prefix) from problem
    return Product.objects.get_or_create(**same, defaults={"gtin": gtin})[0]
