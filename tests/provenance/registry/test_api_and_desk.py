"""Links and misprints through the API and at the desk: the same acts, and nobody sees another house's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.exports.pages import text_of
from tests.provenance.registry.conftest import Register
from tests.provenance.scene import Blend
from traceability.parties.models import User
from traceability.provenance.registry.acts.register_link import OURS
from traceability.provenance.registry.forms import KINDS
from traceability.provenance.registry.models import Alias, PartnerLink
from traceability.provenance.vocabulary import link_types

JSON = "application/json"


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def asked(scene: Blend, **told: str) -> dict[str, str]:
    usual = {
        "identifier": f"/01/{scene.key[0]}",
        "kind": "recipeInfo",
        "href": "https://youan.example.com/recipes",
        "title": "Recipes with mango",
        "languages": "de",
    }
    return usual | told


def test_a_program_registers_lists_and_retires(desk: Client, scene: Blend) -> None:
    made = desk.post("/api/v1/links/", asked(scene), JSON)
    assert made.status_code == 201
    told = made.json()
    assert (told["kind"], told["retired_at"]) == ("recipeInfo", None)
    assert told["identifier"] == f"https://id.gs1.org/01/{scene.key[0]}"
    assert [link["id"] for link in desk.get("/api/v1/links/").json()["results"]] == [told["id"]]
    retired = desk.post(f"/api/v1/links/{told['id']}/retire/", {}, JSON)
    assert (retired.status_code, bool(retired.json()["retired_at"])) == (200, True)
    assert desk.post(f"/api/v1/links/{told['id']}/retire/", {}, JSON).status_code == 409


@pytest.mark.parametrize(
    ("told", "status", "slug"),
    [
        ({"href": "http://youan.example.com"}, 422, "address-is-not-public"),
        ({"kind": "gs1:recallStatus"}, 409, "link-type-is-ours"),
        ({"identifier": "/01/09506000134353"}, 422, "not-a-key"),
        ({"title": ""}, 400, "invalid"),
    ],
)
def test_a_program_reads_why_it_was_refused(
    desk: Client, scene: Blend, told: dict[str, str], status: int, slug: str
) -> None:
    answer = desk.post("/api/v1/links/", asked(scene, **told), JSON)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, slug)


def test_another_house_neither_sees_nor_retires_nor_registers(
    client: Client, scene: Blend, register: Register, huang: User
) -> None:
    made = register()
    client.force_login(huang)
    assert client.get("/api/v1/links/").json()["results"] == []
    assert client.get(f"/api/v1/links/{made.pk}/").status_code == 404
    assert client.post(f"/api/v1/links/{made.pk}/retire/", {}, JSON).status_code == 404
    assert client.post("/api/v1/links/", asked(scene), JSON).status_code == 403
    assert made.href not in text_of(client.get("/desk/links/"))
    assert client.post(f"/desk/links/{made.pk}/retire/").status_code == 404
    assert PartnerLink.objects.in_use().count() == 1


def test_the_desk_offers_kinds_of_the_vocabulary_that_may_be_registered() -> None:
    assert {kind for kind, _ in KINDS if kind} <= set(link_types()) - OURS


def test_nobody_registers_without_signing_in(client: Client, scene: Blend) -> None:
    assert client.post("/api/v1/links/", asked(scene), JSON).status_code == 401
    assert client.get("/desk/links/").status_code == 302


def test_a_person_registers_and_retires_at_the_desk(desk: Client, scene: Blend) -> None:
    assert "No link of yours is registered." in text_of(desk.get("/desk/links/"))
    page = desk.post("/desk/links/", asked(scene), follow=True)
    assert "One link of yours is registered." in text_of(page)
    assert "Recipes with mango" in text_of(page)
    link = PartnerLink.objects.get()
    page = desk.post(f"/desk/links/{link.pk}/retire/", follow=True)
    assert "No link of yours is registered." in text_of(page)


def test_what_is_wrong_is_said_above_the_form_and_nothing_is_lost(desk: Client, scene: Blend) -> None:
    page = text_of(desk.post("/desk/links/", asked(scene, href="https://127.0.0.1/")), 422)
    assert "A link begins with https:// and leads to a public web address" in page
    assert "Recipes with mango" in page


def test_a_lot_s_page_leads_to_both(desk: Client, scene: Blend) -> None:
    gtin, code = scene.key
    page = text_of(desk.get(f"/desk/lots/{gtin}/{code}/"))
    assert f"/desk/lots/{gtin}/{code}/recognise/" in page
    assert "/desk/links/?code=https%3A%2F%2Fid.gs1.org" in page
    assert f'value="https://id.gs1.org/01/{gtin}/10/{code}"' in text_of(
        desk.get("/desk/links/", {"code": f"https://id.gs1.org/01/{gtin}/10/{code}"})
    )


def test_a_misprint_is_recognised_at_the_desk_and_by_a_program(desk: Client, scene: Blend) -> None:
    gtin, code = scene.key
    told = {"printed": f"/01/{gtin}/10/MISPRINT", "reason": "The carton maker mixed them up"}
    page = desk.post(f"/desk/lots/{gtin}/{code}/recognise/", told, follow=True)
    assert "Whoever scans that code comes to this lot." in text_of(page)
    assert "The carton maker mixed them up" in text_of(desk.get(f"/desk/lots/{gtin}/{code}/recognise/"))
    again = told | {"at": "2026-07-20T09:00:00+08:00"}
    answer = desk.post(f"/api/v1/lots/{gtin}/{code}/recognise/", again, JSON)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "code-is-recognised")
    other = again | {"printed": f"/01/{gtin}/10/ANOTHER"}
    answer = desk.post(f"/api/v1/lots/{gtin}/{code}/recognise/", other, JSON)
    assert (answer.status_code, answer.json()["lot"]) == (201, scene.lot.uri)
    assert Alias.objects.count() == 2
