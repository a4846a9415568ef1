"""A container loaded by a program of its own: a hand scanner and a scale over /api/v1/."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from exports.models import Pallet, PalletContent
from tests.exports.scene import Scene
from tests.tokens import a_token, credentials
from traceability.epcis.models import Event
from traceability.labels.queries import printed_text_of
from traceability.parties.models import User
from traceability.web.scopes import Scope

CODE, AT = "EX26-014", "2026-07-10T10:15:00+08:00"


def url(name: str, *args: str) -> str:
    return reverse(f"export-batch-{name}", args=[CODE, *args])


@pytest.fixture
def machine(zhao: User) -> APIClient:
    """A program that has a token of Zhao's and nothing else."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=credentials(a_token(zhao, Scope.READ, Scope.LOAD).secret))
    return client


@pytest.fixture
def pallets(scene: Scene, machine: APIClient) -> list[str]:
    scene.draft, scene.run  # noqa: B018
    opened = machine.post(url("open-pallets"), {"count": 2, "at": AT})
    assert opened.status_code == 201, opened.content
    return [pallet["sscc"] for pallet in opened.json()]


def scan(machine: APIClient, text: str, pallet: str, status: int = 200, **given: Any) -> dict[str, Any]:
    answer = machine.post(url("scans"), {"text": text, "pallet": pallet, "at": AT} | given)
    assert answer.status_code == status, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_a_container_is_scanned_closed_weighed_split_and_repacked(
    machine: APIClient, scene: Scene, pallets: list[str]
) -> None:
    one, two = pallets
    first = scan(machine, printed_text_of(scene.run, 1), one, way="roll")
    done = scan(machine, printed_text_of(scene.run, 6), one, way="roll", waiting=first["waiting"])
    assert (done["cartons"], done["net_g"], done["changed"], done["waiting"]) == (6, 30_000, True, "")

    closed = machine.post(url("close", one), {"at": AT})
    assert (closed.status_code, closed.json()["contents"][0]["cartons"]) == (200, 6)
    assert closed.json()["event_id"]
    weighed = machine.post(url("weigh", one), {"gross_g": 45_500, "base": "wood", "wood_mark": "CN-45 0321 HT"})
    assert (weighed.status_code, weighed.json()["gross_g"]) == (200, 45_500)

    new = machine.post(url("split", one), {"cartons": 2, "at": AT})
    assert (new.status_code, new.json()["contents"][0]["first"]) == (201, 5)
    moved = machine.post(url("repack", two), {"contents": [{"run": scene.run.pk, "first": 1, "last": 2}], "at": AT})
    assert (moved.status_code, moved.json()["contents"][0]["cartons"]) == (200, 2)
    shown = machine.get(url("pallet", one)).json()
    assert [(part["first"], part["last"]) for part in shown["contents"]] == [(3, 4)]
    assert shown["gross_g"] is None


def test_a_scan_that_is_sent_again_is_answered_and_changes_nothing(
    machine: APIClient, scene: Scene, pallets: list[str]
) -> None:
    one, two = pallets
    carton = printed_text_of(scene.run, 1)
    assert scan(machine, carton, one)["changed"]
    before = Event.objects.count()

    again = scan(machine, carton, one)
    assert (again["changed"], again["cartons"]) == (False, 1)
    assert scan(machine, carton, two, way="move")["changed"]
    assert not scan(machine, carton, two, way="move")["changed"]
    assert scan(machine, carton, two, way="off")["changed"]
    assert not scan(machine, carton, two, way="off")["changed"]

    assert not PalletContent.objects.exists()
    assert Event.objects.count() == before


def test_half_of_a_roll_that_stands_here_is_no_repetition(machine: APIClient, scene: Scene, pallets: list[str]) -> None:
    scan(machine, printed_text_of(scene.run, 2), pallets[0])

    told = scan(
        machine,
        printed_text_of(scene.run, 4),
        pallets[0],
        409,
        way="roll",
        waiting=printed_text_of(scene.run, 1),
    )

    assert told["type"].endswith("/problems/cartons-stand-here")
    assert PalletContent.objects.get().cartons == 1


def test_what_is_refused_at_the_desk_is_refused_here_in_one_sentence(
    machine: APIClient, scene: Scene, pallets: list[str]
) -> None:
    scan(machine, printed_text_of(scene.run, 1), pallets[0])
    elsewhere = scan(machine, printed_text_of(scene.run, 1), pallets[1], 409)
    assert pallets[0] in elsewhere["detail"]
    assert scan(machine, "nonsense", pallets[0], 422)["type"].endswith("/problems/carton-is-not-known")
    assert machine.delete(url("pallet", pallets[0])).status_code == 409
    assert machine.delete(url("pallet", pallets[1])).status_code == 204
    assert [pallet.sscc for pallet in Pallet.objects.all()] == [pallets[0]]


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_nobody_else_finds_a_batch_to_load(
    scene: Scene, pallets: list[str], request: pytest.FixtureRequest, stranger: str
) -> None:
    other = APIClient()
    other.force_authenticate(request.getfixturevalue(stranger))
    one = pallets[0]

    assert other.get(url("pallet", one)).status_code == 404
    assert other.delete(url("pallet", one)).status_code == 404
    for name, args, body in (
        ("scans", (), {"text": one, "at": AT}),
        ("open-pallets", (), {"at": AT}),
        ("close", (one,), {"at": AT}),
        ("split", (one,), {"cartons": 1, "at": AT}),
        ("repack", (one,), {"contents": [], "at": AT}),
        ("weigh", (one,), {"gross_g": 1}),
    ):
        assert other.post(url(name, *args), body).status_code == 404, name
    assert APIClient().post(url("scans"), {"text": one, "at": AT}).status_code == 401


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("scans", {"text": "", "at": AT}),
        ("scans", {"text": "x" * 401, "at": AT}),
        ("scans", {"text": "\0", "at": AT, "way": "on"}),
        ("scans", {"text": "x", "at": "yesterday"}),
        ("scans", {"text": "x", "at": AT, "way": "sideways"}),
        ("scans", []),
        ("open-pallets", {"count": 10**30, "at": AT}),
        ("weigh", {"gross_g": -1}),
        ("weigh", {"gross_g": 10**12}),
        ("split", {"cartons": 0, "at": AT}),
        ("repack", {"contents": [], "at": AT}),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_happens(
    machine: APIClient, pallets: list[str], name: str, body: Any
) -> None:
    args = () if name in ("scans", "open-pallets") else (pallets[0],)

    answer = machine.post(url(name, *args), body)

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert (Pallet.objects.count(), PalletContent.objects.count()) == (2, 0)
