"""Every page that a scan can lead to, drawn in every language: what it never says, and what it always does."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.cast import Cast
from tests.promises import IMITATED, PROMISED
from tests.provenance.faces import FACES
from tests.provenance.scene import Blend
from traceability.lots.holding.acts.recall import recall

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PICTURES = os.environ.get("FACES_TO", "")
"""Where the pages are laid down for `tests/browser/pictures.py`; nowhere in a usual run."""
LIKE_IT = re.compile(r"\bkind of\b|\btype of\b|\bgenre\b|\btipo\b|blockchain", re.IGNORECASE)
"""Further words of imitation on a page, and a word that says nothing of fruit."""
LETTERS = re.compile(r"\b(?:PGI|PDO|IGP|g\.?g\.?A\.?|BGA)\b", re.IGNORECASE)
"""Those of the EU's sign."""
AGREED = "carton-growers"
"""The one face with pictures on it that are not drawings: of growers who agreed. So none is the EU's sign."""
PROVED = {
    "carton": ["On your carton", "Where it grew", "The way here", "The name", "Residues", "When to eat it"],
    "carton-at-sea": ["On your carton", "Where it grew", "The way here", "The name", "Residues", "When to eat it"],
    "carton-recalled": ["On your carton", "Where it grew", "The way here", "The name", "Residues"],
    "carton-over-limit": ["Residues"],
    "orange": ["On your carton", "Where it grew", "The way here", "When to eat it"],
    "lot-loose": ["Where it grew", "The way here", "The name", "Residues", "When to eat it"],
}
EVENT = re.compile(r'href="/events/[0-9a-f]{64}/"')


def words_of(page: str) -> str:
    """What is read, seen or heard: texts, and what drawings and fields are called."""
    page = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    called = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]+>", " ", page), *called])


@pytest.mark.parametrize("name", FACES)
def test_every_face_is_drawn_in_every_language(cast: Cast, name: str) -> None:
    face = FACES[name](cast)
    for language in LANGUAGES:
        answer = face.read(language)
        assert answer.status_code == face.status, language
        page = answer.content.decode()
        tag = re.search(r'<html lang="([\w-]+)"', page)
        assert tag
        assert tag[1].casefold() == language
        said = words_of(page)
        for never in (PROMISED, IMITATED, LIKE_IT):
            assert not never.search(said), (language, never.search(said))
        assert not LETTERS.search(page), (language, LETTERS.search(page))
        assert ("<img" in page) is (name == AGREED), language
        assert not re.search(r"%\(|\{\{|\{%|\bNone\b|&lt;", page), language
        for green in re.findall(r'class="state ok[^>]*>(.*?)</p>', page, flags=re.DOTALL):
            assert _is_earned(re.sub(r"<[^>]+>", "", green).strip(), language), (language, green)
        assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(re.findall(r'\bid="([\w-]+)"', page)), language
        if language != "zh-hans":
            bare = re.sub(r'<(\w+)[^>]*\slang="zh-Hans"[^>]*>.*?</\1>', "", page.partition("<body")[2], flags=re.DOTALL)
            bare = re.sub(r' alt="[^"]*"', "", bare)  # a person's name, which its caption marks (WCAG 2.2, 3.1.2)
            assert not re.findall("[\u4e00-\u9fff]+", bare), "Chinese that is not marked as such"
        if PICTURES:
            (Path(PICTURES) / f"{name}.{language}.html").write_text(_with_its_pictures(page), encoding="utf-8")


def _with_its_pictures(page: str) -> str:
    """The page with its pictures in it, for a browser without a network."""

    def held(image: re.Match[str]) -> str:
        answer: Any = Client().get(image[1])
        content = b64encode(b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        return f'src="data:{answer["Content-Type"]};base64,{content}"'

    return re.sub(r'src="(/[^"]+)" srcset="[^"]*"', held, page.replace('loading="lazy"', ""))


def _is_earned(green: str, language: str) -> bool:
    """Whether a green sentence is one of those that were checked, whatever their language."""
    with translation.override(language):
        certificate = gettext("Certificate %(number)s, in force") % {"number": "BM-2026-0417"}
        stands = gettext("In force until %(day)s.").partition("%(day)s")[0]
        whole = [
            gettext("Within every EU limit on the day of arrival."),
            gettext("Within every EU limit on the day it is expected to arrive."),
        ]
        issued = gettext("This code was issued for this lot.")
    return green in [certificate, *whole] or green.startswith((issued, stands))


@pytest.mark.parametrize("name", PROVED)
def test_each_line_of_the_page_can_be_opened_to_the_event_behind_it(cast: Cast, name: str) -> None:
    page = FACES[name](cast).read("en").content.decode()
    parts = {
        heading[1]: part
        for part in re.findall(r'<section class="part split">.*?</section>', page, flags=re.DOTALL)
        if (heading := re.search(r"<h2>(.*?)</h2>", part))
    }
    for title in PROVED[name]:
        assert EVENT.search(parts[title]), title
    lines = re.findall(r"<li(?: class=\"[\w-]+\")?><details>.*?</details></li>", parts["The way here"], flags=re.DOTALL)
    assert len(lines) == len(re.findall(r"<time>", parts["The way here"]))
    assert all(EVENT.search(line) or "/events/" in line for line in lines)


def test_a_recall_leads_to_its_event(cast: Cast) -> None:
    notice = FACES["carton-recalled"](cast).read("en").content.decode().partition("</section>")[0]
    assert EVENT.search(notice)


def test_what_is_recalled_is_drawn_in_outline_and_nothing_of_it_stands_in_green_above_the_fold(cast: Cast) -> None:
    page = FACES["carton-recalled"](cast).read("en").content.decode()
    hero = page.partition('<div class="hero off">')[2].partition("<section")[0]
    assert hero
    assert "state ok" not in hero
    assert "This code was issued for this lot." in hero


@pytest.mark.parametrize("name", ["carton-doubted", "carton-copied", "carton-waiting"])
def test_nothing_is_green_above_the_fold_where_something_speaks_against_the_code(cast: Cast, name: str) -> None:
    hero = _hero(FACES[name](cast).read("en").content.decode())
    assert "state ok" not in hero
    assert hero.count('class="state') == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [("carton-doubted", "This code was seen in many places."), ("carton-copied", "This code was copied.")],
)
def test_a_code_that_was_seen_too_often_says_so_at_the_top_and_leads_to_what_to_compare(
    cast: Cast, name: str, said: str
) -> None:
    page = FACES[name](cast).read("en").content.decode()
    top = words_of(_hero(page))
    assert said in top
    assert "Whether yours is that one, the code alone can’t tell." in top
    assert 'href="#compare"' in _hero(page)
    assert said in page.partition('id="compare"')[2].partition("</p>")[0]


def _hero(page: str) -> str:
    return page.partition('<div class="hero')[2].partition("<section")[0]


OWN_WORDS = "Their own words, in the language they wrote them in."


@pytest.mark.parametrize("name", ["carton-recalled", "carton-copied", "lot-misprinted", "answered"])
def test_what_an_owner_wrote_is_marked_as_words_of_a_language_that_nobody_recorded(cast: Cast, name: str) -> None:
    page = FACES[name](cast).read("en").content.decode()
    assert 'lang=""' in page
    assert page.count(OWN_WORDS) == 1


def test_what_an_owner_wrote_in_chinese_is_marked_so_and_needs_no_note_for_readers_of_chinese(cast: Cast) -> None:
    scene = Blend(cast)
    recall(lots=[scene.lot], reason="一箱里有碎玻璃", by=cast.youan.person, at=scene.after(8), started_from="")
    pages = {
        language: Client().get(f"{scene.page()}?lang={language}").content.decode() for language in ("en", "zh-hans")
    }
    for page in pages.values():
        assert '<span lang="zh-Hans">一箱里有碎玻璃</span>' in page
    assert OWN_WORDS in pages["en"]
    with translation.override("zh-hans"):
        assert gettext(OWN_WORDS) not in pages["zh-hans"]


def test_portraits_stand_in_one_row_and_orchards_in_the_next(cast: Cast) -> None:
    page = FACES["carton-growers"](cast).read("en").content.decode()
    portraits, orchards = page.split('<div class="seen">')[1:]
    assert (portraits.count("<img"), portraits.count('class="face"')) == (2, 2)
    assert (orchards.count("<img"), orchards.count('class="face"')) == (2, 0)


def test_a_void_label_leads_to_the_event_that_made_it_void(cast: Cast) -> None:
    page = FACES["carton-void"](cast).read("en").content.decode()
    assert EVENT.search(page.partition("What it can mean")[0])


def test_of_fruit_that_nobody_has_described_nothing_is_made_up(cast: Cast) -> None:
    page = " ".join(words_of(FACES["lot-of-nowhere"](cast).read("en").content.decode()).split())
    assert "What fruit it is is not recorded" in page
    assert "from Tianyang" not in page
    assert "no protected name" not in page
    assert "Where this fruit grew is not recorded." in page
