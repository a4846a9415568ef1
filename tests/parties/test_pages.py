"""Everybody is led to their own desk, and nobody to another's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from traceability.parties.acts.register import register_person
from traceability.parties.models import User

pytestmark = pytest.mark.django_db


def test_a_stranger_is_told_what_this_is(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert b"Where your mango grew" in page.content
    assert "sessionid" not in page.cookies


@pytest.mark.parametrize(
    ("who", "desk"),
    [
        ("wei", "/desk/"),
        ("meng", "/desk/inspections/"),
        ("qin", "/desk/inspections/"),
        ("zhao", "/desk/export/"),
        ("rossi", "/import/"),
    ],
)
def test_home_is_ones_own_desk(client: Client, request: pytest.FixtureRequest, who: str, desk: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/").headers["Location"] == desk


def test_home_of_a_grower_is_the_phone_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.lan.user)
    assert client.get("/").headers["Location"] == "/field/"


def test_staff_sign_in_with_phone_or_e_mail(client: Client) -> None:
    register_person(name="韦", phone="+8613800000009", email="wei@youan.example", password="long-enough-2026")
    for name in ("+8613800000009", "WEI@youan.example"):
        answer = client.post("/sign-in/", {"username": name, "password": "long-enough-2026"})
        assert answer.status_code == 302


def test_a_wrong_password_says_what_to_do(client: Client) -> None:
    register_person(name="韦", email="wei@youan.example", password="long-enough-2026")
    page = client.post("/sign-in/", {"username": "wei@youan.example", "password": "wrong"})
    assert "The two do not fit together." in page.content.decode()


def test_a_token_opens_the_programming_interface(client: Client, wei: User) -> None:
    wei.set_password("long-enough-2026")
    wei.save()
    made = client.post(
        "/api/v1/token/", {"name": wei.phone, "password": "long-enough-2026"}, content_type="application/json"
    )
    assert made.status_code == 201
    mine = client.get("/api/v1/organisations/", headers={"Authorization": f"Token {made.json()['token']}"})
    assert [row["name_latin"] for row in mine.json()["results"]] == ["You’an Mango Cooperative"]


def test_a_wrong_password_gives_no_token(client: Client, wei: User) -> None:
    answer = client.post("/api/v1/token/", {"name": wei.phone, "password": "x"}, content_type="application/json")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
