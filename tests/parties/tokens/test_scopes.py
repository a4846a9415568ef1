"""What a token may do: what its scope names, at its own organisation, and nothing that does not say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from exports.models import ExportBatch
from tests.cast import Cast
from tests.journeys.doors import Door, Season, doors
from tests.stories import certified, labelled, shipped
from tests.tokens import a_machine, a_token, credentials
from traceability.parties.acts.register import give_role
from traceability.parties.models import Membership, User
from traceability.web.scopes import Openness, Scope, declares, need_of

pytestmark = pytest.mark.usefixtures("reference")

METHODS = ("get", "post", "put", "patch", "delete")
MISSING, NOT_FOR_TOKENS = "scope-is-missing", "not-for-tokens"


@dataclass(frozen=True)
class Operation:
    """One method of one address of the interface, and the view that answers it."""

    door: Door
    method: str
    view: Any

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.door.route}"


def operations_of(season: Season) -> Iterator[Operation]:
    """Every operation of /api/v1/, as the URLconf has it."""
    for door in doors():
        if door.is_for_programs:
            callback = resolve(door.path(season.things)).func
            for method in METHODS:
                if view := _view(callback, method):
                    yield Operation(door, method, view)


def _view(callback: Any, method: str) -> Any:
    """The view as it stands when it answers a method; None when it has no such method."""
    view = callback.cls(**callback.initkwargs)
    actions = getattr(callback, "actions", None)
    if actions is not None:
        return view if method in actions else None
    return view if method in view.http_method_names and hasattr(view, method) else None


@pytest.fixture
def season(cast: Cast) -> Season:
    return Season(cast)


@pytest.fixture
def operations(season: Season) -> list[Operation]:
    found = list(operations_of(season))
    assert len(found) > 100
    return found


def ask(client: Client, operation: Operation, season: Season) -> Any:
    return client.generic(
        operation.method.upper(), operation.door.path(season.things), "{}", content_type="application/json"
    )


def code_of(answer: Any) -> str:
    told = answer.json() if "problem" in answer.headers.get("Content-Type", "") else {}
    return str(told.get("type", "")).rpartition("/")[2]


def test_every_operation_says_what_a_token_needs(operations: list[Operation]) -> None:
    assert [str(one) for one in operations if not declares(one.view, one.method.upper())] == []


def test_every_operation_refuses_all_scopes_but_its_own(
    operations: list[Operation], season: Season, cast: Cast
) -> None:
    """And what is not for tokens knows them no better than nobody."""
    with_all_but = {
        scope: a_machine(cast.youan.person, *[one for one in Scope.values if one != scope.value]) for scope in Scope
    }
    everything, wrong = a_machine(cast.youan.person, *Scope.values), []
    for one in operations:
        need = need_of(one.view, one.method.upper())
        if isinstance(need, Scope):
            answer = ask(with_all_but[need], one, season)
            wrong += [] if (answer.status_code, code_of(answer)) == (403, MISSING) else [f"{answer.status_code} {one}"]
            passed = code_of(ask(everything, one, season)) not in {MISSING, NOT_FOR_TOKENS}
        elif need is Openness.PEOPLE:
            passed = ask(everything, one, season).status_code in {403, ask(Client(), one, season).status_code}
        else:
            passed = code_of(ask(everything, one, season)) not in {MISSING, NOT_FOR_TOKENS}
        wrong += [] if passed else [f"with every scope: {one}"]
    assert wrong == []


class Undeclared(APIView):
    """An operation whose author forgot the scope."""

    def get(self, request: Any) -> Response:
        return Response({"told": True})


class OnlySessions(Undeclared):
    authentication_classes = (SessionAuthentication,)


@pytest.mark.parametrize("view", [Undeclared, OnlySessions])
def test_an_operation_that_declares_no_scope_lets_no_token_in(cast: Cast, view: type[APIView]) -> None:
    secret = a_token(cast.youan.person, *Scope.values).secret
    request = APIRequestFactory().get("/api/v1/new/", headers={"authorization": credentials(secret)})
    answer = view.as_view()(request)
    assert answer.status_code in {401, 403}
    assert "told" not in answer.data


def test_people_who_sign_in_need_no_scope(cast: Cast, client: Client) -> None:
    client.force_login(cast.youan.person)
    assert client.get(reverse("lots")).status_code == 200


@pytest.fixture
def coming(cast: Cast) -> ExportBatch:
    """A batch that Zhao shipped to Rossi."""
    shipped(cast, labelled(cast, certified(cast), labels=20))
    return ExportBatch.objects.get(code="EU1")


def test_a_refusal_names_the_scope_and_the_page(cast: Cast, coming: ExportBatch) -> None:
    machine = a_machine(cast.importer.person, Scope.READ)
    address, before = reverse("export-batch-arrive", args=[coming.code]), _rows()
    answer = machine.post(address, {}, content_type="application/json")
    assert (answer.status_code, code_of(answer)) == (403, MISSING)
    assert answer.json()["detail"] == (
        "This token lacks the scope “receive” (Receive: note arrivals, accept or refuse pallets and batches). "
        "Make one that has it at http://localhost:8000/import/tokens/."
    )
    assert _rows() == before


def test_a_refusal_speaks_the_language_that_is_asked_for_and_else_the_owners(cast: Cast, coming: ExportBatch) -> None:
    rossi = cast.importer.person
    rossi.language = "de"
    rossi.save()
    machine = a_machine(rossi, Scope.READ)
    address = reverse("export-batch-arrive", args=[coming.code])
    said = machine.post(address, {}, content_type="application/json")
    assert said.headers["Content-Language"] == "de"
    said = machine.post(address, {}, content_type="application/json", headers={"accept-language": "fr"})
    assert said.headers["Content-Language"] == "fr"


def test_what_is_done_in_somebodys_own_name_is_not_for_tokens(cast: Cast, coming: ExportBatch) -> None:
    machine = a_machine(cast.exporter.person, *Scope.values)
    answer = machine.post(reverse("export-batch-overrides", args=[coming.code]), {}, content_type="application/json")
    assert (answer.status_code, code_of(answer)) == (403, NOT_FOR_TOKENS)
    assert "sign in at http://localhost:8000/ and" in answer.json()["detail"]


def test_what_is_public_asks_a_token_for_nothing(cast: Cast, coming: ExportBatch) -> None:
    machine = a_machine(cast.laboratory.person, Scope.CERTIFY)
    assert machine.get(reverse("event-list")).status_code == 200
    assert machine.get(reverse("api-schema")).status_code == 200


def test_a_method_that_is_not_there_is_not_a_question_of_scope(cast: Cast) -> None:
    assert a_machine(cast.youan.person, Scope.READ).delete(reverse("lots")).status_code == 405


def test_a_scope_opens_nothing_that_the_owner_may_not_do(cast: Cast, coming: ExportBatch) -> None:
    """Wei has no part in receiving, whatever the token says."""
    machine = a_machine(cast.youan.person, *Scope.values)
    address = reverse("export-batch-arrive", args=[coming.code])
    assert machine.post(address, {}, content_type="application/json").status_code == 404


@pytest.fixture
def both(cast: Cast) -> User:
    """Wei runs another cooperative as well."""
    give_role(user=cast.youan.person, organisation=cast.other_cooperative.organisation, role=Membership.Role.MANAGER)
    return cast.youan.person


def test_a_token_acts_for_its_own_organisation_alone(season: Season, cast: Cast, both: User) -> None:
    """Every door of programs, asked by Wei's token for the other cooperative: nothing of You'an's is told."""
    machine = a_machine(both, *Scope.values, at=cast.other_cooperative.organisation)
    mine = a_machine(both, *Scope.values, at=cast.youan.organisation)
    before, told, own = _rows(), [], 0
    for door in doors():
        public = door.name in {"api", "api-schema"} or door.name.startswith(("event-", "provenance-api:"))
        if door.is_for_programs and not public:
            path = door.path(season.things)
            answer = machine.get(path)
            told += [f"{answer.status_code} {path} {season.told(_body(answer), path)}"] * bool(
                season.told(_body(answer), path)
            )
            posted = machine.post(path, {}, content_type="application/json")
            told += [f"POST {posted.status_code} {path}"] * (posted.status_code < 400)
            own += bool(season.told(_body(mine.get(path)), path))
    assert told == []
    assert own > 5
    assert _rows() == before


def _body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def _rows() -> dict[str, int]:
    counted = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            [counted[table]] = cursor.fetchone()
    return counted


def test_the_description_names_the_scope_of_each_operation(operations: list[Operation], client: Client) -> None:
    document = client.get("/api/v1/schema/?format=json").json()
    told = {
        operation["operationId"]: (
            [each["token"] for each in operation.get("security", []) if "token" in each],
            operation,
        )
        for item in document["paths"].values()
        for operation in item.values()
    }
    assert told["export_batch_receive"][0] == [["receive"]]
    assert "Scope: `receive`." in told["export_batch_receive"][1]["description"]
    assert told["export_batch_override"][0] == []
    assert "Not for tokens" in told["export_batch_override"][1]["description"]
    scopes = [scope for named, _ in told.values() for scope in named]
    needed = [need_of(one.view, one.method.upper()) for one in operations]
    described = sorted(scope for names in scopes for scope in names)
    assert described == sorted(str(need.value) for need in needed if isinstance(need, Scope))
    scheme = document["components"]["securitySchemes"]["token"]
    assert all(f"`{scope.value}`" in scheme["description"] for scope in Scope)
