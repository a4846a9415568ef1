"""A token is made for one organisation, shown once, used, and ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.tokens import a_token, credentials
from traceability.parties.acts.register import give_role
from traceability.parties.models import Membership, User
from traceability.parties.tokens.acts.issue import MOST_TOKENS, issue
from traceability.parties.tokens.acts.revoke import revoke
from traceability.parties.tokens.models import MachineToken
from traceability.parties.tokens.refusals import (
    NoDeskForTokens,
    NoScope,
    ScopeIsUnknown,
    TokenIsAnothers,
    TokenLastsTooLong,
    TokenNeedsAName,
    TooManyTokens,
)
from traceability.web.scopes import Scope

pytestmark = pytest.mark.usefixtures("reference")

DAY = timedelta(days=1)
Role = Membership.Role


def opens(secret: str) -> bool:
    answer = Client().get(reverse("lots"), headers={"authorization": credentials(secret)})
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


def test_only_a_hash_of_the_secret_is_kept(cast: Cast) -> None:
    issued = a_token(cast.youan.person, Scope.READ)
    [row] = MachineToken.objects.values()
    assert not any(issued.secret in str(value) for value in row.values())
    assert opens(issued.secret)


def test_scopes_are_kept_once_and_in_order(cast: Cast) -> None:
    issued = a_token(cast.youan.person, Scope.LOTS, Scope.READ, Scope.LOTS)
    assert (issued.token.scopes, issued.token.may) == ("read lots", [Scope.READ, Scope.LOTS])


def test_what_makes_no_token(cast: Cast) -> None:
    wei, youan = cast.youan.person, cast.youan.organisation
    good = {"organisation": youan, "name": "Scale", "scopes": [Scope.READ], "lasts": DAY, "by": wei}
    for wrong, refusal in (
        ({"name": "  "}, TokenNeedsAName),
        ({"scopes": []}, NoScope),
        ({"scopes": ["read", "everything"]}, ScopeIsUnknown),
        ({"scopes": ["read receive"]}, ScopeIsUnknown),
        ({"lasts": timedelta(days=367)}, TokenLastsTooLong),
        ({"lasts": timedelta(0)}, TokenLastsTooLong),
        ({"organisation": cast.other_cooperative.organisation}, NoDeskForTokens),
        ({"by": cast.lan.user}, NoDeskForTokens),
    ):
        with pytest.raises(refusal):
            issue(**good | wrong)
    assert not MachineToken.objects.exists()


def test_tokens_of_one_person_are_not_without_end(cast: Cast) -> None:
    for _ in range(MOST_TOKENS):
        a_token(cast.youan.person, Scope.READ)
    with pytest.raises(TooManyTokens):
        a_token(cast.youan.person, Scope.READ)


@pytest.mark.parametrize("scopes", ["", "everything", "read everything", "read,receive", "read ", "READ"])
def test_the_database_keeps_no_scope_that_is_not_known(cast: Cast, scopes: str) -> None:
    with pytest.raises(IntegrityError, match="a_token_has_known_scopes"), transaction.atomic():
        MachineToken.objects.create(
            user=cast.youan.person, organisation=cast.youan.organisation, name="Scale", scopes=scopes
        )


def test_the_database_keeps_no_token_without_an_end(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="a_token_ends"), transaction.atomic():
        MachineToken.objects.create(
            user=cast.youan.person, organisation=cast.youan.organisation, name="Scale", scopes="read", expiry=None
        )


def test_the_database_gives_no_token_to_a_stranger_or_a_grower(cast: Cast) -> None:
    for person in (cast.other_cooperative.person, cast.lan.user):
        with pytest.raises(IntegrityError, match="acts for its organisation"), transaction.atomic():
            MachineToken.objects.create(user=person, organisation=cast.youan.organisation, name="Scale", scopes="read")


def test_the_database_widens_no_token(cast: Cast) -> None:
    token = MachineToken.objects.filter(pk=a_token(cast.youan.person, Scope.READ).token.pk)
    for change in ({"scopes": "read lots"}, {"expiry": timezone.now() + 9 * DAY}, {"user": cast.exporter.person}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            token.update(**change)


def test_a_token_ends_on_its_day(cast: Cast) -> None:
    with time_machine.travel("2026-07-01T08:00:00Z", tick=False) as clock:
        secret = a_token(cast.youan.person, Scope.READ, lasts=DAY).secret
        clock.shift(DAY - timedelta(seconds=1))
        assert opens(secret)
        clock.shift(timedelta(seconds=2))
        assert not opens(secret)


def test_when_it_was_used_is_noted_every_ten_minutes(cast: Cast) -> None:
    with time_machine.travel("2026-07-01T08:00:00Z", tick=False) as clock:
        issued = a_token(cast.youan.person, Scope.READ)
        noted = []
        for _ in range(4):
            assert opens(issued.secret)
            noted.append(MachineToken.objects.get().last_used_at)
            clock.shift(timedelta(minutes=5, seconds=1))
    assert len(set(noted)) == 2
    assert noted[0] == noted[1]


@pytest.mark.parametrize("wrong", ["0" * 64, "short", "Ä" * 64, "two words"])
def test_what_is_no_token_is_told_in_one_sentence(cast: Cast, wrong: str) -> None:
    answer = Client().get(reverse("lots"), headers={"authorization": credentials(wrong)})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert answer.json()["detail"].startswith("This token is not valid:")


def test_a_token_ends_with_the_last_role_and_does_not_come_back(cast: Cast) -> None:
    wei, youan = cast.youan.person, cast.youan.organisation
    give_role(user=wei, organisation=youan, role=Role.CLERK)
    secret = a_token(wei, Scope.READ).secret

    Membership.objects.get(user=wei, organisation=youan, role=Role.CLERK).delete()
    assert opens(secret)
    Membership.objects.filter(user=wei, organisation=youan).update(role=Role.GROWER)
    assert not opens(secret)

    give_role(user=wei, organisation=youan, role=Role.MANAGER)
    assert not opens(secret)


def test_one_revokes_ones_own_and_a_manager_anybodys(cast: Cast) -> None:
    wei, youan = cast.youan.person, cast.youan.organisation
    clerk = User.objects.create_user(name="陆")
    give_role(user=clerk, organisation=youan, role=Role.CLERK)
    theirs, own, third = (a_token(each, Scope.READ) for each in (wei, clerk, clerk))

    with pytest.raises(TokenIsAnothers):
        revoke(token=theirs.token, by=clerk)
    with pytest.raises(TokenIsAnothers):
        revoke(token=own.token, by=cast.other_cooperative.person)
    revoke(token=own.token, by=clerk)
    revoke(token=third.token, by=wei)

    assert [opens(each.secret) for each in (theirs, own, third)] == [True, False, False]


def test_the_database_holds_no_table_that_nobody_uses() -> None:
    """A table without a model would stand in the way of PostgreSQL's TRUNCATE of those that it refers to."""
    tables = set(connection.introspection.table_names()) - {"django_migrations"}
    assert tables == set(connection.introspection.django_table_names())
