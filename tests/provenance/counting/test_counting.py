"""Scans become numbers by hour and country; who scanned becomes nothing that can be turned back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from threading import Thread

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from tests.provenance.scans import scans_counted
from traceability.provenance.acts.count_scans import count_scans
from traceability.provenance.acts.forget_scans import forget_scans
from traceability.provenance.counting import buffer as buffers
from traceability.provenance.counting.buffer import Buffer
from traceability.provenance.counting.notes import Batch, Note, added_up
from traceability.provenance.models import ScanBatch, ScanCount, Sighting
from traceability.provenance.scans import note_scan
from traceability.web.salts import salt_of

CARTON = "https://id.gs1.org/01/09506000134352/10/A/21/B"
LOT = "https://id.gs1.org/01/09506000134352/10/A"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
NOON = datetime(2026, 8, 12, 12, tzinfo=UTC)
HOUR = int(NOON.timestamp()) // 3600


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def scan(identifier: str = CARTON, address: str = "84.46.7.8", country: str = "DE", **sent: str) -> None:
    """Somebody looks a code up."""
    request = RequestFactory().get("/", HTTP_USER_AGENT=PHONE, REMOTE_ADDR=address, VIEWER_COUNTRY=country, **sent)
    note_scan(request, HttpResponse(), identifier)


def counts() -> list[tuple[str, int, str, int, int]]:
    return [(c.identifier, c.hour.hour, c.country, c.scans, c.networks) for c in scans_counted()]


def test_scans_add_up_by_hour_and_country(db: None) -> None:
    scan()
    scan(address="84.46.7.200")
    scan(country="")
    scans_counted()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        scan(address="91.12.3.4")
        scan()
        assert counts() == [(CARTON, 12, "", 1, 0), (CARTON, 12, "DE", 2, 1), (CARTON, 13, "DE", 2, 1)]


def test_a_network_is_another_place_on_another_day(db: None) -> None:
    scan()
    scans_counted()
    visitors = set(Sighting.objects.values_list("visitor", flat=True))
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        scan()
        assert [networks for *_, networks in counts()] == [1, 1]
    assert not visitors & set(Sighting.objects.filter(day="2026-08-13").values_list("visitor", flat=True))


def test_of_a_lot_no_network_is_kept(db: None) -> None:
    scan(LOT)
    assert counts() == [(LOT, 12, "DE", 1, 0)]
    assert not Sighting.objects.exists()


def test_whoever_followed_a_link_holds_no_carton(db: None) -> None:
    scan(HTTP_SEC_FETCH_SITE="cross-site")
    assert counts() == [(CARTON, 12, "DE", 1, 0)]


@pytest.mark.parametrize("status", [301, 404, 429, 500, 503])
def test_what_showed_no_page_is_no_scan(db: None, status: int) -> None:
    request = RequestFactory().get("/", HTTP_USER_AGENT=PHONE)
    note_scan(request, HttpResponse(status=status), CARTON)
    assert counts() == []


def test_a_hash_says_nothing_of_another_carton_nor_of_the_address() -> None:
    key, network = salt_of(HOUR // 24), b"\x54\x2e\x07"
    notes = [Note(name, HOUR, "DE", network, None) for name in (CARTON, CARTON + "2")]
    visitors = [seen.visitor for seen in added_up(notes, {HOUR // 24: key}).scans]
    assert len(set(visitors)) == 2
    assert salt_of(HOUR // 24) == key
    assert salt_of(HOUR // 24 + 1) != key


def test_a_batch_counts_once_however_often_it_comes(db: None) -> None:
    batch = added_up([Note(CARTON, HOUR, "DE", b"abc", None)] * 3, {HOUR // 24: b"salt"})
    assert count_scans(batch=batch) == {CARTON}
    assert count_scans(batch=Batch.from_text(batch.as_text())) == set()
    assert counts() == [(CARTON, 12, "DE", 3, 1)]


def test_what_was_kept_long_enough_is_forgotten(db: None) -> None:
    scan()
    scans_counted()
    with time_machine.travel(NOON.replace(hour=23, minute=59), tick=False):
        assert forget_scans() == 0
    with time_machine.travel(NOON + timedelta(hours=12), tick=False):
        forget_scans()
        assert not Sighting.objects.exists()
        assert ScanCount.objects.exists()
    with time_machine.travel(NOON + timedelta(days=settings.SCAN_COUNTS_KEPT_DAYS + 1), tick=False):
        forget_scans()
        assert not ScanCount.objects.exists()
        assert not ScanBatch.objects.exists()


def flood(many: int) -> Iterator[Note]:
    """Scans of three hundred cartons from a thousand networks, as fast as they can be made."""
    for number in range(many):
        yield Note(f"{CARTON}{number % 300}", HOUR, "DE", (number % 1000).to_bytes(3), None)


def test_a_flood_becomes_few_rows_and_loses_nothing(db: None) -> None:
    """Four threads answer at once, while a fifth takes notes away."""
    kept: list[Note] = []
    waiting = Buffer(kept.extend)
    notes = list(flood(40_000))
    threads = [Thread(target=lambda part=part: [waiting.add(n) for n in notes[part::4]]) for part in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        waiting.empty()
    waiting.empty()
    assert sorted(kept) == sorted(notes)
    count_scans(batch=added_up(kept, {HOUR // 24: b"salt"}))
    rows = list(ScanCount.objects.all())
    assert (len(rows), sum(row.scans for row in rows)) == (300, 40_000)
    assert sum(row.networks for row in rows) == Sighting.objects.count() == 3_000


def test_a_store_that_is_away_costs_bounded_memory_and_takes_all_that_waited(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(buffers, "MOST_WAITING", 1000)
    is_away, kept = True, []

    def keep(notes: list[Note]) -> None:
        if is_away:
            raise ConnectionError
        kept.extend(notes)

    waiting, notes = Buffer(keep), list(flood(1500))
    for note in notes:
        waiting.add(note)
        if note == notes[500]:
            with pytest.raises(ConnectionError):
                waiting.empty()
    is_away = False
    with caplog.at_level(logging.WARNING):
        assert waiting.empty() == 1000
    assert kept == list(islice(notes, 1000))
    assert "500 scans were not counted" in caplog.text
