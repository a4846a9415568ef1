"""edit_grower, retire_grower and bring_back_grower."""

from __future__ import annotations

import pytest

from orchards.acts.edit_grower import edit_grower
from orchards.acts.retire_grower import bring_back_grower, retire_grower
from orchards.models import Harvest
from orchards.permissions import must_grow_here
from orchards.refusals.growers import GrowerIsRetired
from tests.cast import Cast
from traceability.parties.acts.cards import issue_card
from traceability.parties.models import SignInCard, User
from traceability.parties.refusals import NotYourOrganisation, PhoneIsTaken


def test_name_phone_village_and_language_are_written_anew_and_the_pseudonym_stays(cast: Cast, wei: User) -> None:
    village = cast.village("451003102")
    edit_grower(grower=cast.lan, name="黄兰", phone=None, village=village, language="en", by=wei)
    cast.lan.refresh_from_db()
    told = (cast.lan.user.name, cast.lan.user.phone, cast.lan.village, cast.lan.user.language, cast.lan.pseudonym)
    assert told == ("黄兰", None, village, "en", "G7LAN")


def test_the_number_of_another_person_is_refused_and_nothing_is_half_done(cast: Cast, wei: User) -> None:
    taken = cast.guoqiang.user.phone
    with pytest.raises(PhoneIsTaken):
        edit_grower(grower=cast.lan, name="黄兰", phone=taken, village=cast.lan.village, language="en", by=wei)
    assert User.objects.get(pk=cast.lan.user.pk).name == "黄阿兰"


def test_who_leaves_keeps_the_records_and_loses_the_card(cast: Cast, wei: User) -> None:
    harvest = cast.harvest(cast.plot(cast.lan))
    issue_card(user=cast.lan.user, pin="2468", by=wei)
    left = retire_grower(grower=cast.lan, by=wei).retired_at
    assert left is not None
    assert retire_grower(grower=cast.lan, by=wei).retired_at == left
    assert SignInCard.objects.get().revoked_by == wei
    assert Harvest.objects.get() == harvest
    with pytest.raises(GrowerIsRetired):
        must_grow_here(cast.lan)
    assert bring_back_grower(grower=cast.lan, by=wei).retired_at is None


def test_another_cooperative_changes_nothing(cast: Cast, huang: User) -> None:
    lan = cast.lan
    with pytest.raises(NotYourOrganisation):
        edit_grower(grower=lan, name="X", phone=None, village=lan.village, language="en", by=huang)
    for act in (retire_grower, bring_back_grower):
        with pytest.raises(NotYourOrganisation):
            act(grower=lan, by=huang)
