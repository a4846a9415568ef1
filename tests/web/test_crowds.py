"""A flood from one network is asked to wait, in words; a supermarket behind one address is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from traceability.web.crowds import buckets as crowds
from traceability.web.crowds.buckets import Buckets


@pytest.fixture
def small(settings: Any) -> None:
    """A bucket of three, filling up by one in a hundred seconds."""
    settings.NETWORK_BURST, settings.NETWORK_RATE = 3, 0.01


def statuses(client: Client, address: str, times: int, path: str = "/trace/nothing/") -> list[int]:
    return [client.get(path, REMOTE_ADDR=address).status_code for _ in range(times)]


@pytest.mark.usefixtures("small", "db")
def test_a_flood_gets_a_clear_page_in_its_language_and_is_told_when_to_come_back(client: Client) -> None:
    assert statuses(client, "84.46.7.1", 4) == [404, 404, 404, 429]
    page = client.get("/trace/nothing/", REMOTE_ADDR="84.46.7.99", headers={"Accept-Language": "zh-CN"})
    assert page.status_code == 429, "the whole network waits"
    assert 1 <= int(page["Retry-After"]) <= 100
    assert 'lang="zh-Hans"' in page.content.decode()
    assert not page.cookies
    chosen = client.get("/trace/nothing/?lang=fr", REMOTE_ADDR="84.46.7.1", headers={"Accept-Language": "zh-CN"})
    assert '<html lang="fr"' in chosen.content.decode(), "the address says it, not the browser"
    program = client.get("/trace/nothing/", REMOTE_ADDR="84.46.7.1", headers={"Accept": "application/json"})
    assert program.json()["status"] == 429


@pytest.mark.usefixtures("small", "db")
@pytest.mark.parametrize(
    ("address", "path"),
    [("10.0.0.1", "/trace/nothing/"), ("127.0.0.1", "/trace/nothing/"), ("84.46.8.1", "/health/"), ("", "/trace/x/")],
)
def test_neighbours_houses_and_signed_in_pages_are_not_limited(client: Client, address: str, path: str) -> None:
    statuses(client, "84.46.7.1", 5)
    assert 429 not in statuses(client, address, 6, path)


@pytest.mark.usefixtures("db")
def test_nobody_is_asked_to_wait_for_one_seconds(client: Client, settings: Any) -> None:
    settings.NETWORK_BURST = 0
    page = client.get("/trace/nothing/", REMOTE_ADDR="84.46.7.1")
    assert page["Retry-After"] == "2"
    assert "Load the page again in 2 seconds." in page.content.decode()


def test_a_supermarket_behind_one_address_is_let_in() -> None:
    """Five hundred customers scan within a minute, two requests each."""
    buckets = Buckets()
    assert not any(buckets.take(b"\x54\x2e\x07", 60.0) for _ in range(1000))


@pytest.mark.usefixtures("small")
def test_a_bucket_fills_up_again() -> None:
    buckets = Buckets()
    assert [buckets.take(b"abc", 50.0) for _ in range(4)] == [0, 0, 0, 100.0]
    assert buckets.take(b"abc", 150.0) == 0
    assert buckets.take(b"abc", 150.0) == 100.0


@pytest.mark.usefixtures("small")
def test_a_flood_of_networks_costs_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "MOST_NETWORKS", 10)
    buckets = Buckets()
    for number in range(1000):
        buckets.take(number.to_bytes(3), 0.0)
    assert len(buckets._buckets) == 10
