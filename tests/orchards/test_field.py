"""The phone app's shell: one page for everybody, light, and whole, so that it opens without a network."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from posixpath import normpath

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from orchards import shell
from orchards.field_words import field_words

STATIC = Path(__file__).parents[2] / "orchards" / "static" / "orchards" / "field"
SCREENS = Path(__file__).parents[2] / "orchards" / "templates" / "orchards" / "field" / "screens"
MOST_BYTES = 80_000
"""First visit, all of it, compressed."""


def sources() -> dict[str, str]:
    """The app's modules by their names."""
    return {path.name: path.read_text() for path in sorted(STATIC.rglob("*.js"))}


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "记采收"), ("en", "Log a harvest")])
def test_the_shell_speaks_a_growers_languages_and_knows_nobody(client: Client, language: str, said: str) -> None:
    answer = client.get(f"/field/?lang={language}")
    assert said in answer.content.decode()
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


def test_a_phone_that_has_the_shell_is_told_that_nothing_has_changed(client: Client) -> None:
    first = client.get("/field/?lang=en")
    again = client.get("/field/?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/field/?lang=zh-hans", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_without_a_wish_the_shell_speaks_chinese(client: Client) -> None:
    assert client.get("/field/").headers["Content-Language"] == "zh-hans"


def test_nothing_in_the_shell_is_inline_but_its_words(client: Client) -> None:
    page = client.get("/field/?lang=en").content.decode()
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]* src=)([^>]*)>", page) == [' id="words" type="application/json"']


def test_the_first_visit_costs_little(client: Client) -> None:
    page = client.get("/field/?lang=zh-hans").content
    names = [address.removeprefix("/static/") for address in shell.files()]
    files = [Path(str(finders.find(name))).read_bytes() for name in names]
    assert sum(len(gzip.compress(content, 6)) for content in [page, *files]) < MOST_BYTES


def test_the_shell_lists_each_module_that_another_one_needs(client: Client) -> None:
    needed = set()
    for name, text in sources().items():
        folder = "orchards/field/screens" if (STATIC / "screens" / name).exists() else "orchards/field"
        paths = re.findall(r'(?:from |import\()"(\.[^"]+)"', text)
        needed |= {f"/static/{normpath(f'{folder}/{path}')}" for path in paths}
    assert needed == {path for path in shell.files() if path.endswith(".js") and not path.endswith("/app.js")}


def test_what_the_first_screen_needs_is_fetched_at_once(client: Client) -> None:
    needed, waiting = set(), [STATIC / "app.js"]
    while waiting:
        module = waiting.pop()
        for path in re.findall(r'from "(\.[^"]+)"', module.read_text()):
            if (found := (module.parent / path).resolve()) not in needed:
                needed.add(found)
                waiting.append(found)
    listed = {Path(str(finders.find(address.removeprefix("/static/")))).resolve() for address in shell.first_modules()}
    assert needed == listed


def test_every_sentence_that_a_module_asks_for_is_there_and_none_is_idle() -> None:
    code = "\n".join(sources().values())
    keys = set(field_words())
    named = {key for key in keys if f'"{key}"' in code}
    built = {key for key in keys if re.search(rf"`{re.escape(key.rpartition('.')[0])}\.\$\{{", code)} | {
        key for key in keys if re.search(rf"`{re.escape(key.rpartition('_')[0])}_\$\{{", code)
    }
    assert keys - named - built == set()
    assert set(re.findall(r'\bt\("([^"]+)"', code)) - keys == set()


def test_every_screen_that_a_module_draws_is_there() -> None:
    drawn = set(re.findall(r'\bdraw\("(\w+)"', "\n".join(sources().values())))
    there = set(re.findall(r'<template id="t-(\w+)">', "\n".join(path.read_text() for path in SCREENS.glob("*.html"))))
    assert drawn == there


def test_the_words_are_complete_in_chinese() -> None:
    with translation.override("en"):
        english = field_words()
    with translation.override("zh-hans"):
        chinese = field_words()
    same = {key for key in english if english[key] == chinese[key]}
    assert same == set()


def test_the_service_worker_keeps_the_shell_whole_and_never_the_programming_interface(client: Client) -> None:
    answer = client.get("/field/sw.js")
    code = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    kept = json.loads(re.search(r"KEPT = (\[.*?\]);", code)[1])  # type: ignore[index]
    assert all(address.startswith("/static/") for address in kept)
    for address in kept:
        assert finders.find(address.removeprefix("/static/")), address
    assert "/api/" not in code.replace("/api/ is never touched", "")
    assert f"field-{shell.version()}" in code


def test_the_manifest_lets_the_phone_install_it(client: Client) -> None:
    told = json.loads(client.get("/field/manifest.webmanifest?lang=en").content)
    assert (told["start_url"], told["scope"], told["display"]) == ("/field/?lang=en", "/field/", "standalone")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}


def test_a_card_of_the_first_season_still_leads_to_the_app(client: Client) -> None:
    assert client.get("/field/card/")["Location"] == "/field/"
