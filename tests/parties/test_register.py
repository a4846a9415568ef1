"""Organisations, places and people are entered once, with identifiers that are right."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from traceability.gs1.keys import gln13
from traceability.parties.acts.register import (
    county_at,
    register_organisation,
    register_person,
    register_place,
)
from traceability.parties.models import Organisation, Place
from traceability.parties.refusals import CreditCodeIsWrong, GlnIsWrong, PhoneIsTaken

pytestmark = pytest.mark.django_db


def organisation(**facts: str) -> Organisation:
    given = {"kind": "cooperative", "name": "合作社", "name_latin": "Cooperative", "gln": gln13("69712345", 9)}
    return register_organisation(**given | facts)


def test_a_credit_code_with_a_wrong_check_character_is_refused() -> None:
    """GB 32100-2015: the 18th character checks the others."""
    with pytest.raises(CreditCodeIsWrong, match="93451021MA5K7C2T40 is not a unified social credit code"):
        organisation(uscc="93451021MA5K7C2T40")


@pytest.mark.parametrize("gln", ["6971234500091", "697123450009", "not a number"])
def test_a_gln_that_is_none_is_refused(gln: str) -> None:
    with pytest.raises(GlnIsWrong):
        organisation(gln=gln)


def test_a_credit_code_belongs_to_one_organisation() -> None:
    organisation(uscc="93451021MA5K7C2T49")
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation(gln=gln13("69712345", 10), uscc="93451021MA5K7C2T49")


def test_a_phone_number_belongs_to_one_person() -> None:
    register_person(name="韦", phone="+8613800000009")
    with pytest.raises(PhoneIsTaken):
        register_person(name="黄", phone="+8613800000009")


def test_a_place_is_numbered_below_its_owners_gln_and_finds_its_county(cast: Cast) -> None:
    place = cast.youan.place
    assert place is not None
    assert place.uri == f"https://id.gs1.org/414/{cast.youan.organisation.gln}/254/0001"
    assert place.county is not None
    assert place.county.name_zh == "田阳区"


def test_outside_baise_there_is_no_county(reference: None) -> None:
    """Nanning (22.82 N, 108.37 E) lies outside all twelve counties."""
    assert county_at(latitude=22.82, longitude=108.37) is None


def test_a_place_must_be_on_earth(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        register_place(
            kind=Place.Kind.PORT, owner=cast.youan.organisation, name="?", latitude=95.0, longitude=0.0, outline=None
        )
