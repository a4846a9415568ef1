"""Advice counts the days since the last picking, says from which day, and promises nothing."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import translation

import traceability.provenance
from tests.cast import Cast
from tests.exports.scene import Scene
from tests.provenance.scene import Blend
from tests.provenance.test_page import text_of
from traceability.lots.models import Variety
from traceability.provenance.advice import advice_for, advice_today
from traceability.provenance.story import tell

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ROWS = list(
    csv.DictReader(
        (Path(traceability.provenance.__file__).parent / "data" / "advice_by_day.csv").open(encoding="utf-8")
    )
)
LAST = date(2026, 6, 28)


def read(phone: Client, path: str, day: date) -> str:
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC), tick=False):
        return text_of(phone.get(path))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Picked today: it is still firm."),
        (1, "Picked 1 day ago: it is still firm."),
        (12, "Picked 12 days ago: firm, or beginning to ripen."),
        (31, "Picked 31 days ago: ready when it yields to the thumb."),
        (60, "Picked 60 days ago: late for a mango."),
        (400, "Picked 400 days ago: a mango doesn’t keep that long. Its story stays here to be read."),
    ],
)
def test_a_carton_is_advised_by_its_days_since_picking(phone: Client, arrived: Blend, days: int, said: str) -> None:
    words = read(phone, arrived.page(arrived.serial()), LAST + timedelta(days))
    assert said in words
    assert "Counted from the last day of picking, 28 June 2026." in words


def test_the_way_is_told_as_far_as_it_is_recorded(phone: Client, scene: Blend, cast: Cast) -> None:
    page = scene.page(scene.serial())
    assert "As far as is recorded, it has not left yet." in read(phone, page, LAST + timedelta(10))
    scene.arrived  # noqa: B018 (made when first looked at)
    for day, said in ((10, "It arrived today."), (11, "It arrived 1 day ago."), (13, "It arrived 3 days ago.")):
        assert said in read(phone, page, date(2026, 8, day))


def test_an_orange_is_advised_as_an_orange(phone: Client, cast: Cast) -> None:
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False)
    words = read(phone, f"/trace/{scene.lot.product.gtin}/{scene.lot.code}/", date(2026, 12, 24))
    assert "Picked 42 days ago: good while the peel is firm and has no mould." in words
    assert "Counted from the day of picking, 12 November 2026." in words


def test_of_recalled_fruit_nobody_is_told_when_to_eat_it(phone: Client, arrived: Blend, cast: Cast) -> None:
    from traceability.lots.holding.acts.recall import recall

    recall(lots=[arrived.lot], reason="Glass", by=cast.youan.person, at=arrived.after(40), started_from="")
    words = read(phone, arrived.page(arrived.serial()), date(2026, 8, 12))
    assert "When to eat it" not in words
    assert "days ago" not in words


def test_the_day_is_counted_anew_each_day_from_a_remembered_page(phone: Client, arrived: Blend) -> None:
    page = arrived.page(arrived.serial())
    for day in (12, 12, 13, 14):
        assert f"Picked {day + 33} days ago:" in read(phone, page, date(2026, 8, day))


def test_fruit_of_the_future_is_of_today(arrived: Blend) -> None:
    """Picked this morning in China, where it is tomorrow already."""
    story = tell(*arrived.key)
    told = advice_today(story.species, story.origin, story.voyage, LAST - timedelta(1))
    assert told
    assert (told.days, told.lead) == (0, "Picked today:")


@pytest.mark.parametrize("species", ["mango", "orange", "mandarin"])
def test_every_day_has_one_row_in_every_language_with_its_source(species: str) -> None:
    rows = [row for row in ROWS if row["species"] == species]
    assert rows[0]["from_day"] == "0"
    for before, after in pairwise(rows):
        assert int(after["from_day"]) == int(before["to_day"]) + 1
    assert rows[-1]["to_day"] == ""
    for row in rows:
        assert row["source"]
        assert all(row[language.partition("-")[0]].endswith((".", "。")) for language in LANGUAGES)


def test_a_variety_that_ripens_otherwise_has_words_of_its_own(db: None, reference: None) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            general = advice_for("mango", ["tainong-1"])
            keitt = advice_for("mango", ["keitt"])
            assert [a.text == b.text for a, b in zip(general, keitt, strict=True)] == [True, False, True]
            assert advice_for("mango", ["keitt", "tainong-1"]) == general
    with (Path(traceability.provenance.__file__).parent / "data" / "advice.csv").open(encoding="utf-8") as file:
        named = {row["variety"] for row in csv.DictReader(file)} - {""}
    assert named <= set(Variety.objects.values_list("code", flat=True))
