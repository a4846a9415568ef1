"""No orange carries 百色芒果. Four guards stand one behind the other, and each holds alone.

the label      Layout.must_suit        there is no such label for it
the act        certify, start_run      nobody who asks politely gets it
the API        POST                    no program gets it
the database   a trigger               no programmer gets it, whatever the acts above have become
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast, at
from tests.stories import certified, labelled, packed
from traceability.certification.acts.certify import certify
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import Certificate, GIScheme
from traceability.certification.refusals import NameNotEarned
from traceability.labels.acts.start_run import start_run
from traceability.labels.layouts import LAYOUTS
from traceability.labels.models import LabelRun
from traceability.labels.refusals import NameNotForThisSpecies
from traceability.lots.models import Lot, Species
from traceability.parties.models import User

pytestmark = pytest.mark.usefixtures("reference")

NAME = "CN-GIP-baise-mango"
NAMED = [layout for layout in LAYOUTS.values() if layout.has_name]
KINDS = ["newhall-navel", "shatangju"]
"""An orange, and a mandarin that Chinese calls by the same word as often as not."""


@pytest.fixture(params=KINDS)
def oranges(request: pytest.FixtureRequest, cast: Cast) -> Lot:
    """Lan's citrus over the scale: loose, tested by nobody, for Meng to look at."""
    lot = cast.lot(cast.plot(cast.lan, "5", request.param), "2026-11-12", 1_000_000)
    take_sample(
        lot=lot,
        taken_for=cast.control_body.organisation,
        purpose="inspection",
        fruits=10,
        by=cast.youan.person,
        at=at("2026-11-12", "18:00"),
    )
    return lot


@pytest.fixture
def cartons(cast: Cast, oranges: Lot) -> Lot:
    """The same in 190 cartons."""
    return packed(cast, oranges, "2026-11-13")


@pytest.fixture
def mangoes(cast: Cast) -> LabelRun:
    """Mangoes that earned the name, and a run of labels that says so: what an orange would have to borrow."""
    return labelled(cast, certified(cast), labels=1)


# the label ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", NAMED, ids=lambda layout: layout.code)
@pytest.mark.parametrize("species", ["orange", "mandarin"])
def test_no_label_with_the_name_suits_citrus(species: str, layout: Any) -> None:
    with pytest.raises(NameNotForThisSpecies):
        layout.must_suit(Species.objects.get(code=species))


def test_the_same_labels_suit_mangoes() -> None:
    mango = Species.objects.get(code="mango")
    assert NAMED
    assert [layout.must_suit(mango) for layout in NAMED] == [None] * len(NAMED)


# the act --------------------------------------------------------------------------------------------------------------


def test_nobody_certifies_oranges_under_the_name(cast: Cast, oranges: Lot, meng: User) -> None:
    with pytest.raises(NameNotEarned) as refusal:
        certify(
            lot=oranges,
            scheme=GIScheme.objects.get(code=NAME),
            certified_g=1_000,
            number="BM-2026-9",
            valid_to=date(2026, 12, 31),
            packer=cast.youan.organisation,
            by=meng,
            at=at("2026-11-14"),
        )
    assert "mango" in refusal.value.message.lower()
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("layout", NAMED, ids=lambda layout: layout.code)
def test_nobody_prints_the_name_for_oranges(cartons: Lot, wei: User, layout: Any) -> None:
    for with_name in (True, False):
        with pytest.raises(NameNotForThisSpecies):
            start_run(lot=cartons, count=1, layout=layout.code, with_name=with_name, by=wei, at=at("2026-11-14"))
    assert not LabelRun.objects.exists()


# the API --------------------------------------------------------------------------------------------------------------


def test_no_program_certifies_oranges_under_the_name(client: Client, cast: Cast, oranges: Lot, meng: User) -> None:
    client.force_login(meng)
    body = {
        "lot": f"{oranges.product.gtin}/{oranges.code}",
        "scheme": NAME,
        "certified_g": 1_000,
        "number": "BM-2026-9",
        "valid_to": "2026-12-31",
        "packer": cast.youan.organisation.gln,
        "at": "2026-11-14T09:00:00+08:00",
    }
    answer = client.post("/api/v1/certificates/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "name-not-earned")
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("layout", NAMED, ids=lambda layout: layout.code)
def test_no_program_prints_the_name_for_oranges(client: Client, cartons: Lot, wei: User, layout: Any) -> None:
    client.force_login(wei)
    body = {"gtin": cartons.product.gtin, "lot": cartons.code, "layout": layout.code, "count": 1, "with_name": True}
    answer = client.post("/api/v1/label-runs/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "name-not-for-this-species")
    assert not LabelRun.objects.exists()


# the database ---------------------------------------------------------------------------------------------------------


def borrow(row: Any, **other: Any) -> Callable[[], Any]:
    """Write a row as it stands, but for these columns, past every act."""
    copied = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname != "id"
    }
    return lambda: type(row)._base_manager.create(**copied | other)


def test_the_database_keeps_a_certificate_from_oranges(mangoes: LabelRun, oranges: Lot) -> None:
    event = oranges.making.event
    insert = borrow(mangoes.certificate, number="BM-2026-9", lot_id=oranges.pk, event_id=event.pk, drawn_g=0)
    with pytest.raises(IntegrityError, match="never given to fruit of another species"), transaction.atomic():
        insert()
    assert list(Certificate.objects.values_list("number", flat=True)) == ["BM-2026-1"]


def test_the_database_keeps_a_run_under_the_name_from_oranges(mangoes: LabelRun, cartons: Lot) -> None:
    event = cartons.making.event
    printed = {"gtin": cartons.product.gtin, "lot_code": cartons.code}
    insert = borrow(mangoes, lot_id=cartons.pk, event_id=event.pk, first_index=1_000_000, job_id=None, **printed)
    with pytest.raises(IntegrityError, match="never printed for fruit of another species"), transaction.atomic():
        insert()
    assert LabelRun.objects.get() == mangoes


def test_the_database_lets_no_run_of_oranges_take_the_name_later(mangoes: LabelRun, cartons: Lot, wei: User) -> None:
    run = start_run(lot=cartons, count=1, layout="carton-100", with_name=False, by=wei, at=at("2026-11-14"))
    with pytest.raises(IntegrityError, match="never printed for fruit of another species"), transaction.atomic():
        LabelRun.objects.filter(pk=run.pk).update(certificate=mangoes.certificate)
    run.refresh_from_db()
    assert run.certificate is None
