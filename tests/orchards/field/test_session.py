"""Signing in with a card, for a season; and what becomes of it when the sign-in or the card ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from orchards.models import Harvest, Plot
from tests.orchards.field.records import SESSION, SYNC, harvest, outbox
from traceability.parties.acts.cards import IssuedCard, issue_card
from traceability.parties.models import SignInCard, User

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_card_opens_the_phone_for_a_season_and_the_token_comes_with_it(phone: Client, card: IssuedCard) -> None:
    told = phone.get(SESSION).json()
    assert told["signed_in"] is True
    assert told["grower"] == {
        "pseudonym": "G7LAN",
        "name": "黄阿兰",
        "language": "zh-hans",
        "card": card.card.number,
        "is_revoked": False,
    }
    assert phone.session.get_expiry_age() > 150 * 24 * 3600


def test_a_wrong_pin_is_refused_in_words_and_nobody_is_signed_in(client: Client, card: IssuedCard) -> None:
    answer = client.post(SESSION, {"secret": card.secret, "pin": "0000"}, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, "sign-in-refused")
    assert client.get(SESSION).json()["signed_in"] is False


def test_signing_in_needs_the_token_that_another_site_does_not_have(card: IssuedCard) -> None:
    strict = Client(enforce_csrf_checks=True)
    body = {"number": card.card.number, "pin": "4711"}
    assert strict.post(SESSION, body, content_type="application/json").status_code == 403
    token = strict.get(SESSION).json()["csrf"]
    answer = strict.post(SESSION, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.json()["signed_in"] is True


def test_signing_out_forgets_who_holds_the_phone(phone: Client) -> None:
    told = phone.delete(SESSION).json()
    assert (told["signed_in"], told["grower"]) == (False, None)
    assert phone.get(SESSION).json()["signed_in"] is False


@pytest.mark.parametrize("ended", ["session expired", "session deleted", "user barred", "password changed"])
def test_a_sign_in_that_has_ended_is_seen_at_the_next_request(
    phone: Client, bring: Any, cast: Cast, plot: Plot, ended: str
) -> None:
    assert bring(harvest(plot))[0]["status"] == "accepted"
    if ended == "session expired":
        Session.objects.update(expire_date=timezone.now())
    elif ended == "session deleted":
        Session.objects.all().delete()
    else:
        changed = {"is_active": False} if ended == "user barred" else {"password": "another"}
        User.objects.filter(pk=cast.lan.user_id).update(**changed)
    answer = phone.post(SYNC, outbox(cast, harvest(plot, "noon")), content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (403, "not-signed-in")
    assert Harvest.objects.count() == 1


def replaced_a_minute_ago(cast: Cast, card: IssuedCard) -> IssuedCard:
    """The card that follows it. Clocks of phones are kept to the millisecond, so nothing is told apart within one."""
    new = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    before = timezone.now() - timedelta(minutes=1)
    SignInCard.objects.filter(pk=card.card.pk).update(issued_at=before, revoked_at=before)
    return new


def test_a_revoked_card_still_brings_what_was_logged_before(
    bring: Any, phone: Client, cast: Cast, plot: Plot, card: IssuedCard
) -> None:
    replaced_a_minute_ago(cast, card)
    later = (timezone.localtime() + timedelta(minutes=5)).isoformat()
    answers = bring(harvest(plot, "before"), harvest(plot, "after", logged_at=later, picked_at=later))
    assert [(told["status"], told["code"]) for told in answers] == [("accepted", ""), ("refused", "card-is-revoked")]
    assert phone.get(SESSION).json()["grower"]["is_revoked"] is True
    assert Harvest.objects.get().card == card.card


def test_signed_in_with_the_new_card_the_phone_brings_what_the_old_one_logged_since(
    bring: Any, phone: Client, cast: Cast, plot: Plot, card: IssuedCard
) -> None:
    new = replaced_a_minute_ago(cast, card)
    later = harvest(plot, "after", logged_at=timezone.localtime().isoformat(), card=card.card.number)
    assert bring(later)[0]["code"] == "card-is-revoked"
    phone.post(SESSION, {"secret": new.secret, "pin": "4711"}, content_type="application/json")
    assert bring(later)[0]["status"] == "accepted"
    assert Harvest.objects.get().card == card.card


def test_nobody_signed_in_brings_nothing_and_is_told_that_nothing_is_lost(client: Client, cast: Cast) -> None:
    answer = client.post(f"{SYNC}?lang=en", outbox(cast), content_type="application/json")
    assert answer.status_code == 403
    assert "Your records stay on it" in answer.json()["detail"]


def test_records_of_one_grower_are_never_taken_under_another(phone: Client, cast: Cast, plot: Plot) -> None:
    body = outbox(cast, harvest(plot), grower=cast.guoqiang.pseudonym)
    answer = phone.post(SYNC, body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (403, "another-growers-records")
    assert Harvest.objects.count() == 0
