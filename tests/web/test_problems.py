"""Every failure is an answer; none is a 500 but a fault of ours, and that one says nothing of how."""

import json

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]

HOSTILE = {
    "100,000 levels": b"[" * 100_000 + b"]" * 100_000,
    "an integer past 2 to the 53rd": b'{"weight_g": 9007199254740993}',
    "an integer of 5,000 digits": b"9" * 5000,
    "half a character": b'{"name": "\\ud800"}',
    "NaN": b'{"brix": NaN}',
    "Infinity": b'{"brix": -Infinity}',
    "a key twice": b'{"a": 1, "a": 2}',
    "NUL": b'{"name": "a\\u0000b"}',
    "not UTF-8": b'"\xff"',
    "no JSON": b"weight=5",
}


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["status"] == response.status_code
    assert document["type"].startswith("http://localhost:8000/problems/")
    assert document["title"]
    assert document["detail"]
    return document


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_body_is_400(client, name):
    document = problem(client.post("/api/echo/", HOSTILE[name], content_type="application/json"))
    assert document["status"] == 400
    assert document["instance"] == "/api/echo/"


def test_body_past_the_limit_is_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/api/echo/", json.dumps(["a" * 1000]).encode(), content_type="application/json")
    assert problem(answer)["status"] == 413


def test_form_body_is_415(client):
    assert problem(client.post("/api/echo/", {"a": 1}))["status"] == 415


@pytest.mark.parametrize("query", ["id=abc", "id=%00", "id=1%002", "id=&x=%00", "id=9" + "9" * 40, "id=1e5", "id=²"])
@pytest.mark.parametrize("address", ["/api/by-id/", "/by-id/"])
def test_hostile_query_is_no_500(address, query):
    response = Client(raise_request_exception=False).get(f"{address}?{query}")
    assert response.status_code in {200, 400}
    if address.startswith("/api/") and response.status_code == 400:
        problem(response)


def test_nul_in_the_path_is_400(client):
    assert client.get("/desk/%00").status_code == 400


def test_refusal_carries_sentence_rule_and_source(client):
    assert problem(client.get("/api/raise/refused/")) == {
        "type": "http://localhost:8000/problems/basket-is-full",
        "title": "Refused",
        "status": 409,
        "detail": "Basket 7 is full. Take another.",
        "instance": "/api/raise/refused/",
        "rule": "G1",
        "source": "City notice of 2026",
    }


def test_try_later_says_so(client):
    assert problem(client.get("/api/raise/later/"))["retry"] is True


def test_broken_constraint_is_409_by_its_name(client):
    document = problem(client.get("/api/raise/gln/"))
    assert document["status"] == 409
    assert document["rule"] == "organisation gln has 13 digits"


def test_validation_names_the_fields(client):
    document = problem(client.get("/api/raise/validation/"))
    assert document["status"] == 422
    assert document["errors"] == {"weight": ["Too heavy."]}


@pytest.mark.parametrize(
    ("address", "status"), [("/api/raise/404/", 404), ("/api/closed/", 401), ("/api/nowhere/", 404)]
)
def test_framework_and_routing_answer_with_problems_too(client, address, status):
    assert problem(client.get(address))["status"] == status


def test_wrong_method_is_405(client):
    assert problem(client.get("/api/echo/"))["status"] == 405


@pytest.mark.parametrize("what", ["fault", "unnamed"])
def test_fault_of_ours_is_logged_and_says_nothing_of_how(what, caplog):
    response = Client(raise_request_exception=False).get(f"/api/raise/{what}/")
    assert problem(response)["status"] == 500
    assert b"mango" not in response.content
    assert b"FOREIGN" not in response.content
    assert any(record.exc_info for record in caplog.records)


def test_pages_answer_programs_with_problems_when_asked(client):
    assert problem(client.get("/refuse/", HTTP_ACCEPT="application/json"))["rule"] == "G1"
