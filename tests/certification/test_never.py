"""What no rule may do, whatever a row, a form or a program says.

The name is never given to fruit from outside the area or from before the day; no text imitates it; the EU's symbol
never stands anywhere by itself; the four systems that know the name are never mixed. That an orange never carries it is
told at its four levels in tests/journeys/test_orange.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast, at
from tests.certification.way import GOOD, Way
from tests.stories import certified, packed
from traceability.certification.models import Certificate, GIScheme
from traceability.certification.queries import certificate_for, certificate_for_labels
from traceability.certification.refusals import NameNotEarned
from traceability.labels.acts.start_run import start_run
from traceability.labels.acts.void_span import void_span
from traceability.labels.layouts import LAYOUTS
from traceability.labels.models import LabelRun
from traceability.labels.particulars import particulars_of
from traceability.labels.refusals import NoCertificate
from traceability.labels.svg import picture_of
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.holding.acts.recall import recall
from traceability.lots.models import Lot
from traceability.lots.refusals import ClassIsWrong
from traceability.parties.acts.register import register_organisation, register_place
from traceability.parties.imitation import imitates
from traceability.parties.models import User
from traceability.parties.refusals import TextImitatesTheName

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = ("CN-MOA-AGI01634", "CN-GIP-baise-mango", "CN-TM-baise-mango", "EU-CN-GI-BaiseMangGuo")


def cartons_of(way: Way, lot: Lot) -> Lot:
    """Ten cartons of five kilograms."""
    wei, variety = way.cast.youan.person, lot.product.variety
    item = register_product(owner=lot.owner, variety=variety, unit_weight_g=5_000, by=wei)
    return pack(lot=lot, product=item, cartons=10, by=wei, at=at("2026-07-04"))


def print_the_name(way: Way, cartons: Lot) -> LabelRun:
    return start_run(
        lot=cartons,
        count=1,
        layout="carton-100-gi",
        with_name=True,
        by=way.cast.youan.person,
        at=at("2026-07-05"),
    )


# Fruit from outside the area, and fruit from before the day ----------------------------------------------------------


@pytest.fixture(params=["outside", "early"])
def foreign(request: pytest.FixtureRequest, way: Way) -> Lot:
    """Passed by the inspector, packed by an authorised user, and still not what the name stands for."""
    way.authorise()
    lot = way.lot(number="9", inside=False) if request.param == "outside" else way.lot("2026-06-14", number="12")
    way.inspect(lot)
    return lot


def test_nobody_certifies_it(way: Way, foreign: Lot) -> None:
    """gi_schemes.json, gates origin and harvest day; 百色市芒果产业发展条例."""
    with pytest.raises(NameNotEarned, match="marketable, without the name"):
        way.certify(foreign)
    assert not Certificate.objects.exists()


def test_no_program_certifies_it(way: Way, foreign: Lot, client: Client, meng: User) -> None:
    client.force_login(meng)
    body = {
        "lot": f"{foreign.product.gtin}/{foreign.code}",
        "scheme": way.scheme.code,
        "certified_g": 1_000,
        "number": "BM-2026-9",
        "valid_to": "2026-12-31",
        "packer": way.cast.youan.organisation.gln,
        "at": "2026-07-03T09:00:00+08:00",
    }
    answer = client.post("/api/v1/certificates/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "name-not-earned")
    assert not Certificate.objects.exists()


def test_nobody_prints_the_name_for_it(way: Way, foreign: Lot) -> None:
    cartons = cartons_of(way, foreign)
    with pytest.raises(NoCertificate):
        print_the_name(way, cartons)
    assert not LabelRun.objects.exists()


def test_it_does_not_hide_in_a_blend(way: Way, foreign: Lot) -> None:
    mixed = way.blend(foreign, way.lot("2026-06-27", number="4"))
    way.inspect(mixed)
    with pytest.raises(NameNotEarned):
        way.certify(mixed)


# Texts that imitate the name -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Baise style", "BAISE-STYLE", "Baise_style", "Bai Se type mangoes", "Baise Mango imitation", "Baise-like",
        "baise mang guo kind", "Baise flavoured", "style of Baise", "mangoes in the style of the Baise",
        "imitation Baise",        "façon Baise", "Ｂａｉｓｅ－ｓｔｙｌｅ", "Bǎisè style", "Bai\u200bse style",
        "百色风味", "百色風味", "百色 风 味", "百色芒果风味", "百色·口味", "百色芒果味",
        "百色式芒果", "百色芒果型", "百色芒果同款",
        "仿百色芒果", "类似百色芒果", "广西百色风味街 1 号",
    ],
)  # fmt: skip
def test_these_imitate_the_name_however_they_are_spelt(text: str) -> None:
    """EU-China Agreement on GIs, Article 4.1(b): translation, kind, type, style, imitation or the like."""
    assert imitates(text)


@pytest.mark.parametrize(
    "text",
    [
        "百色芒果", "Baise Mango", "Baise Mango Cooperative", "广西百色市田阳区田州镇兴华路18号", "百色市类风湿医院",
        "18 Xinghua Road, Tianzhou, Tianyang, Baise, Guangxi 533600, China", "Lifestyle, Baise",
        "Typical fruit of Baise",
    ],
)  # fmt: skip
def test_these_only_name_it_or_its_town(text: str) -> None:
    assert not imitates(text)


def a_firm(way: Way, text: str) -> Any:
    return register_organisation(kind="exporter", name=text, name_latin="Firm", gln="8712345000004")


def a_latin_firm(way: Way, text: str) -> Any:
    return register_organisation(kind="exporter", name="果业", name_latin=text, gln="8712345000004")


def an_address(way: Way, text: str) -> Any:
    told = {"kind": "exporter", "name": "果业", "name_latin": "Fruit", "gln": "8712345000004"}
    return register_organisation(**told, address=text, address_latin=text)


def a_place(way: Way, text: str) -> Any:
    owner = way.cast.youan.organisation
    return register_place(kind="cold_store", owner=owner, name=text, latitude=23.7, longitude=106.9)


def a_recall(way: Way, text: str) -> Any:
    """Buyers read the reason."""
    lot, wei = way.lot(), way.cast.youan.person
    return recall(lots=[lot], started_from=lot.code, reason=text, by=wei, at=at("2026-06-28"))


def a_void_label(way: Way, text: str) -> Any:
    """The event, which anybody may open, says why."""
    mangoes, wei = packed(way.cast, certified(way.cast)), way.cast.youan.person
    run = start_run(lot=mangoes, count=2, layout="carton-100", with_name=False, by=wei, at=at("2026-07-05"))
    return void_span(run=run, first=1, last=1, reason=text, by=wei, at=at("2026-07-06"))


def a_received_paper(way: Way, text: str) -> Any:
    """Issuer and number stand on the public page of the certificate, and on the carton."""
    return take_in(lot=way.lot(), issuer=text, number="1", by=way.cast.youan.person, at=at("2026-06-28"))


def its_number(way: Way, text: str) -> Any:
    return take_in(lot=way.lot(), number=text, by=way.cast.youan.person, at=at("2026-06-28"))


@pytest.mark.parametrize("text", ["Baise-style mangoes", "百色风味"])
@pytest.mark.parametrize(
    "write",
    [a_firm, a_latin_firm, an_address, a_place, a_recall, a_void_label, a_received_paper, its_number],
    ids=lambda write: write.__name__,
)
def test_nobody_types_it_where_it_would_be_printed_or_shown(
    way: Way, write: Callable[[Way, str], Any], text: str
) -> None:
    """EU-China Agreement on GIs, Article 4.1(b); domain.md 1.1: 百色风味 is an infringement, not a marketing choice."""
    with pytest.raises(TextImitatesTheName):
        write(way, text)


@pytest.mark.parametrize("text", ["百色风味", "Style"])
def test_a_trade_item_has_no_class_of_ones_own_invention(way: Way, text: str) -> None:
    """UNECE FFV-45: Extra, I or II. It is printed large on the carton."""
    lot = way.lot()
    with pytest.raises(ClassIsWrong):
        register_product(
            owner=lot.owner,
            variety=lot.product.variety,
            unit_weight_g=5_000,
            quality_class=text,
            by=way.cast.youan.person,
        )


# The EU's symbol -----------------------------------------------------------------------------------------------------

SYMBOL = re.compile(
    r"\bPGI\b|\bIGP\b|\bg\.\s?g\.\s?A\.|protected geographical indication|geschützte geografische Angabe|"
    r"beschermde geografische aanduiding|indication géographique protégée|"
    r"indicación geográfica protegida|indicazione geografica protetta|受欧盟保护|欧盟地理标志",
    re.IGNORECASE,
)
"""Its words (Regulation (EU) 2024/1143, Article 37): whoever shows the symbol shows them or their abbreviation."""
PRINTED = ("labels", "provenance", "lots/conformity", "web")
"""Rooms whose templates, drawings and files end on a carton, a paper or the page of a buyer."""


@pytest.mark.parametrize("room", PRINTED)
def test_no_file_of_ours_holds_the_symbol_or_its_words(room: str) -> None:
    """domain.md 1.1: a third-country name shows the Union's symbol by its producers' decision, never by ours."""
    files = [path for path in (ROOT / "traceability" / room).rglob("*") if path.is_file() and "pyc" not in path.suffix]
    assert files
    pictures = [path.name for path in files if re.search(r"pgi|igp|eu[-_]?(gi|logo|symbol|flag)", path.stem, re.I)]
    texts = [path for path in files if path.suffix in {".html", ".svg", ".css", ".js", ".py", ".csv", ".txt"}]
    assert pictures + [path.name for path in texts if SYMBOL.search(path.read_text())] == []


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_no_label_shows_it(cast: Cast, layout: Any) -> None:
    mangoes = packed(cast, certified(cast))
    certificate = Certificate.objects.get() if layout.has_name else None
    picture = picture_of(particulars_of(mangoes, layout, certificate, None), "https://trace.example")
    words = "\n".join(re.findall(r'aria-label="([^"]+)"', picture))
    assert ("百色芒果" in words) is layout.has_name
    assert not SYMBOL.search(words)
    assert "<image" not in picture


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_page_of_a_buyer_shows_it(client: Client, cast: Cast, language: str) -> None:
    mangoes = packed(cast, certified(cast))
    page = client.get(f"/trace/{mangoes.product.gtin}/{mangoes.code}/?lang={language}").content.decode()
    assert "百色芒果" in page
    assert not SYMBOL.search(page)
    assert "<img" not in page


# Four systems --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_carton_carries_the_sign_on_a_certificate_of_its_own_system_alone(
    way: Way, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """domain.md 1.1 and 1.2: register, former AQSIQ, certification mark, EU list; each has a sign of its own."""
    scheme = GIScheme.objects.get(code=system)
    monkeypatch.setattr(Way, "scheme", scheme)
    certificate = way.certify(way.earned())
    cartons = cartons_of(way, certificate.lot)
    assert certificate_for(cartons) == certificate
    if scheme.on_cartons:
        assert print_the_name(way, cartons).certificate == certificate
        return
    with pytest.raises(NoCertificate):
        print_the_name(way, cartons)
    certificate.refresh_from_db()
    assert certificate.drawn_g == 0


def test_of_two_certificates_of_a_lot_each_speaks_for_its_own_system(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    lot = way.lot()
    for number, system in enumerate(SYSTEMS[:2]):
        monkeypatch.setattr(Way, "scheme", GIScheme.objects.get(code=system))
        way.authorise()
        way.inspect(lot, *[GOOD] * (10 + number))
        found[system] = way.certify(lot, number=f"BM-{number}")
    for system, certificate in found.items():
        assert certificate_for(lot, scheme=certificate.scheme) == certificate, system
    assert certificate_for_labels(lot, on=date(2026, 7, 10)) == found["CN-GIP-baise-mango"]


def test_an_inspection_under_one_system_is_none_under_another(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = way.earned()
    monkeypatch.setattr(Way, "scheme", GIScheme.objects.get(code="CN-MOA-AGI01634"))
    way.authorise()
    with pytest.raises(NameNotEarned, match="No inspection on ripe fruit"):
        way.certify(lot)
