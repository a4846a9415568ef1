"""Growers on the buyer's page: as today without a consent, honestly counted with one, gone when it is withdrawn."""

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
from django.utils import translation

from orchards.acts.edit_grower import edit_grower
from orchards.models import Plot
from tests.agreed import agree, orchard, portrait
from tests.cast import Cast, at
from tests.provenance.scene import Blend
from traceability.lots.holding.acts.recall import recall
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.words import grown_by
from traceability.parties.models import User

NAMES = ("黄阿兰", "韦国强")
LATER = at("2026-08-01")


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 8, 12, 12, 32, tzinfo=UTC), tick=False) as clock:
        yield clock


def read(phone: Client, scene: Blend, language: str = "en") -> str:
    return phone.get(scene.page(scene.serial()), headers={"Accept-Language": language}).content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def everything_agreed(cast: Cast) -> None:
    """Both growers to everything, with a portrait of each and two pictures of Lan's plot."""
    for grower in (cast.lan, cast.guoqiang):
        agree(cast, grower, "name", "photo", "plot")
        portrait(cast, grower)
    for plot in Plot.objects.order_by("pk"):
        orchard(cast, plot)


def test_without_a_consent_the_page_names_and_shows_nobody(phone: Client, arrived: Blend) -> None:
    page = read(phone, arrived)
    assert not any(name in page for name in NAMES)
    assert "<img" not in page
    assert "Who grew it" not in page


def test_who_agreed_is_named_among_all_who_are_counted(phone: Client, arrived: Blend, cast: Cast) -> None:
    agree(cast, cast.guoqiang, "name")
    page = read(phone, arrived)
    assert "Grown by 2 growers, among them 韦国强." in words(page)
    assert '<span class="nb" lang="zh-Hans">韦国强</span>' in page
    assert "黄阿兰" not in page
    assert "<img" not in page


def test_all_who_agreed_are_named_most_fruit_first(phone: Client, arrived: Blend, cast: Cast) -> None:
    agree(cast, cast.guoqiang, "name")
    agree(cast, cast.lan, "name")
    assert "Grown by 黄阿兰 and 韦国强." in words(read(phone, arrived))


def test_fruit_whose_growers_are_known_in_part_is_said_to_be(db: None) -> None:
    assert grown_by("A", named=1, growers=1, is_whole=False) == "Among those who grew it: A."
    assert grown_by("A", named=1, growers=14, is_whole=True) == "Grown by 14 growers, among them A."


def test_pictures_have_their_size_their_words_and_wait_for_the_reader(
    phone: Client, arrived: Blend, cast: Cast
) -> None:
    everything_agreed(cast)
    images = re.findall(r"<img[^>]+>", read(phone, arrived))
    assert len(images) == 4
    for image in images:
        assert 'loading="lazy"' in image
        assert re.search(r' width="720" height="\d+"', image)
        assert re.search(
            r' alt="(Portrait of (黄阿兰|韦国强)|An orchard in (Napo|Pohong) where this fruit grew)"', image
        )
        assert "720w" in image


def test_where_an_orchard_lies_is_read_in_the_reader_s_letters(phone: Client, arrived: Blend, cast: Cast) -> None:
    everything_agreed(cast)
    latin, chinese = (words(read(phone, arrived, language)) for language in ("de", "zh-CN"))
    for own, other in (("Dongyin · Napo", "洞印村 · 那坡"), ("Shuangda · Pohong", "双达村 · 坡洪")):
        assert own in latin
        assert other in chinese


def test_a_portrait_without_the_name_names_nobody(phone: Client, arrived: Blend, cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    portrait(cast, cast.lan)
    page = read(phone, arrived)
    assert "One of the growers" in page
    assert "黄阿兰" not in page


def test_a_picture_of_a_plot_that_gave_nothing_to_the_lot_is_not_shown(
    phone: Client, arrived: Blend, cast: Cast
) -> None:
    agree(cast, cast.lan, "plot")
    orchard(cast, cast.plot(cast.lan, "99"))
    assert "<img" not in read(phone, arrived)


def test_the_pictures_stand_after_the_answer(phone: Client, arrived: Blend, cast: Cast) -> None:
    everything_agreed(cast)
    page = read(phone, arrived)
    assert page.index("This code was issued") < page.index("Where it grew") < page.index("<img")


def test_what_was_agreed_shows_on_the_remembered_page_and_what_was_withdrawn_does_not(
    phone: Client, arrived: Blend, cast: Cast, wei: User
) -> None:
    assert "黄阿兰" not in read(phone, arrived)
    agree(cast, cast.lan, "name", "photo")
    portrait(cast, cast.lan)
    page = read(phone, arrived)
    assert "黄阿兰" in page
    [source] = re.findall(r'src="(/pictures/[^"]+)"', page)
    assert phone.get(source).status_code == 200
    for kind in ("name", "photo"):
        withdraw(person=cast.lan.user, kind=kind, by=wei, at=LATER)
    page = read(phone, arrived)
    assert "黄阿兰" not in page
    assert "<img" not in page
    assert phone.get(source).status_code == 404


def test_a_name_that_was_written_anew_shows_at_once(phone: Client, arrived: Blend, cast: Cast, wei: User) -> None:
    agree(cast, cast.lan, "name")
    assert "黄阿兰" in read(phone, arrived)
    edit_grower(grower=cast.lan, name="黄兰", phone=None, village=cast.lan.village, language="en", by=wei)
    assert "黄兰" in read(phone, arrived)


def test_nobody_is_shown_beside_a_recall(phone: Client, arrived: Blend, cast: Cast, wei: User) -> None:
    everything_agreed(cast)
    recall(lots=[arrived.sources[0]], reason="Glass", by=wei, at=arrived.after(40), started_from="")
    page = read(phone, arrived)
    assert not any(name in page for name in NAMES)
    assert "<img" not in page


def test_a_name_is_text_and_nothing_else(phone: Client, arrived: Blend, cast: Cast, wei: User) -> None:
    agree(cast, cast.lan, "name")
    name = "<b>%(growers)s</b> & Co"
    edit_grower(grower=cast.lan, name=name, phone=None, village=cast.lan.village, language="en", by=wei)
    assert "&lt;b&gt;%(growers)s&lt;/b&gt; &amp; Co" in read(phone, arrived)


def test_a_page_with_people_is_still_light_in_every_language(phone: Client, arrived: Blend, cast: Cast) -> None:
    everything_agreed(cast)
    for language, _name in settings.LANGUAGES:
        page = read(phone, arrived, language)
        assert len(gzip.compress(page.encode())) < 10_000
        with translation.override(language):
            assert grown_by("黄阿兰和韦国强", named=2, growers=2, is_whole=True).split("黄")[0].strip() in words(page)


def test_a_page_with_people_that_is_not_remembered_costs_few_queries(
    phone: Client, arrived: Blend, cast: Cast, settings: Any, django_assert_max_num_queries: Any
) -> None:
    everything_agreed(cast)
    settings.PAGE_FRESH_SECONDS = 3600
    with django_assert_max_num_queries(12):
        read(phone, arrived)


def test_programs_read_the_same_and_no_pseudonym_beside_a_name(phone: Client, arrived: Blend, cast: Cast) -> None:
    agree(cast, cast.lan, "name", "photo")
    portrait(cast, cast.lan)
    gtin, code = arrived.key
    people = phone.get(f"/api/v1/trace/{gtin}/{code}/", headers={"Accept": "application/json"}).json()["people"]
    assert people["names"] == ["黄阿兰"]
    assert people["growers"] == 2
    assert [(one["width"], one["alt"]) for one in people["pictures"]] == [(720, "Portrait of 黄阿兰")]
    assert "G7LAN" not in str(people)
