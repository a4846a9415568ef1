"""Households at the desk: edited, gone and back; and a sign-in that ends with its card."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from traceability.parties.acts.cards import issue_card, revoke_card
from traceability.parties.models import SignInCard, User


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def test_a_sign_in_ends_with_its_card(client: Client, cast: Cast, wei: User) -> None:
    issued = issue_card(user=cast.lan.user, pin="2468", by=wei)
    body = {"secret": issued.secret, "pin": "2468"}
    assert client.post("/api/v1/field/session", body, content_type="application/json").status_code == 200
    assert client.get("/api/v1/growers/").status_code == 200
    revoke_card(card=issued.card, by=wei)
    assert client.get("/api/v1/growers/").status_code == 401
    assert "/sign-in/" in client.get("/desk/growers/").headers["Location"]
    assert client.get("/api/v1/field/session").json()["grower"]["is_revoked"], "what it kept may still be brought"


def test_nobody_else_edits_retires_or_brings_back(client: Client, cast: Cast, huang: User) -> None:
    page = f"/desk/growers/{cast.lan.pseudonym}/"
    client.force_login(huang)
    assert [client.post(f"{page}{act}/").status_code for act in ("edit", "retire", "bring-back")] == [404] * 3


def test_who_has_left_gets_no_card(desk: Client, cast: Cast) -> None:
    page = f"/desk/growers/{cast.lan.pseudonym}/"
    desk.post(f"{page}retire/")
    answer = desk.post(f"{page}card/", {"pin": "2468"})
    assert answer.status_code == 422
    assert "Bring the grower back first." in answer.content.decode()
    assert not SignInCard.objects.exists()


def test_a_grower_is_edited_leaves_and_comes_back(desk: Client, cast: Cast) -> None:
    page = f"/desk/growers/{cast.lan.pseudonym}/"
    body = {"name": "黄兰", "phone": "", "village": cast.lan.village_id, "language": "en"}
    assert desk.post(f"{page}edit/", body).headers["Location"] == page
    assert "黄兰" in desk.get(page).content.decode()
    assert desk.post(f"{page}edit/", body | {"name": ""}).status_code == 422
    desk.post(f"{page}retire/")
    assert "G7LAN" not in desk.get("/desk/growers/").content.decode()
    assert "G7LAN" in desk.get("/desk/growers/", {"retired": "1"}).content.decode()
    assert "Left the cooperative on" in desk.get(page).content.decode()
    desk.post(f"{page}bring-back/")
    assert "G7LAN" in desk.get("/desk/growers/").content.decode()
