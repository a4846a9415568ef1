"""Lots over the API: the same acts."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from traceability.lots.models import Lot


@pytest.fixture
def api(wei):
    """Wei's program."""
    client = APIClient()
    client.force_authenticate(wei)
    return client


def address(lot: Lot, act: str = "") -> str:
    return f"/api/v1/lots/{lot.product.gtin}/{lot.code}/{act}"


def test_lots_are_listed_with_how_they_were_made(api, napo):
    (row,) = api.get("/api/v1/lots/").data["results"]
    assert (row["uri"], row["weight_g"], row["making"]["act"]) == (napo.uri, 400_000, "receive")
    assert api.get("/api/v1/lots/").json()["results"][0]["making"]["at"] == "2026-06-24T16:20:00+08:00"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_count(api, grow, count, django_assert_num_queries):
    for _ in range(count):
        grow(10)
    with django_assert_num_queries(2):
        assert len(api.get("/api/v1/lots/").data["results"]) == count


def test_blend_answers_the_lot_with_its_inputs_and_origins(api, cast, napo, pohong):
    body = {
        "inputs": [{"lot": napo.uri, "weight_g": 100_000}, {"lot": pohong.uri, "weight_g": 50_000}],
        "place": cast.youan.place.uri,
        "loss_g": 500,
        "at": "2026-06-25T09:00:00+08:00",
    }
    answer = api.post("/api/v1/lots/blend/", body)
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert made["inputs"] == body["inputs"]
    assert sum(origin["weight_g"] for origin in made["origins"]) == made["weight_g"] == 149_500
    assert made["making"]["at"] == body["at"]
    assert api.get(address(napo)).json()["children"] == [{"lot": made["uri"], "weight_g": 100_000}]


def test_split_pack_and_waste_make_things(api, napo, carton):
    assert [part["weight_g"] for part in api.post(address(napo, "split/"), {"weights_g": [9_000, 1_000]}).json()] == [
        9_000,
        1_000,
    ]
    assert api.post(address(napo, "pack/"), {"product": carton.gtin, "cartons": 3}).json()["units"] == 3
    assert api.post(address(napo, "waste/"), {"weight_g": 700, "reason": "Rot"}).status_code == 201
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000 - 10_000 - 15_000 - 700


def test_a_refusal_is_a_problem_with_its_sentence(api, napo):
    answer = api.post(address(napo, "split/"), {"weights_g": [400_001]})
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["detail"].startswith(f"Lot {napo.code} has 400.0 kg left")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"weights_g": []},
        {"weights_g": [0]},
        {"weights_g": ["much"]},
        {"weights_g": [10**30]},
        {"weights_g": [1], "at": "2026-06-25T09:00:00"},
        {"weights_g": {"a": 1}},
    ],
)
def test_what_is_not_understood_is_said(api, napo, body):
    assert api.post(address(napo, "split/"), body).status_code in (400, 422)
    assert Lot.objects.count() == 1


@pytest.mark.parametrize("uri", ["", "x", "https://id.gs1.org/01/1/10/2", "https://id.gs1.org/01/09/10/%00/10/1"])
def test_blend_of_unknown_lots_is_said(api, cast, napo, uri):
    inputs = [{"lot": napo.uri, "weight_g": 1}, {"lot": uri, "weight_g": 1}]
    answer = api.post("/api/v1/lots/blend/", {"inputs": inputs, "place": cast.youan.place.uri})
    assert answer.status_code in (400, 422)


def test_products_are_registered_once(api, cast):
    body = {"variety": "guifei", "unit_weight_g": 4_000, "quality_class": "I"}
    first, again = (api.post("/api/v1/products/", body) for _ in range(2))
    assert first.status_code == 201, first.json()
    assert first.json()["gtin"] == again.json()["gtin"]
    assert [row["gtin"] for row in api.get("/api/v1/products/").data["results"]] == [first.json()["gtin"]]


def test_strangers_get_404(huang, napo, carton):
    stranger = APIClient()
    stranger.force_authenticate(huang)
    assert stranger.get("/api/v1/lots/").data["results"] == []
    assert stranger.get(address(napo)).status_code == 404
    tries = {"split/": {"weights_g": [1]}, "waste/": {"weight_g": 1, "reason": "x"}, "grade/": {}, "correct/": {}}
    for act, body in tries.items():
        assert stranger.post(address(napo, act), body).status_code == 404
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000


def test_grade_and_correct_are_acts_of_their_own(api, napo, pohong):
    parts = [{"quality_class": "I", "weight_g": 250_000}, {"quality_class": "II", "weight_g": 90_000}]
    made = api.post(address(napo, "grade/"), {"parts": parts, "loss_g": 10_000}, format="json")
    assert [lot["weight_g"] for lot in made.data] == [250_000, 90_000]
    told = {"weight_g": 30_000, "reason": "A nought too many"}
    assert api.post(address(pohong, "correct/"), told, format="json").data["weight_g"] == 30_000
    refused = api.post(address(napo, "correct/"), told, format="json")
    assert (refused.status_code, refused.data["type"].rsplit("/", 1)[1]) == (409, "lot-is-in-use")
