"""The page of tokens, and signing in for one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.journeys.visitor import Visitor
from tests.tokens import a_token, credentials
from traceability.parties.acts.register import give_role
from traceability.parties.models import Membership, User
from traceability.parties.tokens.models import MachineToken
from traceability.web.scopes import Scope

pytestmark = pytest.mark.usefixtures("reference")

DESK, IMPORTER = "/desk/tokens/", "/import/tokens/"
PASSWORD = "long-enough-2026"


@pytest.fixture
def visitor(rossi: User) -> Visitor:
    """Rossi at a browser."""
    visitor = Visitor()
    visitor.client.force_login(rossi)
    return visitor.open("/import/")


def test_an_importer_makes_a_token_reads_it_once_and_revokes_it(visitor: Visitor) -> None:
    visitor.follow("Tokens")
    assert "No token lets a machine in." in visitor.words
    assert visitor.offered("scopes") == ["read", "receive", "papers", "links"]

    visitor.press("Make it and show it once", name="Stock program")
    assert visitor.status == 201
    [secret] = re.findall(r"[0-9a-f]{64}", visitor.words)
    assert [(one.name, one.scopes) for one in MachineToken.objects.all()] == [("Stock program", "read")]

    visitor.follow("I have copied it")
    assert secret not in visitor.words
    assert "1 token lets a machine in." in visitor.words
    assert "Stock program" in visitor.words
    assert "not used yet" in visitor.words
    asked = {"authorization": credentials(secret)}
    assert Client().get(reverse("organisation-list"), headers=asked).status_code == 200

    assert "not used yet" not in visitor.open(IMPORTER).words
    visitor.press("Revoke")
    assert "“Stock program” opens nothing any more." in visitor.words
    assert Client().get(reverse("organisation-list"), headers=asked).status_code == 401


def test_without_a_scope_or_a_name_nothing_is_made(client: Client, rossi: User) -> None:
    client.force_login(rossi)
    organisation = rossi.organisations().get().pk
    for typed in ({"name": "Stock"}, {"name": "", "scopes": ["read"]}, {"name": "Stock", "scopes": ["everything"]}):
        answer = client.post(IMPORTER, typed | {"organisation": organisation, "lasts": "90"})
        assert answer.status_code == 422
    assert not MachineToken.objects.exists()


def test_a_colleague_sees_whose_token_it_is_and_cannot_revoke_it(client: Client, cast: Cast, rossi: User) -> None:
    token = a_token(rossi, Scope.READ).token
    clerk = User.objects.create_user(name="Anke Vogt")
    give_role(user=clerk, organisation=cast.importer.organisation, role=Membership.Role.CLERK)
    client.force_login(clerk)

    page = client.get(IMPORTER).content.decode()
    assert f'data-token="{token.number}"' in page
    assert rossi.name in page
    address = reverse("import-tokens:revoke", args=[token.number])
    assert address not in page
    assert client.post(address).status_code == 403
    assert MachineToken.objects.exists()


def test_another_firms_tokens_are_not_found(client: Client, wei: User, rossi: User) -> None:
    token = a_token(rossi, Scope.READ).token
    client.force_login(wei)
    assert str(token.number) not in client.get(DESK).content.decode()
    assert client.post(reverse("tokens:revoke", args=[token.number])).status_code == 404


def test_a_grower_has_no_desk_and_no_tokens(client: Client, cast: Cast) -> None:
    client.force_login(cast.lan.user)
    assert client.get(DESK).status_code == 404


def sign_in(person: User, **more: Any) -> Any:
    person.set_password(PASSWORD)
    person.save()
    told = {"name": person.phone, "password": PASSWORD} | more
    return Client().post("/api/v1/token/", told, content_type="application/json")


def test_a_program_signs_in_for_the_least_unless_it_asks_for_more(wei: User, cast: Cast) -> None:
    made = sign_in(wei)
    assert (made.status_code, made.json()["scopes"]) == (201, ["read"])
    assert made.json()["organisation"] == cast.youan.organisation.gln
    made = sign_in(wei, scopes=["lots", "read"], machine="Scale")
    assert (made.status_code, made.json()["scopes"]) == (201, ["read", "lots"])
    assert sign_in(wei, scopes=["everything"]).status_code == 400
    assert sign_in(wei, scopes=[]).status_code == 400
    assert [one.name for one in MachineToken.objects.order_by("created")] == ["/api/v1/token/", "Scale"]


def test_who_acts_for_several_says_for_which(wei: User, cast: Cast) -> None:
    other = cast.other_cooperative.organisation
    give_role(user=wei, organisation=other, role=Membership.Role.CLERK)
    asked = sign_in(wei)
    assert (asked.status_code, asked.json()["type"].rpartition("/")[2]) == (422, "which-organisation")
    assert other.gln in asked.json()["detail"]
    assert sign_in(wei, organisation=other.gln).json()["organisation"] == other.gln
    assert sign_in(wei, organisation=cast.exporter.organisation.gln).status_code == 403


def test_a_grower_signs_in_for_no_token(cast: Cast) -> None:
    assert sign_in(cast.lan.user).status_code == 403
