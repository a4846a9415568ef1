"""The wrong person at every door: whatever address exists or will exist is asked as a stranger.

The matrix is the URLconf. A door that is not listed as open is shut: nobody gets past signing in, and whoever is
not of You'an, its exporter or its importer learns nothing of You'an's season there. A door with a parameter for which
the season has no thing fails, so a new page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast
from tests.journeys.doors import Door, Season, doors
from traceability.epcis.models import Event
from traceability.parties.acts.register import give_role, register_organisation, register_person
from traceability.parties.models import Membership, Organisation, User

pytestmark = pytest.mark.usefixtures("reference")

OPEN = {
    "web:problems": "what each refusal means",
    "web:problem": "what each refusal means",
    "parties:home": "says what this is, and leads to sign-in",
    "parties:sign-in": "the door itself",
    "parties:sign-out": "leaves nothing behind",
    "field:home": "the app of the phone: the same for everybody",
    "field:service-worker": "the app of the phone",
    "field:manifest": "the app of the phone",
    "field:card": "leads to the app",
    "field-session": "says that nobody is signed in",
    "provenance:resolve": "what a scan asks",
    "provenance:resolver-description": "GS1-Conformant Resolver 1.2: required, and public",
    "provenance:look-up": "a buyer types what is printed",
    "provenance:pallet": "a buyer's page",
    "provenance:place": "a buyer's page",
    "provenance:party": "a buyer's page",
    "provenance:product": "a buyer's page",
    "provenance:lot": "a buyer's page",
    "provenance:events": "a buyer's page",
    "provenance:carton": "a buyer's page",
    "provenance:report": "a buyer says what is wrong; no account, no cookie",
    "provenance:reported": "whoever has its unguessable address reads what was reported, and the answer",
    "provenance:conformity": "what the square code on a conformity certificate leads to",
    "provenance:document": "a certificate, as its events tell it",
    "provenance:laboratory": "a buyer's page",
    "provenance-api:recall": "whether fruit is recalled, for programs",
    "provenance-api:lot": "the buyer's page for programs",
    "provenance-api:carton": "the buyer's page for programs",
    "consent:picture": "a picture that its grower agreed to show, at an unguessable address",
    "epcis:event": "what was recorded is public",
    "epcis:event-bytes": "what was recorded is public",
    "api": "the documentation",
    "api-schema": "the documentation",
    "event-list": "what was recorded is public",
    "event-detail": "what was recorded is public",
    "imports:join": "what an invited person opens; the signed link is the key",
    "health": "for whoever watches the machine; says no more than that it runs",
}
QUESTIONS_BY_POST = {"lots:find": "the question may be a card's secret, so it stands in no address; it changes nothing"}
DOORS_OF_ENTRY = {"token": "a POST with name and password; nothing is read from it"}
OWN_BUSINESS = {"get": {200, 302, 400, 403, 404, 405}, "post": {400, 403, 404, 405, 409, 415, 422}}
"""Answers at a door without a parameter, where everybody finds their own: a page, or that nothing was asked for."""


@pytest.fixture
def season(cast: Cast) -> Season:
    return Season(cast)


Kind = Organisation.Kind
COLLEAGUES = {
    "importer": (Kind.IMPORTER, "Jansen Fruit", "8712345000004", "NL"),
    "inspector": (Kind.CONTROL_BODY, "Hechi Inspection", "8712345000011", "CN"),
    "analyst": (Kind.LABORATORY, "Liuzhou Laboratory", "8712345000028", "CN"),
    "exporter": (Kind.EXPORTER, "Beihai Export", "8712345000035", "CN"),
}
"""Who does the same work for others: to them nothing of You'an's was submitted, offered or shipped."""


def colleague(work: str) -> User:
    """Somebody of another firm who may do everything there."""
    kind, name, gln, country = COLLEAGUES[work]
    firm = register_organisation(kind=kind, name=name, name_latin=name, gln=gln, country=country)
    person = register_person(name=f"Jansen the {work}", phone="+31600000099")
    give_role(user=person, organisation=firm, role=Membership.Role.MANAGER)
    return person


@pytest.fixture(params=["huang", *COLLEAGUES])
def stranger(request: pytest.FixtureRequest, reference: None) -> User:
    """Somebody who is signed in and has no part in You'an's season: of another cooperative, or of another such firm."""
    user: User = request.getfixturevalue("huang") if request.param == "huang" else colleague(request.param)
    return user


def a_client(user: User | None = None) -> Client:
    """Answers 500 come back as answers, so that every door is tried before the test says which failed."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def body_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def shut_doors() -> Iterator[Door]:
    return (door for door in doors() if door.name not in OPEN)


def ask(client: Client, door: Door, method: str, path: str) -> Any:
    if method == "get":
        return client.get(path)
    if door.is_for_programs:
        return client.post(path, {}, content_type="application/json")
    return client.post(path, {"csrfmiddlewaretoken": "as browsers send with an empty form"})


def fault(door: Door, answer: Any, right: bool, told: list[str]) -> list[str]:
    """A line for the reader of a failed test; nothing when the answer is right and tells nothing."""
    return (
        [] if right and not told else [f"{answer.status_code} {door.route} {answer.get('Location', '')} {told or ''}"]
    )


def rows() -> dict[str, int]:
    """How many rows each table has, sessions aside: what an act would have changed."""
    counted = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table != "django_session":
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                [counted[table]] = cursor.fetchone()
    return counted


def test_what_is_listed_here_exists() -> None:
    assert {*OPEN, *DOORS_OF_ENTRY, *QUESTIONS_BY_POST} - {door.name for door in doors()} == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_asked_to_sign_in(season: Season, method: str) -> None:
    client, before, faults = a_client(), rows(), []
    for door in shut_doors():
        path = door.path(season.things)
        answer = ask(client, door, method, path)
        sent_to_sign_in = answer.status_code == 302 and answer.url.startswith("/sign-in/")
        refused = door.is_for_programs and answer.status_code in {401, 403}
        not_understood = door.name in DOORS_OF_ENTRY and answer.status_code in {400, 422}
        right = sent_to_sign_in or refused or not_understood or answer.status_code == 405
        faults += fault(door, answer, right, season.told(body_of(answer), path))
    assert not faults, "\n".join(faults)
    assert rows() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_learns_nothing_and_changes_nothing(season: Season, stranger: User, method: str) -> None:
    client, before, faults = a_client(stranger), rows(), []
    for door in shut_doors():
        path = door.path(season.things)
        answer = ask(client, door, method, path)
        allowed = {403, 404, 405} if door.parameters else OWN_BUSINESS[method]
        allowed = allowed | {200} if door.name in QUESTIONS_BY_POST else allowed
        faults += fault(door, answer, answer.status_code in allowed, season.told(body_of(answer), path))
    assert not faults, "\n".join(faults)
    assert rows() == before


def test_open_doors_say_nothing_personal(season: Season) -> None:
    client, faults = a_client(), []
    for door in doors():
        if door.name in OPEN:
            answer = client.get(door.path(season.things))
            right = answer.status_code in {200, 301, 302, 307, 404, 405}
            faults += fault(door, answer, right, season.personal(body_of(answer)))
    assert not faults, "\n".join(faults)


def test_somebody_may_pass_each_door(season: Season, cast: Cast) -> None:
    """Or the strangers above would be refused by a typing error in this test."""
    rightful = [
        cast.youan.person,
        cast.exporter.person,
        cast.importer.person,
        cast.control_body.person,
        cast.laboratory.person,
        cast.lan.user,
    ]
    clients, closed = [a_client(user) for user in rightful], []
    for door in shut_doors():
        path = door.path(season.things)
        answers = {ask(client, door, method, path).status_code for client in clients for method in ("get", "post")}
        if not answers - {401, 403, 404, 405} or any(code >= 500 for code in answers):
            closed.append(f"{answers} {door.route}")
    assert not closed, "\n".join(closed)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_grower_sees_the_own_book_and_nothing_of_the_neighbour(season: Season, cast: Cast, method: str) -> None:
    """Guoqiang grows for You'an as Lan does: what Lan picked and sprayed is not his to read."""
    client, before, faults = a_client(cast.guoqiang.user), Event.objects.count(), []
    for door in shut_doors():
        if not door.parameters:
            continue
        answer = ask(client, door, method, door.path(season.things))
        faults += fault(door, answer, answer.status_code in {403, 404, 405}, [])
    assert not faults, "\n".join(faults)
    assert Event.objects.count() == before
