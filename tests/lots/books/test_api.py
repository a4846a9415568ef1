"""Books and counts for programs."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from tests.cast import Cast, at
from traceability.lots.acts.split import split
from traceability.lots.books.models import StockCount
from traceability.lots.models import Lot
from traceability.parties.models import User


@pytest.fixture
def api(wei: User) -> APIClient:
    """Wei's program."""
    client = APIClient()
    client.force_authenticate(wei)
    return client


def address(lot: Lot) -> str:
    return f"/api/v1/lots/{lot.product.gtin}/{lot.code}/count/"


def test_a_count_answers_its_difference(api: APIClient, napo: Lot) -> None:
    answer = api.post(address(napo), {"counted_g": 388_000, "note": "Alone", "at": "2026-06-25T18:00:00+08:00"})
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert told.pop("event").startswith("ni:///sha-256;")
    assert told == {
        "lot": napo.uri,
        "book_g": 400_000,
        "counted_g": 388_000,
        "difference_g": -12_000,
        "note": "Alone",
        "counted_at": "2026-06-25T18:00:00+08:00",
    }


def test_nothing_is_a_count(api: APIClient, napo: Lot) -> None:
    assert api.post(address(napo), {"counted_g": 0}).json()["difference_g"] == -400_000


@pytest.mark.parametrize(
    "body", [{}, {"counted_g": -1}, {"counted_g": "much"}, {"counted_g": 10**30}, {"counted_g": 1, "at": "2026-06-25"}]
)
def test_what_is_not_understood_is_said(api: APIClient, napo: Lot, body: dict[str, object]) -> None:
    assert api.post(address(napo), body).status_code in (400, 422)
    assert not StockCount.objects.exists()


def test_a_count_that_was_overtaken_is_a_problem(api: APIClient, cast: Cast, napo: Lot) -> None:
    split(lot=napo, weights_g=[1_000], by=cast.youan.person, at=at("2026-06-26"))
    answer = api.post(address(napo), {"counted_g": 400_000, "at": "2026-06-25T18:00:00+08:00"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["type"].endswith("/problems/used-since-counted")


def test_a_lot_of_others_is_not_there_whatever_is_sent(huang: User, napo: Lot) -> None:
    stranger = APIClient()
    stranger.force_authenticate(huang)
    for body in ({}, {"counted_g": 1}):
        assert stranger.post(address(napo), body).status_code == 404
    assert not StockCount.objects.exists()


@pytest.mark.parametrize(("by", "key"), [("product", "GTIN"), ("grower", "G7LAN"), ("day", "2026-06-24")])
def test_the_books_are_read_three_ways(api: APIClient, napo: Lot, by: str, key: str) -> None:
    told = api.get("/api/v1/books/", {"by": by, "from": "2026-06-01", "to": "2026-06-30"}).json()
    assert (told["by"], told["first"], told["last"], told["add_up"]) == (by, "2026-06-01", "2026-06-30", True)
    [row] = told["rows"]
    assert row["key"] == (napo.product.gtin if key == "GTIN" else key)
    assert (row["opening"], row["weighed_in"], row["closing"], row["adds_up"]) == (0, 400_000, 400_000, True)
    assert told["total"]["closing"] == 400_000


@pytest.mark.parametrize(
    "asked", [{"by": "colour"}, {"from": "soon"}, {"from": "2026-06-03", "to": "2026-06-01"}, {"to": "2026-02-30"}]
)
def test_books_that_are_not_understood_are_refused(api: APIClient, napo: Lot, asked: dict[str, str]) -> None:
    answer = api.get("/api/v1/books/", asked)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_who_has_no_packing_house_has_no_books(cast: Cast, napo: Lot) -> None:
    for person in (cast.importer.person, cast.lan.user):
        client = APIClient()
        client.force_authenticate(person)
        assert client.get("/api/v1/books/").status_code == 404
    other = APIClient()
    other.force_authenticate(cast.other_cooperative.person)
    assert other.get("/api/v1/books/").json()["rows"] == []
