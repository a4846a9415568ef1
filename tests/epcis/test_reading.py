"""Reading what is recorded: queries, pages, API. Anybody may; nobody can write."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from tests.epcis.examples import BLENDED, HARVESTED, LOOSE, PALLET, examples
from traceability.epcis.acts.record import record
from traceability.epcis.models import Event
from traceability.epcis.queries import event_by_digest, events_about, events_for_lot
from traceability.epcis.refusals import EventNotFound
from traceability.parties.models import Organisation, User

pytestmark = pytest.mark.django_db
NOBODY = "0" * 64


@pytest.fixture
def season(cooperative: Organisation) -> dict[str, Event]:
    """All examples, recorded in the wrong order."""
    return {
        act: record(event=event, act=act, recorded_by=cooperative, by=None)
        for act, event in reversed(examples().items())
    }


@pytest.fixture
def steward(client: Client, db: None) -> Client:
    """Signed in as somebody who runs the site."""
    client.force_login(User.objects.create_superuser(name="Steward", phone="+8613800000000"))
    return client


def acts(events: Any) -> list[str]:
    return [event.act for event in events]


def test_events_about_a_lot_come_as_they_happened(season: dict[str, Event]) -> None:
    assert acts(events_for_lot(LOOSE, "H1A")) == ["harvest", "receive", "blend"]
    assert acts(events_about(BLENDED)) == ["blend", "inspect", "residue_result", "pack", "waste"]
    assert acts(events_about(PALLET)) == ["palletise", "ship", "arrive"]


def test_an_event_that_names_two_of_them_comes_once(season: dict[str, Event]) -> None:
    assert acts(events_about(HARVESTED, BLENDED)).count("blend") == 1
    assert acts(events_about()) == []


def test_an_event_is_found_by_its_digest(season: dict[str, Event]) -> None:
    assert event_by_digest(season["ship"].digest) == season["ship"]
    with pytest.raises(EventNotFound, match=f"No event has the identifier ni:///sha-256;{NOBODY}"):
        event_by_digest(NOBODY)


def test_the_page_of_an_event_tells_it_in_words(client: Client, season: dict[str, Event]) -> None:
    page = client.get(season["residue_result"].get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert "Inspected" in text
    assert "Does not conform" in text
    assert "25 June 2026, 17:00" in text
    assert "You’an Mango Cooperative" in text
    assert BLENDED in text
    assert season["residue_result"].event_id in text
    assert "chlorpyrifos" in text


def test_the_page_escapes_what_an_event_says(client: Client, cooperative: Organisation) -> None:
    event = {**examples()["harvest"], "tyt:note": "<script>alert(1)</script>"}
    page = client.get(record(event=event, act="harvest", recorded_by=cooperative, by=None).get_absolute_url())
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_count(
    client: Client, cooperative: Organisation, django_assert_num_queries: Any, count: int
) -> None:
    for act, event in list(examples().items())[:count]:
        record(event=event, act=act, recorded_by=cooperative, by=None)
    with django_assert_num_queries(2):
        answer = client.get("/api/v1/events/")
    assert answer.json()["count"] == count


def test_the_bytes_of_an_event_are_those_that_were_recorded(client: Client, season: dict[str, Event]) -> None:
    kept = season["harvest"]
    answer = client.get(f"/events/{kept.digest}.json")
    assert answer.content == bytes(kept.canonical)
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(bytes(kept.canonical)).digest()
    assert answer["Content-Type"] == "application/ld+json"
    assert json.loads(answer.content)["eventID"] == kept.event_id


@pytest.mark.parametrize("address", [f"/events/{NOBODY}/", f"/events/{NOBODY}.json", "/events/1/", "/events/x/"])
def test_an_unknown_event_is_not_found(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_api_tells_one_event(client: Client, season: dict[str, Event]) -> None:
    kept = season["ship"]
    answer = client.get(f"/api/v1/events/{kept.digest}/")
    assert answer.status_code == 200
    body = answer.json()
    assert body["event_id"] == kept.event_id
    assert body["act"] == "ship"
    assert body["document"] == kept.document
    assert body["recorded_by"] == {
        "gln": kept.recorded_by.gln,
        "name": "右岸芒果专业合作社",
        "name_latin": "You’an Mango Cooperative",
    }
    assert "recorded_by_user" not in body


def test_the_api_narrows_its_list(client: Client, season: dict[str, Event]) -> None:
    def listed(query: dict[str, str]) -> list[str]:
        return [row["act"] for row in client.get("/api/v1/events/", query).json()["results"]]

    assert len(listed({})) == len(examples())
    assert listed({"identifier": PALLET}) == ["palletise", "ship", "arrive"]
    assert listed({"act": "ship"}) == ["ship"]
    assert listed({"identifier": BLENDED, "act": "ship"}) == []


def test_a_filter_that_is_no_text_is_answered_with_a_problem(client: Client, db: None) -> None:
    for query in ({"identifier": "x\x00"}, {"act": "x" * 41}):
        answer = client.get("/api/v1/events/", query)
        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_event_is_a_problem_for_the_api(client: Client, db: None) -> None:
    answer = client.get(f"/api/v1/events/{NOBODY}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_events_over_the_api(steward: Client, season: dict[str, Event], method: str) -> None:
    for address in ("/api/v1/events/", f"/api/v1/events/{season['ship'].digest}/"):
        answer = getattr(steward, method)(address, "{}", content_type="application/json")
        assert answer.status_code == 405
    assert Event.objects.count() == len(examples())


def test_the_admin_shows_events_and_changes_none(steward: Client, season: dict[str, Event]) -> None:
    kept = season["ship"]
    assert steward.get("/admin/epcis/event/").status_code == 200
    page = steward.get(f"/admin/epcis/event/{kept.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert steward.post(f"/admin/epcis/event/{kept.pk}/change/", {"act": "x"}).status_code == 403
    assert steward.post(f"/admin/epcis/event/{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    assert steward.get("/admin/epcis/event/add/").status_code == 403
