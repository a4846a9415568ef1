"""The switches on the grower's phone: what they say, whose they are, and that they hold at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.agreed import agree, portrait
from tests.cast import Cast
from traceability.parties.acts.cards import issue_card, revoke_card
from traceability.parties.consent.models import Consent, Picture
from traceability.parties.models import User

SWITCHES = "/api/v1/field/consents"


@pytest.fixture
def phone(client: Client, cast: Cast, wei: User) -> Client:
    """Lan's, signed in with the card."""
    issued = issue_card(user=cast.lan.user, pin="4711", by=wei)
    body = {"secret": issued.secret, "pin": "4711"}
    assert client.post("/api/v1/field/session", body, content_type="application/json").status_code == 200
    return client


def switches(answer: Any) -> dict[str, Any]:
    return {one["kind"]: one for one in answer.json()["switches"]}


def move(phone: Client, kind: str, wording: str, *, on: bool) -> Any:
    body = {"kind": kind, "on": on, "wording": wording}
    return phone.post(f"{SWITCHES}?lang=zh-hans", body, content_type="application/json")


def test_all_three_are_off_and_say_in_chinese_what_is_agreed_to(phone: Client) -> None:
    answer = phone.get(f"{SWITCHES}?lang=zh-hans")
    assert answer["Cache-Control"].startswith("max-age=0")
    for one in switches(answer).values():
        assert (one["on"], one["since"], one["pictures"]) == (False, None, [])
        assert one["words"].startswith("我同意")


def test_a_switch_says_what_buyers_see_from_then_on(phone: Client) -> None:
    assert switches(move(phone, "name", "name-1", on=True))["name"]["on"] is True
    name = switches(phone.get(f"{SWITCHES}?lang=en"))["name"]
    assert name["sees"] == "Grown by 黄阿兰."
    assert Consent.objects.get().how == "phone"


def test_a_switch_moved_back_holds_at_once_and_deletes_the_picture(phone: Client, cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    picture = portrait(cast, cast.lan)
    [shown] = switches(phone.get(SWITCHES))["photo"]["pictures"]
    assert shown["src"] == f"/pictures/{picture.token}/720.webp"
    assert phone.get(shown["src"]).status_code == 200
    assert switches(move(phone, "photo", "photo-1", on=False))["photo"]["on"] is False
    assert phone.get(shown["src"]).status_code == 404
    assert not Picture.objects.exists()


def test_words_that_were_not_shown_are_not_agreed_to(phone: Client) -> None:
    assert move(phone, "name", "name-0", on=True).status_code == 409
    assert not Consent.objects.exists()


def test_nobody_without_a_card_or_with_a_lost_one_moves_a_switch(phone: Client, cast: Cast, wei: User) -> None:
    card = cast.lan.user.cards.get()
    revoke_card(card=card, by=wei)
    assert move(phone, "name", "name-1", on=True).status_code == 403
    assert Client().get(SWITCHES).status_code in (401, 403)
    assert not Consent.objects.exists()
