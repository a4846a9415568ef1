"""Places, fruit and countries are called what the reader calls them; names of firms, ships and varieties are kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

import traceability.provenance
from tests.cast import Cast
from tests.provenance.scene import Blend
from traceability.lots.models import Variety
from traceability.parties.models import Village
from traceability.provenance.names import HouseName, Name, port_name, variety_name
from traceability.provenance.story import tell
from traceability.provenance.telling import Telling
from traceability.provenance.words import Address, country

LANGUAGES = [code for code, _name in settings.LANGUAGES]
DATA = Path(traceability.provenance.__file__).parent / "data"


def spoken(name: object) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(name)
    return said


def test_a_port_is_called_as_its_readers_call_the_town() -> None:
    assert spoken(port_name("BE", Name("Antwerp", "Antwerp"))) == {
        "en": "Antwerp",
        "zh-hans": "安特卫普",
        "de": "Antwerpen",
        "fr": "Anvers",
        "nl": "Antwerpen",
        "es": "Amberes",
        "it": "Anversa",
    }
    assert str(port_name("DE", Name("", "Antwerp"))) == "Antwerp"


def test_a_chinese_name_that_its_owner_gave_to_a_port_is_kept() -> None:
    assert spoken(port_name("NL", Name("鹿特丹港", "Rotterdam")))["zh-hans"] == "鹿特丹港"


def test_a_port_that_no_row_knows_has_the_name_that_it_was_registered_by() -> None:
    assert set(spoken(port_name("CN", Name("", "Qinzhou"))).values()) == {"Qinzhou"}


def test_a_packing_house_is_told_with_the_reader_s_own_word() -> None:
    said = spoken(HouseName("田州包装厂", "Packing house Tianzhou"))
    assert (said["en"], said["zh-hans"]) == ("Packing house Tianzhou", "田州包装厂")
    assert said["de"] == "Packbetrieb Tianzhou"
    assert all("Packing" not in said[language] for language in LANGUAGES if language != "en")
    assert set(spoken(HouseName("", "Right Bank Sheds")).values()) == {"Right Bank Sheds"}


def test_an_address_ends_with_the_country_in_the_reader_s_language() -> None:
    said = spoken(Address("广西百色市田阳区田州镇", "Tianzhou, Tianyang, Guangxi, China", "CN"))
    assert (said["en"], said["it"]) == ("Tianzhou, Tianyang, Guangxi, China", "Tianzhou, Tianyang, Guangxi, Cina")
    for language, address in said.items():
        with translation.override(language):
            assert address.endswith(country("CN")) or language == "zh-hans"
    assert spoken(Address("", "Indochina", "CN"))["fr"] == "Indochina"


def test_a_variety_is_named_as_it_is_printed_without_an_english_word_for_the_fruit(reference: None) -> None:
    named = {row.code: variety_name(row) for row in Variety.objects.all()}
    assert set(spoken(named["tainong-1"]).values()) == {"Tainong No. 1", "台农1号"}
    navel = spoken(named["newhall-navel"])
    assert (navel["en"], navel["fr"], navel["zh-hans"]) == ("Newhall navel orange", "Newhall navel", "纽荷尔脐橙")
    for name in named.values():
        assert not [said for tag, said in spoken(name).items() if tag != "en" and said.endswith(("orange", "mandarin"))]


def test_every_village_has_a_name_in_latin_letters(reference: None) -> None:
    with (DATA / "village_names.csv").open(encoding="utf-8") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(Village.objects.values_list("code", flat=True))
    assert all(row["latin"].isascii() or "’" in row["latin"] or "ü" in row["latin"] for row in rows.values())
    assert all(row["source"] for row in rows.values())


@pytest.mark.parametrize(("language", "village"), [("fr", "Dongyin <span lang="), ("zh-hans", "洞印村")])
def test_a_village_is_told_in_pinyin_with_the_chinese_beside_it(
    client: object, arrived: Blend, cast: Cast, language: str, village: str
) -> None:
    page = client.get(f"{arrived.page()}?lang={language}").content.decode()  # type: ignore[attr-defined]
    assert village in page
    assert "洞印村" in page


def test_the_product_is_fruit_and_variety_in_the_order_of_the_language(scene: Blend) -> None:
    story = tell(*scene.key)
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = Telling(story, today=scene.day, events_url="").product
    assert (said["zh-hans"], said["fr"], said["de"]) == ("台农1号芒果", "Mangue Tainong No. 1", "Mango Tainong No. 1")
