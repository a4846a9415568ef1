"""Organisations, places and people are entered once and then named by what they do."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from shapely.geometry import Point, shape
from stdnum.cn import uscc as credit_code
from stdnum.exceptions import ValidationError as WrongCode

from traceability.gs1.check_digits import has_valid_check_digit
from traceability.parties.imitation import must_not_imitate
from traceability.parties.models import County, Membership, Organisation, Place, Township, User, Village
from traceability.parties.permissions import must_act_for
from traceability.parties.refusals import CreditCodeIsWrong, CustomsNumberIsWrong, GlnIsWrong, PhoneIsTaken

CUSTOMS_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{3,19}")


@transaction.atomic
def register_organisation(
    *,
    kind: str,
    name: str,
    name_latin: str,
    gln: str,
    uscc: str = "",
    gs1_prefix: str = "",
    country: str = "CN",
    address: str = "",
    address_latin: str = "",
    phone: str = "",
) -> Organisation:
    """Enter a body that acts in the chain.

    `gln` has 13 digits with a right check digit; `uscc` the 18 characters of GB 32100-2015 with theirs, or is empty;
    `phone` is a business number that anybody may read. Name and address are printed on labels and shown to buyers.
    Raises GlnIsWrong, CreditCodeIsWrong or TextImitatesTheName.
    """
    must_not_imitate([name, name_latin, address, address_latin])
    if len(gln) != 13 or not has_valid_check_digit(gln):
        raise GlnIsWrong(gln=gln)
    if uscc:
        try:
            credit_code.validate(uscc)
        except WrongCode as problem:
            raise CreditCodeIsWrong(uscc=uscc) from problem
    return Organisation.objects.create(
        kind=kind,
        name=name,
        name_latin=name_latin,
        gln=gln,
        uscc=uscc,
        gs1_prefix=gs1_prefix,
        country=country,
        address=address,
        address_latin=address_latin,
        phone=phone,
    )


@transaction.atomic
def register_place(
    *,
    kind: str,
    owner: Organisation,
    name: str,
    latitude: float,
    longitude: float,
    name_latin: str = "",
    village: Village | None = None,
    township: Township | None = None,
    country: str = "CN",
    **geometry: Any,
) -> Place:
    """Enter a place (degrees, WGS-84) and allot it the next extension of its owner's GLN (AI 254).

    The county is found by position, so that nobody can type a plot into a protected area. `geometry` is what more is
    known of where it lies, as the columns of Place: outline and the box around it, accuracy_m, and what was handed in.
    Raises TextImitatesTheName.
    """
    must_not_imitate([name, name_latin])
    Organisation.objects.select_for_update().get(pk=owner.pk)
    number = Place.objects.filter(owner=owner).count() + 1
    return Place.objects.create(
        kind=kind,
        owner=owner,
        gln=owner.gln,
        extension=f"{number:04d}",
        name=name,
        name_latin=name_latin,
        country=country,
        village=village,
        township=village.township if village else township,
        county=county_at(latitude=latitude, longitude=longitude),
        latitude=latitude,
        longitude=longitude,
        **geometry,
    )


@transaction.atomic
def enter_customs_number(*, place: Place, number: str, by: User) -> Place:
    """Enter a packing house's registration with customs, which the labels of its cartons print.

    Raises NotYourOrganisation, or CustomsNumberIsWrong unless it has 4 to 20 digits, capital letters and hyphens.
    """
    must_act_for(by, place.owner, Membership.Role.CLERK, Membership.Role.PACKER)
    if not CUSTOMS_NUMBER.fullmatch(number):
        raise CustomsNumberIsWrong(number=number)
    Place.objects.filter(pk=place.pk).update(customs_number=number)
    place.customs_number = number
    return place


def county_at(*, latitude: float, longitude: float) -> County | None:
    """The county of Baise whose outline holds the point (degrees, WGS-84), or None outside all of them."""
    point = Point(longitude, latitude)
    return next((county for county in County.objects.order_by("code") if shape(county.outline).covers(point)), None)


@transaction.atomic
def register_person(
    *, name: str, phone: str | None = None, email: str | None = None, password: str | None = None, language: str = ""
) -> User:
    """Enter a person. Without a password they sign in with a card alone. Raises PhoneIsTaken."""
    if phone and User.objects.filter(phone=phone).exists():
        raise PhoneIsTaken(phone=phone)
    return User.objects.create_user(name=name, phone=phone, email=email, password=password, language=language)


@transaction.atomic
def edit_person(*, user: User, name: str, phone: str | None, language: str) -> User:
    """Name, phone number and language as they are now; who may say so is asked by the caller. Raises PhoneIsTaken."""
    if phone and User.objects.filter(phone=phone).exclude(pk=user.pk).exists():
        raise PhoneIsTaken(phone=phone)
    user.name, user.phone, user.language = name, phone, language
    user.save(update_fields=["name", "phone", "language"])
    return user


def give_role(*, user: User, organisation: Organisation, role: str) -> Membership:
    """Let a person act for an organisation; the same role twice is one role."""
    return Membership.objects.get_or_create(user=user, organisation=organisation, role=role)[0]
