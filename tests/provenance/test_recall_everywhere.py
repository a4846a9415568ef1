"""A recall shows within two seconds on every page, whichever process shows it: two real servers and a third process."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from urllib.request import Request, urlopen

import pytest
from django.db import connection, transaction

from tests.benchmarks.load import serving
from tests.benchmarks.other_process import database_url
from tests.cast import Cast
from tests.provenance.scene import Blend
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User
from traceability.provenance.news import News

pytestmark = pytest.mark.django_db(transaction=True)
PROMISED_SECONDS = 2.0
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Accept-Language": "en"}


def read(port: int, path: str) -> str:
    """A page, over the network."""
    with urlopen(Request(f"http://localhost:{port}{path}", headers=PHONE), timeout=30) as answer:
        return str(answer.read().decode())


def test_a_recall_shows_in_every_process_within_two_seconds(cast: Cast, wei: User) -> None:
    scene = Blend(cast)
    page = scene.page(scene.serial())
    with ExitStack() as servers:
        ports = [
            servers.enter_context(serving("traceability.wsgi:application", {"DATABASE_URL": database_url()}, workers=1))
            for _ in range(2)
        ]
        for port in [*ports, *ports]:  # the second time from memory
            assert "is recalled" not in read(port, page)
        recall(lots=[scene.sources[1]], started_from="", reason="Glass", by=wei, at=scene.after(20))
        time.sleep(PROMISED_SECONDS)
        for port in ports:
            assert "is recalled" in read(port, page)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_an_event_that_is_committed_after_higher_ones_is_news(cast: Cast, wei: User) -> None:
    """Its number was taken first, and somebody asked while it was on its way."""
    scene = Blend(cast)
    lot, source = scene.lot, scene.sources[0]
    heard = News()
    heard.listen()
    taken, asked = threading.Event(), threading.Event()

    def recall_slowly() -> None:
        try:
            with transaction.atomic():
                recall(lots=[source], started_from="", reason="Glass", by=wei, at=scene.after(20))
                taken.set()
                assert asked.wait(30)
        finally:
            connection.close()

    slow = threading.Thread(target=recall_slowly)
    slow.start()
    assert taken.wait(30)
    cast.lot(cast.plot(cast.lan, "77"), "2026-08-01", 90_000)
    heard.listen()
    before = heard.number
    asked.set()
    slow.join()
    heard.listen()
    assert any(change and lot.uri in change for change in heard.since(before))
