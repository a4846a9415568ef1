"""The page that a buyer reads: what it says, in which language, how heavy it is, and what it never shows."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.cast import Cast
from tests.exports.scene import Scene
from tests.provenance.scans import scans_counted
from tests.provenance.scene import Blend
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import void_span
from traceability.labels.queries import serial_of_carton, verify
from traceability.parties.models import Place, User
from traceability.provenance.advice import advice_for

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(datetime(2026, 8, 12, 12, 32, tzinfo=UTC), tick=False):
        yield


def text_of(answer: Any) -> str:
    """What a reader reads: no markup, single spaces."""
    page = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", page.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " "))


def test_the_page_opens_with_its_answer(phone: Client, arrived: Blend) -> None:
    answer = phone.get(arrived.page(arrived.serial()))
    assert answer.status_code == 200
    words = text_of(answer)
    assert "Grown in Napo and Pohong, Tianyang. Picked 27–28 June 2026." in words
    assert "This code was issued for this lot. It is not recalled." in words
    for said in (
        "37.2 kg came from Napo and 22.8 kg from Pohong",
        f"L {arrived.lot.code}",
        "Certificate BM-2026-0417, in force",
        "Within every EU limit on the day of arrival.",
        "One substance could be measured, below a tenth of its limit.",
        "29 days at sea",
        "Left Qinzhou",
        "Arrived in Rotterdam",
        "Picked by 2 growers",
        "12 cartons of 5 kg",
        "How warm it was at sea. No logger file has reached us.",
        "Codes can be copied.",
    ):
        assert said in words, said


def test_every_line_of_the_way_leads_to_its_event(phone: Client, arrived: Blend) -> None:
    page = phone.get(arrived.page(arrived.serial())).content.decode()
    events = set(re.findall(r'href="(/events/[0-9a-f]{64}/)"', page))
    assert len(events) >= 8
    for event in events:
        assert phone.get(event).status_code == 200
    everything = phone.get(f"{arrived.page()}events/").content.decode()
    assert events <= set(re.findall(r'href="(/events/[0-9a-f]{64}/)"', everything))


def test_an_orange_says_that_it_has_no_name(phone: Client, cast: Cast) -> None:
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False)
    with time_machine.travel(datetime(2026, 12, 24, tzinfo=UTC)):
        answer = phone.get(f"/trace/{scene.lot.product.gtin}/{scene.lot.code}/")
    assert "Oranges from Tianyang have no protected name." in text_of(answer)
    assert "百色芒果" not in answer.content.decode()
    assert "An orange doesn’t ripen after picking." in text_of(answer)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "Newhall navel orange"),
        ("zh-hans", "纽荷尔脐橙"),
        ("de", "Orange Newhall navel"),
        ("fr", "Orange Newhall navel"),
        ("nl", "Sinaasappel Newhall navel"),
        ("es", "Naranja Newhall navel"),
        ("it", "Arancia Newhall navel"),
    ],
)
def test_a_product_names_its_fruit_once_in_the_reader_s_words(
    phone: Client, cast: Cast, language: str, named: str
) -> None:
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False)
    with time_machine.travel(datetime(2026, 12, 24, tzinfo=UTC)):
        answer = phone.get(f"/trace/{scene.lot.product.gtin}/{scene.lot.code}/?lang={language}")
    product = re.search(r"<dl.*?<dd>(.*?)</dd>", answer.content.decode(), flags=re.DOTALL)
    assert product
    assert re.split("[,，、]", product[1])[0].split("<")[0].endswith(named)


def test_a_lot_without_certificate_says_that_it_goes_without_the_name(phone: Client, cast: Cast) -> None:
    scene = Blend(cast, with_name=False)
    answer = phone.get(scene.page(scene.serial()))
    assert "This fruit is sold without the name Baise Mango." in text_of(answer)
    assert 'class="say"' not in answer.content.decode()


def test_a_recall_stands_above_everything(phone: Client, scene: Blend, cast: Cast) -> None:
    recalled = object_event(
        action="OBSERVE",
        at=scene.after(30),
        biz_step="other",
        disposition="recalled",
        quantities=[Quantity(scene.lot.uri, grams=60_000)],
    )
    page = scene.page(scene.serial())
    record(event=recalled, act="recall", recorded_by=cast.youan.organisation, by=None)
    words = text_of(phone.get(page))
    assert f"Lot {scene.lot.code} is recalled. Please don’t eat this fruit." in words
    assert words.index("is recalled") < words.index("Grown in")
    assert "It is not recalled." not in words


def test_a_lot_that_has_not_left_says_so(phone: Client, scene: Blend) -> None:
    words = text_of(phone.get(scene.page(scene.serial())))
    assert "No shipment of it is recorded." in words
    assert "Measured, and not judged: where it will be eaten is not recorded yet." in words


def test_a_lot_without_a_serial_asks_for_it(phone: Client, scene: Blend) -> None:
    scene.run  # noqa: B018
    answer = phone.get(scene.page())
    assert "This is the lot. Your carton has a code of its own." in text_of(answer)
    assert "This code was issued" not in text_of(answer)


def test_an_unknown_serial_is_not_found_and_helps(phone: Client, scene: Blend) -> None:
    scene.run  # noqa: B018
    answer = phone.get(scene.page("7K4M2QXP9DHV"))
    assert answer.status_code == 404
    words = text_of(answer)
    assert "We never issued this code." in words
    assert "No carton of this lot carries the serial 7K4M 2QXP 9DHV ." in words
    assert f"The lot in the code, {scene.lot.code} , exists." in words


def test_a_serial_of_another_lot_is_unknown(phone: Client, scene: Blend) -> None:
    bulk = scene.bulk
    answer = phone.get(f"/trace/{bulk.product.gtin}/{bulk.code}/{scene.serial()}/")
    assert answer.status_code == 404


def test_a_void_label_says_so_and_nothing_of_the_fruit_in_hand(phone: Client, scene: Blend, wei: User) -> None:
    void_span(run=scene.run, first=3, last=3, reason="Torn", by=wei, at=scene.after(7))
    answer = phone.get(scene.page(scene.serial(3)))
    assert answer.status_code == 200
    assert "This label is void." in text_of(answer)
    assert "This code was issued for this lot." not in text_of(answer)
    assert phone.get(scene.page(scene.serial(4))).status_code == 200


@pytest.mark.parametrize(
    ("accept", "asked", "language"),
    [
        ("zh-CN,zh;q=0.9", "", "zh-Hans"),
        ("de-DE,de;q=0.8", "", "de"),
        ("fr-BE,nl;q=0.8", "", "fr"),
        ("nl", "", "nl"),
        ("es-ES", "", "es"),
        ("it-CH,de;q=0.5", "", "it"),
        ("ja", "", "en"),
        ("de;q=0,nl;q=0.3", "", "nl"),
        ("zh-CN", "?lang=de", "de"),
        ("de", "?lang=fr", "fr"),
    ],
)
def test_the_page_speaks_the_reader_s_language(
    phone: Client, arrived: Blend, accept: str, asked: str, language: str
) -> None:
    answer = phone.get(f"{arrived.page(arrived.serial())}{asked}", headers={"Accept-Language": accept})
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    picked = {
        "en": "27–28 June 2026",
        "zh-Hans": "2026年6月27—28日",
        "de": "27.–28. Juni 2026",
        "fr": "27–28 juin 2026",
        "nl": "27–28 juni 2026",
        "es": "27–28 de junio de 2026",
        "it": "27–28 giugno 2026",
    }
    assert picked[language] in page
    offered = re.findall(r'href="\?lang=([\w-]+)" lang="([\w-]+)" hreflang="([\w-]+)"', page)
    assert [tag for _code, tag, _same in offered] == list(picked)
    assert all(tag == same and tag.casefold() == code for code, tag, same in offered)
    assert ("37,2" in page) == (language not in {"en", "zh-Hans"})


@pytest.mark.parametrize("species", ["mango", "orange", "mandarin"])
def test_advice_stands_in_every_language(species: str) -> None:
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = [(advice.when, advice.text) for advice in advice_for(species)]
    assert all(when and text for rows in told.values() for when, text in rows)
    assert len({tuple(rows) for rows in told.values()}) == len(LANGUAGES)


def test_nobody_is_followed(phone: Client, arrived: Blend) -> None:
    for path in (
        arrived.page(arrived.serial()),
        arrived.page(),
        arrived.page("7K4M2QXP9DHV"),
        f"{arrived.page()}events/",
    ):
        answer = phone.get(path)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "<script" not in answer.content.decode()
        assert not re.search(r'(src|href)="(https?:)?//', answer.content.decode())
        assert not re.search(r'\sstyle="|<style', answer.content.decode())
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


def test_no_grower_can_be_found_in_what_a_buyer_sees(phone: Client, arrived: Blend) -> None:
    """Nobody's name, number or field: not on the page, not in its events, not for programs."""
    serial = arrived.serial()
    gtin, lot = arrived.key
    paths = [arrived.page(serial), arrived.page(), f"{arrived.page()}events/", f"/api/v1/trace/{gtin}/{lot}/{serial}/"]
    page = phone.get(arrived.page(serial)).content.decode()
    paths += re.findall(r'href="(/events/[0-9a-f]{64}/)"', page)
    plots = list(Place.objects.filter(kind=Place.Kind.PLOT))
    secrets = {str(value) for user in User.objects.all() for value in (user.name, user.phone) if value}
    secrets |= {f"{value:.4f}"[:7] for plot in plots for value in (plot.latitude, plot.longitude)}
    assert len(secrets) > 10
    for path in paths:
        shown = phone.get(path).content.decode()
        assert not [secret for secret in secrets if secret in shown], path
    assert not any(grower in page for grower in ("G7LAN", "G7GUO"))
    for plot in plots:
        assert plot.name not in phone.get(f"/trace/place/{plot.gln}/{plot.extension}/").content.decode()


def test_links_to_other_languages_keep_the_query_of_the_address(phone: Client, scene: Blend) -> None:
    """From memory too, and nothing that one address said stands on the page of another."""
    page = scene.page(scene.serial())
    for query in ("17=261231&x=a%26b", "x=%22%3E", ""):
        html = phone.get(f"{page}?{query}&lang=fr", headers={"Accept-Encoding": "gzip"})
        text = (
            gzip.decompress(html.content).decode() if html.get("Content-Encoding") == "gzip" else html.content.decode()
        )
        kept = f"{query}&amp;".replace("&x", "&amp;x") if query else ""
        assert text.count(f'href="?{kept}lang=') == len(LANGUAGES)


def test_a_page_is_asked_for_again_before_it_is_shown_again(phone: Client, scene: Blend) -> None:
    assert phone.get(scene.page())["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("typed", ["{serial}", "{spaced}", "{lower}"])
def test_a_typed_serial_finds_its_carton(phone: Client, scene: Blend, typed: str) -> None:
    serial = scene.serial()
    spaced = f"{serial[:4]} {serial[4:8]} {serial[8:]}"
    gtin, lot = scene.key
    code = typed.format(serial=serial, spaced=spaced, lower=serial.lower())
    answer = phone.get("/trace/", {"gtin": gtin, "lot": lot, "code": code, "lang": "de"})
    assert (answer.status_code, answer["Location"]) == (302, f"{scene.page(serial)}?lang=de")


def test_a_typed_serial_alone_finds_its_carton(phone: Client, scene: Blend) -> None:
    assert phone.get("/trace/", {"code": scene.serial()})["Location"] == scene.page(scene.serial())
    assert phone.get("/trace/", {"code": "7K4M2QXP9DHV"}).status_code == 404


def test_a_typed_lot_code_finds_its_lot(phone: Client, scene: Blend) -> None:
    assert phone.get("/trace/", {"code": f" l {scene.lot.code.lower()}"})["Location"] == scene.page()
    assert phone.get("/trace/", {"code": "TY000000A"}).status_code == 404
    nothing_typed = phone.get("/trace/")
    assert (nothing_typed.status_code, "“”" in nothing_typed.content.decode()) == (404, False)


def test_a_scan_of_a_person_is_counted_once(phone: Client, scene: Blend) -> None:
    for _ in range(3):
        phone.get(scene.link(scene.serial()), follow=True)
    (counted,) = scans_counted()
    assert counted.identifier == f"https://id.gs1.org{scene.link(scene.serial())}"
    assert (counted.scans, counted.networks, counted.hour.date().isoformat()) == (3, 1, "2026-08-12")


def test_a_label_scanned_before_it_is_on_a_carton_is_a_finding_of_its_cooperative(
    phone: Client, scene: Blend, wei: User, huang: User
) -> None:
    """Lost from the roll, or sold beside it: the buyer is told what is known, the cooperative that somebody looked."""
    run = scene.run
    spare = serial_of_carton(run, run.count)
    assert verify(*scene.key, spare).state == "waiting"
    said = f"A label of run {run.pk} was scanned before anybody put it on a carton"
    for _ in range(2):
        assert "Nobody has recorded yet that this label is on a carton." in text_of(phone.get(scene.page(spare)))
    scans_counted()
    boards = {}
    for person in (wei, huang):
        phone.force_login(person)
        boards[person] = phone.get("/desk/?lang=en").content.decode()
    assert said in boards[wei]
    assert f"/desk/labels/{run.pk}/" in boards[wei]
    assert said not in boards[huang]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "WhatsApp/2.23"},
        {"User-Agent": "Googlebot/2.1"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"X-Moz": "prefetch"},
    ],
)
def test_programs_and_guesses_are_no_scans(phone: Client, scene: Blend, headers: dict[str, str]) -> None:
    assert phone.get(scene.page(scene.serial()), headers=headers).status_code == 200
    phone.head(scene.page(scene.serial()))
    phone.get(f"{scene.page(scene.serial())}?lang=de")
    phone.get(scene.page("7K4M2QXP9DHV"))
    assert not scans_counted()
