"""An orange never carries 百色芒果: refused by the label, the act, the API and the database, each on its own."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast, at
from tests.stories import certified, labelled, packed
from traceability.certification.acts.draw import draw
from traceability.certification.models import Certificate
from traceability.certification.refusals import CertificateIsUsedUp
from traceability.labels.acts.start_run import start_run
from traceability.labels.layouts import LAYOUTS, Layout
from traceability.labels.models import LabelRun
from traceability.labels.refusals import NameNotForThisSpecies
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import TextImitatesTheName

pytestmark = pytest.mark.usefixtures("reference")
NAMED = [layout for layout in LAYOUTS.values() if layout.has_name]


@pytest.fixture
def oranges(cast: Cast) -> Lot:
    """190 cartons of Lan's navel oranges."""
    grown = cast.lot(cast.plot(cast.lan, "5", "newhall-navel"), "2026-11-12", 1_000_000)
    return packed(cast, grown, "2026-11-13")


@pytest.mark.parametrize("layout", NAMED, ids=lambda layout: layout.code)
def test_the_label_refuses(oranges: Lot, layout: Layout) -> None:
    with pytest.raises(NameNotForThisSpecies, match="Choose the label without the name"):
        layout.must_suit(oranges.product.variety.species)


@pytest.mark.parametrize("layout", NAMED, ids=lambda layout: layout.code)
def test_the_act_refuses(oranges: Lot, wei: User, layout: Layout) -> None:
    with pytest.raises(NameNotForThisSpecies):
        start_run(lot=oranges, count=1, layout=layout.code, with_name=True, by=wei, at=at("2026-11-14"))
    assert not LabelRun.objects.exists()


def test_the_api_refuses(client: Client, oranges: Lot, wei: User) -> None:
    client.force_login(wei)
    body = {"gtin": oranges.product.gtin, "lot": oranges.code, "layout": "carton-100-gi", "count": 1, "with_name": True}
    answer = client.post("/api/v1/label-runs/", body, content_type="application/json")
    assert answer.status_code == 409
    assert "a name that is not for orange" in answer.json()["detail"]


def test_the_database_refuses(cast: Cast, oranges: Lot, wei: User) -> None:
    labelled(cast, certified(cast), labels=1)
    run = start_run(lot=oranges, count=1, layout="carton-100", with_name=False, by=wei, at=at("2026-11-14"))
    with pytest.raises(IntegrityError, match="never printed for fruit of another species"), transaction.atomic():
        LabelRun.objects.filter(pk=run.pk).update(certificate=Certificate.objects.get())


def test_an_orange_prints_without_the_name(oranges: Lot, wei: User) -> None:
    run = start_run(lot=oranges, count=190, layout="carton-100-a4", with_name=False, by=wei, at=at("2026-11-14"))
    assert run.certificate is None


def test_no_more_is_printed_than_the_certificate_holds(cast: Cast, wei: User) -> None:
    mangoes = packed(cast, certified(cast))
    draw(certificate=Certificate.objects.get(), labels=1, grams=990_001, by=cast.youan.person, at=at("2026-07-05"))
    with pytest.raises(CertificateIsUsedUp):
        start_run(lot=mangoes, count=2, layout="carton-100-gi", with_name=True, by=wei, at=at("2026-07-05"))
    assert Certificate.objects.get().drawn_g == 990_001
    start_run(lot=mangoes, count=1, layout="carton-100-gi", with_name=True, by=wei, at=at("2026-07-05"))
    assert Certificate.objects.get().drawn_g == 995_001


@pytest.mark.parametrize("name", ["Baise-style Mango House", "Baise Mango type", "baise mang guo like"])
def test_a_text_that_imitates_the_name_is_not_printed(cast: Cast, name: str) -> None:
    """EU-China Agreement on GIs, Article 4.1(b): kind, type, style, imitation or the like."""
    mangoes = packed(cast, cast.lot(cast.plot(cast.lan), "2026-06-28", 1_000_000))
    Organisation.objects.filter(pk=cast.youan.organisation.pk).update(name_latin=name)
    mangoes = Lot.objects.with_names().get(pk=mangoes.pk)
    with pytest.raises(TextImitatesTheName):
        start_run(lot=mangoes, count=1, layout="carton-100", with_name=False, by=cast.youan.person, at=at("2026-07-06"))


@pytest.mark.parametrize("address", ["广西百色风味街 1 号", "百色芒果风味园"])
def test_nor_in_chinese(cast: Cast, address: str) -> None:
    """domain.md 1.1: 百色风味 is an infringement, not a marketing choice."""
    mangoes = packed(cast, cast.lot(cast.plot(cast.lan), "2026-06-28", 1_000_000))
    Organisation.objects.filter(pk=cast.youan.organisation.pk).update(address=address)
    mangoes = Lot.objects.with_names().get(pk=mangoes.pk)
    with pytest.raises(TextImitatesTheName):
        start_run(lot=mangoes, count=1, layout="carton-100", with_name=False, by=cast.youan.person, at=at("2026-07-06"))
