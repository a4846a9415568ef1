"""A recall shows within two seconds on every page, whichever process shows it: two real servers and a third process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from urllib.request import Request, urlopen

import pytest
from django.db import connection, transaction

from tests.benchmarks.load import serving
from tests.cast import Cast
from tests.other_process import database_url
from tests.provenance.scene import Blend
from traceability.lots.holding.acts.recall import recall
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.provenance import news
from traceability.provenance.news import EVERYTHING, News

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
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


@on_postgresql
def test_an_event_that_is_committed_after_higher_ones_is_news(cast: Cast, wei: User) -> None:
    """Its number was taken first, and somebody asked while it was on its way."""
    scene = Blend(cast)
    lot, source = scene.lot, scene.sources[0]
    heard = News()
    heard.listen()
    with recalled_slowly(source, by=wei, at=scene.after(20)):
        cast.lot(cast.plot(cast.lan, "77"), "2026-08-01", 90_000)
        heard.listen()
        before = heard.number
    heard.listen()
    assert any(change and lot.uri in change for change in heard.since(before))


@on_postgresql
def test_a_process_that_begins_while_a_recall_is_on_its_way_hears_of_it_whatever_came_after(
    cast: Cast, wei: User
) -> None:
    """So many numbers were given out meanwhile that nobody would look back for it."""
    scene = Blend(cast)
    heard = News()
    with recalled_slowly(scene.sources[0], by=wei, at=scene.after(20)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('epcis_event', 'id'), max(id) + 20000) FROM epcis_event"
            )
        cast.lot(cast.plot(cast.lan, "77"), "2026-08-01", 90_000)
        heard.listen()
        heard.listen()
        before = heard.number
    heard.listen()
    assert list(heard.since(before)) == [EVERYTHING]
    heard.listen()
    assert heard.number == before + 1, "once"


@on_postgresql
def test_a_transaction_that_runs_for_an_hour_costs_bounded_memory_and_no_news(
    cast: Cast, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST_UNSETTLED", 3)
    scene = Blend(cast)
    heard = News()
    heard.listen()
    with recalled_slowly(scene.sources[0], by=wei, at=scene.after(20)):
        for number in range(4):
            cast.lot(cast.plot(cast.lan, str(80 + number)), "2026-08-01", 90_000)
            heard.listen()
        assert EVERYTHING in heard.since(0)
        assert len(heard._seen) <= 3
        before = heard.number
    heard.listen()
    assert list(heard.since(before)) == [EVERYTHING]


@contextmanager
def recalled_slowly(lot: Lot, *, by: User, at: datetime) -> Iterator[None]:
    """The recall is recorded when the block begins, and committed when it ends."""
    taken, asked = threading.Event(), threading.Event()

    def act() -> None:
        try:
            with transaction.atomic():
                recall(lots=[lot], started_from="", reason="Glass", by=by, at=at)
                taken.set()
                assert asked.wait(30)
        finally:
            connection.close()

    slow = threading.Thread(target=act)
    slow.start()
    try:
        assert taken.wait(30)
        yield
    finally:
        asked.set()
        slow.join()
