"""A promise is given by name, in the words in force, and never edited."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, at
from traceability.epcis.models import Event
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.models import ConformityCertificate, months_after
from traceability.lots.conformity.queries import form_in_force
from traceability.lots.conformity.refusals import (
    BasisIsMissing,
    BasisIsUnknown,
    ConformityCertificateIsReplaced,
    ConformityCertificateStands,
    ContactIsMissing,
    NoFormInForce,
    PromiseWouldBeFalse,
    ReplacementNeedsReason,
)
from traceability.lots.models import Lot, LotOrigin
from traceability.parties.refusals import NotYourOrganisation

LATER = at("2026-06-24", "17:00")


def issued(cast: Cast, lot: Lot, **more: Any) -> ConformityCertificate:
    return issue(**{"lot": lot, "bases": ["control"], "by": cast.youan.person, "at": LATER} | more)


def test_it_says_what_the_order_asks_for(cast: Cast, napo: Lot) -> None:
    """Product, amount, origin, day, who promises, contact, promise and basis: reportify 1215483745520455680 [2]."""
    certificate = issued(cast, napo)
    village = cast.lan.village
    assert certificate.product_zh == "台农1号芒果"
    assert certificate.weight_g == 400_000
    assert certificate.origin_zh == f"广西百色市田阳区那坡镇{village.name_zh}"
    assert certificate.issued_on == date(2026, 6, 24)
    assert (certificate.issuer, certificate.issuer.phone) == (cast.youan.organisation, "0776-3210001")
    assert certificate.form.promise_zh == "未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。"
    assert [basis.words_zh for basis, ticked in certificate.boxes if ticked] == ["质量安全控制符合要求"]


def test_it_is_one_event_that_names_no_person_and_no_telephone(cast: Cast, napo: Lot) -> None:
    """DESIGN 5: personal data never enter an event."""
    before = Event.objects.count()
    certificate = issued(cast, napo)
    assert Event.objects.count() == before + 1
    document = certificate.event.document
    assert (document["type"], document["disposition"]) == ("ObjectEvent", "conformant")
    assert document["certificationInfo"] == [certificate.uri]
    text = json.dumps(document, ensure_ascii=False)
    assert not [said for said in ("黄阿兰", "韦晓东", "0776-3210001", "+86") if said in text]


@pytest.mark.parametrize(("day", "form"), [("2026-01-31", "2021-producer"), ("2026-02-01", "2026-producer")])
def test_the_words_are_those_in_force_on_the_day(cast: Cast, grow: Any, day: str, form: str) -> None:
    """MARA Order 2025 No. 4, in force since 2026-02-01; 农质发〔2021〕16号 before it."""
    lot = grow(400, day=day)
    assert issued(cast, lot, at=at(day, "23:59")).form_id == form


@pytest.mark.parametrize(("day", "code"), [(date(2021, 11, 3), None), (date(2021, 11, 4), "2021-producer")])
def test_before_the_trial_there_was_no_form(reference: None, day: date, code: str | None) -> None:
    """农质发〔2021〕16号, 2021-11-04."""
    form = form_in_force(day)
    assert (form.code if form else None) == code


def test_without_a_form_nothing_is_promised(cast: Cast, grow: Any) -> None:
    """Nobody promises in words that no rule gives."""
    lot = grow(400, day="2021-07-01")
    with pytest.raises(NoFormInForce):
        issued(cast, lot, at=at("2021-07-02"))


def test_ones_own_word_was_a_basis_until_2026(cast: Cast, grow: Any) -> None:
    """自我承诺 stands on the form of 2021 and on none of 2026."""
    before, after = grow(400, day="2026-01-31"), grow(400, day="2026-02-01")
    assert issued(cast, before, bases=["self_promise"], at=at("2026-01-31", "18:00")).ticked == ["self_promise"]
    with pytest.raises(BasisIsUnknown):
        issued(cast, after, bases=["self_promise"], at=at("2026-02-01", "18:00"))


def test_a_promise_rests_on_something(cast: Cast, napo: Lot) -> None:
    """Art. 2: issued by quality and safety control or by test results."""
    with pytest.raises(BasisIsMissing):
        issued(cast, napo, bases=[])


def test_a_contact_is_named(cast: Cast, napo: Lot) -> None:
    """联系方式 is among what the Order asks for."""
    napo.owner.phone = ""
    with pytest.raises(ContactIsMissing):
        issued(cast, napo)


def test_fruit_picked_inside_an_interval_is_promised_by_nobody(cast: Cast, napo: Lot) -> None:
    """The promise is that residues keep to the limits; the interval of the bottle says that they may not yet."""
    origin = napo.origin
    facts = {
        field.name: getattr(origin, field.name)
        for field in LotOrigin._meta.fields
        if field.name not in ("id", "lot", "allowed_from")
    }
    lot = Lot.objects.create(
        product=napo.product, code="TYX", owner=napo.owner, place=napo.place, weight_g=1000, remaining_g=1000
    )
    LotOrigin.objects.create(lot=lot, allowed_from=date(2026, 6, 25), **facts)
    with pytest.raises(PromiseWouldBeFalse, match="TYX"):
        issued(cast, lot)


def test_a_second_one_replaces_the_first_and_says_why(cast: Cast, napo: Lot) -> None:
    """A promise is never edited; the paper that went out says that it was replaced."""
    first = issued(cast, napo)
    with pytest.raises(ConformityCertificateStands):
        issued(cast, napo)
    with pytest.raises(ReplacementNeedsReason):
        issued(cast, napo, replaces=first)
    second = issued(cast, napo, replaces=first, reason="Tested since", bases=["control", "self_test"])
    first = ConformityCertificate.objects.get(pk=first.pk)
    assert (first.is_replaced, first.replaced_by, second.number) == (True, second, f"{napo.code}-2")
    with pytest.raises(ConformityCertificateIsReplaced):
        issued(cast, napo, replaces=first, reason="again")


def test_it_is_for_people_of_the_owner(cast: Cast, napo: Lot) -> None:
    """Nobody promises in another's name."""
    with pytest.raises(NotYourOrganisation):
        issued(cast, napo, by=cast.other_cooperative.person)


@pytest.mark.parametrize("change", ["update", "delete", "second", "other lot"])
def test_the_database_keeps_what_was_promised(cast: Cast, napo: Lot, pohong: Lot, change: str) -> None:
    """Whatever program asks: a promise is not edited, a lot has one chain of them."""
    certificate = issued(cast, napo)
    rows = ConformityCertificate.objects.filter(pk=certificate.pk)
    copy = ConformityCertificate.objects.get(pk=certificate.pk)
    copy.pk, copy.number = None, "X-9"
    if change == "other lot":
        copy.lot, copy.replaces, copy.reason = pohong, certificate, "why"
    attempts = {"update": lambda: rows.update(weight_g=1), "delete": rows.delete}
    with pytest.raises(IntegrityError), transaction.atomic():
        attempts.get(change, copy.save)()


@pytest.mark.parametrize(
    ("issued_on", "until"), [(date(2026, 6, 24), date(2026, 12, 24)), (date(2026, 8, 31), date(2027, 2, 28))]
)
def test_it_is_kept_six_months(issued_on: date, until: date, reference: None) -> None:
    """MARA Order 2025 No. 4: issue and receipt are kept for at least six months (zjj.rednet.cn 646045)."""
    form = form_in_force(issued_on)
    assert form is not None
    assert months_after(issued_on, form.keep_months) == until
