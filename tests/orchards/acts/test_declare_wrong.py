"""The desk sets a harvest right: the wrong one stays and says so, the right one waits for the scale."""

from __future__ import annotations

import pytest
from django.test import Client

from orchards.acts.declare_wrong import declare_wrong
from orchards.models import Correction, Harvest
from orchards.models.book import Record
from orchards.refusals.records import AlreadyCorrected, AlreadyWeighedIn, WeightIsImpossible
from tests.cast import Cast, at
from traceability.epcis.models import Event
from traceability.parties.refusals import NotYourOrganisation

pytestmark = pytest.mark.django_db
NOW = at("2026-06-25", "09:00")


@pytest.fixture
def wrong(cast: Cast) -> Harvest:
    """A clerk typed 4,000 kg from the paper; it was 400."""
    return cast.harvest(cast.plot(cast.lan), weight_g=4_000_000, name="wrong")


def test_the_right_weight_stands_in_the_place_of_the_wrong_one(cast: Cast, wrong: Harvest) -> None:
    right = declare_wrong(harvest=wrong, weight_g=400_000, reason="a zero too many", by=cast.youan.person, at=NOW)
    assert right is not None
    assert (right.weight_g, right.crates, right.picked_at) == (400_000, wrong.crates, wrong.picked_at)
    assert right.source == Record.Source.DESK
    assert Correction.objects.get(harvest=wrong).by_harvest == right
    assert Event.objects.get(error_of=wrong.event).document["errorDeclaration"]["correctiveEventIDs"] == [
        right.event.event_id
    ]


def test_what_did_not_happen_leaves_nothing_in_its_place(cast: Cast, wrong: Harvest) -> None:
    assert declare_wrong(harvest=wrong, reason="typed twice", by=cast.youan.person, at=NOW) is None
    assert Event.objects.get(error_of=wrong.event).document["errorDeclaration"]["reason"] == "did_not_occur"
    assert not Harvest.objects.waiting().exists()


def test_a_weight_that_cannot_be_leaves_the_book_as_it_was(cast: Cast, wrong: Harvest) -> None:
    with pytest.raises(WeightIsImpossible):
        declare_wrong(harvest=wrong, weight_g=40_000_000, reason="?", by=cast.youan.person, at=NOW)
    assert Harvest.objects.get() == wrong
    assert not Correction.objects.exists()


def test_what_was_weighed_or_set_right_before_is_refused(cast: Cast, wrong: Harvest) -> None:
    declare_wrong(harvest=wrong, reason="typed twice", by=cast.youan.person, at=NOW)
    with pytest.raises(AlreadyCorrected):
        declare_wrong(harvest=wrong, reason="again", by=cast.youan.person, at=NOW)
    lot = cast.lot(wrong.plot)
    with pytest.raises(AlreadyWeighedIn):
        declare_wrong(harvest=Harvest.objects.get(lot_code=lot.code), reason="late", by=cast.youan.person, at=NOW)


def test_a_neighbour_sets_nothing_right(cast: Cast, wrong: Harvest) -> None:
    with pytest.raises(NotYourOrganisation):
        declare_wrong(harvest=wrong, reason="mine", by=cast.guoqiang.user, at=NOW)


def test_the_desk_says_what_became_of_it_and_leads_to_the_scale(client: Client, cast: Cast, wrong: Harvest) -> None:
    client.force_login(cast.youan.person)
    page = f"/desk/weigh-in/{wrong.client_id}/"
    assert f"{page}wrong/" in client.get(page).content.decode()
    answer = client.post(f"{page}wrong/", {"weight_g": "400", "crates": "", "reason": "a zero too many"}, follow=True)
    right = Harvest.objects.waiting().get()
    assert answer.redirect_chain[-1][0] == f"/desk/weigh-in/{right.client_id}/"
    assert "Both stay in the book." in answer.content.decode()
    assert right.weight_g == 400_000
