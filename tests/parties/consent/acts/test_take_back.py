"""What a grower takes back is gone: from the page, from the address of the picture, from the storage."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from orchards.acts.edit_grower import edit_grower
from orchards.acts.erase_grower import erase_grower
from orchards.acts.retire_grower import bring_back_grower
from orchards.acts.take_photo import take_photo
from orchards.models import HarvestPhoto
from tests.agreed import SIGNED, a_picture, agree, orchard, portrait
from tests.cast import Cast, at
from tests.papers import a_pdf
from traceability.parties.acts.cards import issue_card
from traceability.parties.consent.acts.give import give_on_paper
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.models import Alias, Consent, Edition, Picture
from traceability.parties.consent.queries import shown_of
from traceability.parties.consent.refusals import ConsentIsForTheGrower, PersonIsErased
from traceability.parties.models import User

LATER = at("2026-06-20")


def files_of(picture: Picture) -> list[bool]:
    return [default_storage.exists(picture.file_name(width)) for width, _height in picture.sizes]


def test_a_withdrawal_is_dated_and_leaves_the_other_kinds(cast: Cast, wei: User) -> None:
    agree(cast, cast.lan, "name", "plot")
    gone = withdraw(person=cast.lan.user, kind="name", by=cast.lan.user, at=LATER)
    assert gone is not None
    assert (gone.withdrawn_at, gone.withdrawn_by) == (LATER, cast.lan.user)
    assert [one.kind for one in Consent.objects.in_force()] == ["plot"]
    assert shown_of(["G7LAN"])["G7LAN"].name == ""
    assert withdraw(person=cast.lan.user, kind="name", by=wei, at=LATER) is None


def test_who_withdrew_may_agree_again_and_both_stand_in_the_book(cast: Cast, wei: User) -> None:
    agree(cast, cast.lan, "name")
    withdraw(person=cast.lan.user, kind="name", by=wei, at=LATER)
    agree(cast, cast.lan, "name")
    assert Consent.objects.count() == 2
    assert Consent.objects.in_force().count() == 1


def test_nobody_withdraws_for_a_stranger(cast: Cast, huang: User) -> None:
    agree(cast, cast.lan, "name")
    with pytest.raises(ConsentIsForTheGrower):
        withdraw(person=cast.lan.user, kind="name", by=huang, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_deletes_the_pictures_of_its_kind_alone(cast: Cast, client: Client, wei: User) -> None:
    plot = cast.plot(cast.lan)
    agree(cast, cast.lan, "photo", "plot")
    face, hill = portrait(cast, cast.lan), orchard(cast, plot)
    address = f"/pictures/{face.token}/360.webp"
    assert client.get(address).status_code == 200
    withdraw(person=cast.lan.user, kind="photo", by=wei, at=LATER)
    assert client.get(address).status_code == 404
    assert not any(files_of(face))
    assert all(files_of(hill))


def test_each_change_is_a_new_edition_and_what_changes_nothing_is_none(cast: Cast, wei: User) -> None:
    editions = []

    def note() -> None:
        editions.append(Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0)

    note()
    agree(cast, cast.lan, "photo")
    note()
    portrait(cast, cast.lan)
    note()
    portrait(cast, cast.lan)
    agree(cast, cast.lan, "photo")
    note()
    withdraw(person=cast.lan.user, kind="photo", by=wei, at=LATER)
    withdraw(person=cast.lan.user, kind="photo", by=wei, at=LATER)
    note()
    assert [number - editions[0] for number in editions] == [0, 1, 2, 2, 3]


def everything_that_is_written() -> str:
    """Every value of every row of every table."""
    written = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            written += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(written)


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_neither_name_nor_number_stands_anywhere(cast: Cast, wei: User, settings: Any) -> None:
    lan, plot = cast.lan, cast.plot(cast.lan)
    harvest = cast.harvest(plot)
    photo = a_picture(400, 300)
    take_photo(
        harvest=harvest,
        offset=0,
        piece=photo,
        size=len(photo),
        by=lan.user,
        sha256=hashlib.sha256(photo).hexdigest(),
    )
    give_on_paper(
        person=lan.user, pseudonym="G7LAN", kinds=["name", "photo"], number="阿兰的纸", signed_on=SIGNED.date(),
        paper=ContentFile(a_pdf(), name="scan.pdf"), by=wei, at=SIGNED,
    )  # fmt: skip
    face, card = portrait(cast, lan), issue_card(user=lan.user, pin="4711", by=wei)
    name, phone = lan.user.name, str(lan.user.phone)
    assert all(said in everything_that_is_written() for said in (name, phone, "阿兰的纸"))
    done = erase_grower(grower=lan, by=wei, at=LATER)
    assert erase_grower(grower=lan, by=wei, at=LATER + timedelta(1)) == done
    written = everything_that_is_written()
    assert [said for said in (name, phone, "阿兰的纸") if said in written] == []
    assert "G7LAN" in written, "the records stay, under the pseudonym"
    assert not Alias.objects.exists()
    assert not HarvestPhoto.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    card.card.refresh_from_db()
    assert card.card.revoked_at is not None
    assert not any(files_of(face))


def test_an_erased_person_is_nobody_any_more(cast: Cast, wei: User) -> None:
    erase_grower(grower=cast.lan, by=wei, at=LATER)
    with pytest.raises(PersonIsErased):
        agree(cast, cast.lan, "name")
    with pytest.raises(PersonIsErased):
        bring_back_grower(grower=cast.lan, by=wei)
    with pytest.raises(PersonIsErased):
        edit_grower(grower=cast.lan, name="黄阿兰", phone=None, village=cast.lan.village, language="en", by=wei)
    assert User.objects.get(pk=cast.lan.user.pk).is_active is False
