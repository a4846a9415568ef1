"""What a process remembers of a lot: the same page as one that is drawn anew, and never an old one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.provenance.scene import Blend
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import void_span
from traceability.labels.known import labels_known
from traceability.labels.queries import serial_of_carton, verify
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User
from traceability.provenance.counting.buffer import buffer
from traceability.provenance.memory import memory

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OF_THE_SERVER = {"Date", "Server"}


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 8, 12, 12, 32, tzinfo=UTC), tick=False) as clock:
        yield clock


def headers_of(answer: Any) -> dict[str, str]:
    """What went with a page, but for what a browser does not ask: in which order."""
    return {name: ", ".join(sorted(re.split(", *", value))) for name, value in answer.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [True, False])
def test_a_remembered_page_is_the_page(phone: Client, arrived: Blend, language: str, chosen: bool) -> None:
    page = arrived.page(arrived.serial()) + (f"?lang={language}" if chosen else "")
    asked = {} if chosen else {"Accept-Language": language}
    drawn = phone.get(page, headers=asked)
    again = phone.get(page, headers=asked)
    assert (again.status_code, again.content) == (200, drawn.content)
    assert headers_of(again) == headers_of(drawn)
    packed = phone.get(page, headers={**asked, "Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == drawn.content


def test_each_carton_of_a_pallet_has_its_own_serial_on_the_same_page(phone: Client, arrived: Blend) -> None:
    pages = {}
    for counter in (5, 6):
        serial = arrived.serial(counter)
        packed = phone.get(arrived.page(serial), headers={"Accept-Encoding": "gzip"})
        pages[serial] = gzip.decompress(packed.content).decode()
        grouped = "\N{NO-BREAK SPACE}".join(serial[i : i + 4] for i in (0, 4, 8))
        assert grouped in pages[serial]
        pages[serial] = pages[serial].replace(grouped, "").replace(serial, "")
    assert len(set(pages.values())) == 1
    assert not any(arrived.serial(counter) in page for counter in (5, 6) for page in pages.values())


def test_a_remembered_page_asks_the_database_nothing(
    phone: Client, arrived: Blend, settings: Any, django_assert_num_queries: Any
) -> None:
    phone.get(arrived.page(arrived.serial(5)))
    settings.PAGE_FRESH_SECONDS = 3600
    with django_assert_num_queries(0):
        assert phone.get(arrived.page(arrived.serial(6))).status_code == 200


def test_a_page_that_is_not_remembered_costs_few_queries(
    phone: Client, arrived: Blend, settings: Any, django_assert_max_num_queries: Any
) -> None:
    """With the first question of a process whether there is news, which is two."""
    settings.PAGE_FRESH_SECONDS = 3600
    with django_assert_max_num_queries(12):
        assert phone.get(arrived.page(arrived.serial())).status_code == 200


def test_a_remembered_page_is_a_scan_too(phone: Client, arrived: Blend) -> None:
    buffer.clear()
    for _ in range(3):
        phone.get(arrived.page(arrived.serial()))
    assert [note.identifier for note in buffer._notes] == [f"https://id.gs1.org{arrived.link(arrived.serial())}"] * 3


def test_a_recall_of_a_source_shows_on_the_remembered_page(phone: Client, arrived: Blend, wei: User) -> None:
    page = arrived.page(arrived.serial())
    before = phone.get(page)
    recall(lots=[arrived.sources[0]], reason="Glass", by=wei, at=arrived.after(40), started_from="")
    after = phone.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "is recalled" in after.content.decode()


def test_what_happens_to_other_fruit_leaves_the_page_remembered(
    phone: Client, arrived: Blend, cast: Cast, django_assert_num_queries: Any
) -> None:
    phone.get(arrived.page(arrived.serial()))
    cast.lot(cast.plot(cast.lan, "77"), "2026-08-01", 90_000)
    phone.get(arrived.page(arrived.serial()))
    with django_assert_num_queries(2):  # whether there is news
        phone.get(arrived.page(arrived.serial()))


def test_a_label_that_is_made_void_is_void_at_once(phone: Client, scene: Blend, wei: User) -> None:
    for counter in (3, 4):
        assert "This code was issued" in phone.get(scene.page(scene.serial(counter))).content.decode()
    void_span(run=scene.run, first=3, last=3, reason="Torn", by=wei, at=scene.after(7))
    assert "This label is void." in phone.get(scene.page(scene.serial(3))).content.decode()
    assert "This code was issued" in phone.get(scene.page(scene.serial(4))).content.decode()


def test_the_labels_that_are_known_are_judged_as_the_database_judges_them(arrived: Blend, wei: User) -> None:
    run = arrived.run
    void_span(run=run, first=run.count, last=run.count, reason="Torn", by=wei, at=arrived.after(40))
    known = labels_known(*arrived.key)
    serials = [serial_of_carton(run, counter) for counter in range(1, run.count + 1)]
    for serial in [*serials, serials[0].lower(), "7K4M2QXP9DHV", "0", ""]:
        assert known.verify(serial).state == verify(*arrived.key, serial).state, serial
    assert {known.verify(serial).state for serial in serials} == {"issued", "waiting", "void"}


def test_yesterdays_page_is_not_shown_today(phone: Client, arrived: Blend, today: time_machine.Traveller) -> None:
    page = arrived.page(arrived.serial())
    before = phone.get(page)
    today.move_to(datetime(2026, 8, 13, 0, 1, tzinfo=UTC))
    after = phone.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "13 August 2026, 00:01" in after.content.decode()


def test_the_minute_is_that_of_the_scan(phone: Client, arrived: Blend, today: time_machine.Traveller) -> None:
    page = arrived.page(arrived.serial())
    before = phone.get(page)
    assert phone.get(page, headers={"If-None-Match": before["ETag"]}).status_code == 304
    today.move_to(datetime(2026, 8, 12, 17, 5, tzinfo=UTC))
    after = phone.get(page, headers={"If-None-Match": before["ETag"]})
    assert "12 August 2026, 17:05&nbsp;(UTC)" in after.content.decode()


def test_what_was_recorded_while_a_page_was_drawn_is_not_missed(
    phone: Client, arrived: Blend, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from traceability.provenance import showing

    draw = showing._drawn

    def draw_slowly(*given: Any) -> Any:
        sheet = draw(*given)
        recalled = object_event(
            action="OBSERVE",
            at=arrived.after(30),
            biz_step="other",
            disposition="recalled",
            quantities=[Quantity(arrived.lot.uri, grams=60_000)],
        )
        record(event=recalled, act="recall", recorded_by=cast.youan.organisation, by=None)
        return sheet

    monkeypatch.setattr(showing, "_drawn", draw_slowly)
    phone.get(arrived.page(arrived.serial()))
    monkeypatch.undo()
    assert "is recalled" in phone.get(arrived.page(arrived.serial())).content.decode()


def test_the_language_links_carry_nothing_of_somebody_elses_address(phone: Client, arrived: Blend) -> None:
    phone.get(f"{arrived.page(arrived.serial())}?lang=de&from=somebody")
    assert "somebody" not in phone.get(f"{arrived.page(arrived.serial())}?lang=de").content.decode()


@pytest.mark.parametrize("typed", ["<b>x</b>", "7k4m2qxp9dhv", "0", "%2F"])
def test_what_is_no_serial_is_answered_as_it_was_typed(phone: Client, scene: Blend, typed: str) -> None:
    for _ in range(2):
        answer = phone.get(f"/trace/{'/'.join(scene.key)}/{typed}/".replace("</", "<%252F"))
        assert answer.status_code == 404
        assert "<b>x" not in answer.content.decode()


def test_the_lots_asked_for_least_lately_make_room(phone: Client, arrived: Blend, settings: Any) -> None:
    settings.PAGE_MEMORY_BYTES = 1
    for lot in (arrived.lot, arrived.bulk, arrived.sources[0]):
        assert phone.get(f"/trace/{lot.product.gtin}/{lot.code}/").status_code == 200
    assert len(memory) == 1


def test_a_code_is_sent_on_in_the_same_words_whether_its_lot_is_remembered_or_not(
    phone: Client, arrived: Blend, django_assert_num_queries: Any
) -> None:
    first, second = arrived.serial(5), arrived.serial(6)
    drawn = phone.get(arrived.link(first))
    with django_assert_num_queries(0):
        again, other = phone.get(arrived.link(first)), phone.get(arrived.link(second))
    assert (again.status_code, again.content, headers_of(again)) == (307, b"", headers_of(drawn))
    assert headers_of(other) == {name: value.replace(first, second) for name, value in headers_of(drawn).items()}
    assert phone.get(arrived.link(first), headers={"Accept-Language": "de"})["Content-Language"] == "de"
    assert "linkset" in phone.get(arrived.link(first), headers={"Accept": "application/linkset+json"})["Content-Type"]


def test_a_code_of_nothing_known_is_not_remembered(phone: Client, scene: Blend) -> None:
    for _ in range(2):
        assert phone.get("/01/09506000134352/10/NOTHING/21/7K4M2QXP9DHV").status_code == 404


def test_an_odd_serial_changes_nothing_of_where_others_are_sent(phone: Client, arrived: Blend) -> None:
    """One that stands inside the GTIN could be taken for it: anybody can ask for such a code."""
    gtin, _lot = arrived.key
    for odd in (gtin[:12], gtin[2:]):
        assert phone.get(arrived.link(odd))["Location"] == arrived.page(odd)
    assert phone.get(arrived.link(arrived.serial()))["Location"] == arrived.page(arrived.serial())


def test_a_serial_like_its_lot_code_changes_nothing_of_where_others_are_sent(phone: Client, scene: Blend) -> None:
    gtin, odd = scene.key[0], "260718ABCDEF"
    assert phone.get(f"/01/{gtin}/10/{odd}/21/{odd}")["Location"] == f"/trace/{gtin}/{odd}/{odd}/"
    other = scene.serial()
    assert phone.get(f"/01/{gtin}/10/{odd}/21/{other}")["Location"] == f"/trace/{gtin}/{odd}/{other}/"
