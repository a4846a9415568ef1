"""A consent: off until somebody says so, in words that were in force, one of a kind, and never edited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from tests.agreed import SIGNED, agree
from tests.at_once import run_together
from tests.cast import Cast, at
from tests.papers import a_pdf
from traceability.parties.consent.acts.give import give_on_paper, give_on_the_phone
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.models import Alias, Consent, Kind, Wording
from traceability.parties.consent.queries import shown_of, wordings
from traceability.parties.consent.refusals import (
    ConsentIsForTheGrower,
    ConsentIsFromTheFuture,
    ConsentIsOlderThanItsWords,
    ConsentKindIsUnknown,
    ConsentPaperIsMissing,
    ConsentWordsChanged,
)
from traceability.parties.models import User
from traceability.web.file_types import FileIsUnknown


def on_the_phone(cast: Cast, kind: str = "name", wording: str = "name-1", by: User | None = None) -> Consent:
    lan = cast.lan
    return give_on_the_phone(
        person=lan.user, pseudonym=lan.pseudonym, kind=kind, wording=wording, by=by or lan.user, at=SIGNED
    )


def on_paper(cast: Cast, **more: Any) -> list[Consent]:
    told = {"kinds": ["name"], "number": "G7LAN-1", "signed_on": SIGNED.date(), "by": cast.youan.person, "at": SIGNED}
    return give_on_paper(person=cast.lan.user, pseudonym=cast.lan.pseudonym, **told | more)


def test_without_a_consent_nothing_is_shown(cast: Cast) -> None:
    assert shown_of([cast.lan.pseudonym]) == {}


def test_the_switch_on_the_phone_shows_the_name_and_nothing_else(cast: Cast) -> None:
    consent = on_the_phone(cast)
    assert (consent.how, consent.given_on, consent.recorded_by) == ("phone", SIGNED.date(), cast.lan.user)
    shown = shown_of(["G7LAN", "G7GUO"])
    assert [(one.name, one.portrait, one.plots) for one in shown.values()] == [("黄阿兰", None, [])]


def test_the_switch_moved_twice_is_one_consent(cast: Cast) -> None:
    assert on_the_phone(cast) == on_the_phone(cast)


def test_only_the_grower_moves_the_switch(cast: Cast, wei: User) -> None:
    with pytest.raises(ConsentIsForTheGrower):
        on_the_phone(cast, by=wei)


@pytest.mark.parametrize(
    ("kind", "wording", "refusal"),
    [
        ("name", "name-0", ConsentWordsChanged),
        ("name", "photo-1", ConsentWordsChanged),
        ("phone", "name-1", ConsentKindIsUnknown),
    ],
)
def test_only_what_was_read_is_agreed_to(cast: Cast, kind: str, wording: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        on_the_phone(cast, kind, wording)
    assert not Consent.objects.exists()


def test_a_signed_paper_gives_what_was_ticked_with_its_number_and_scan(cast: Cast) -> None:
    given = on_paper(cast, kinds=["name", "plot"], paper=ContentFile(a_pdf(), name="scan.pdf"))
    assert [(one.kind, one.how, one.paper_number, one.wording_id) for one in given] == [
        ("name", "paper", "G7LAN-1", "name-1"),
        ("plot", "paper", "G7LAN-1", "plot-1"),
    ]
    assert given[0].paper.read() == a_pdf()
    assert Alias.objects.get().person == cast.lan.user


def test_a_second_paper_adds_what_is_new_and_leaves_the_rest(cast: Cast) -> None:
    on_paper(cast)
    assert [one.kind for one in on_paper(cast, kinds=["name", "photo"], number="G7LAN-2")] == ["photo"]
    assert Consent.objects.get(kind="name").paper_number == "G7LAN-1"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"number": " "}, ConsentPaperIsMissing),
        ({"kinds": ["phone"]}, ConsentKindIsUnknown),
        ({"signed_on": SIGNED.date() + timedelta(1)}, ConsentIsFromTheFuture),
        ({"signed_on": date(2025, 12, 31)}, ConsentIsOlderThanItsWords),
        ({"paper": ContentFile(b"MZ not a scan", name="scan.pdf")}, FileIsUnknown),
    ],
)
def test_a_paper_that_proves_nothing_is_refused(cast: Cast, more: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        on_paper(cast, **more)
    assert not Consent.objects.exists()


def test_another_cooperative_records_nothing(cast: Cast, huang: User) -> None:
    with pytest.raises(ConsentIsForTheGrower):
        on_paper(cast, by=huang)


def test_a_consent_is_seen_by_the_grower_and_the_own_cooperative_alone(cast: Cast, wei: User, huang: User) -> None:
    agree(cast, cast.lan, "name")
    seen = {person.name: Consent.objects.visible_to(person).count() for person in (cast.lan.user, wei, huang)}
    assert list(seen.values()) == [1, 1, 0]
    assert not Consent.objects.visible_to(cast.guoqiang.user).exists()


def test_the_database_keeps_one_of_a_kind_and_lets_only_the_grower_consent_on_a_phone(cast: Cast, wei: User) -> None:
    [first] = agree(cast, cast.lan, "name")
    facts = {"person": cast.lan.user, "kind": "name", "wording_id": "name-1", "given_on": SIGNED.date(),
             "recorded_at": SIGNED, "recorded_by": wei}  # fmt: skip
    for name, wrong in (
        ("one_consent_of_a_kind_in_force_per_person", {"how": "paper"}),
        ("on_the_phone_only_the_grower_consents", {"how": "phone", "kind": "plot"}),
        ("a_consent_is_to_a_known_kind", {"how": "paper", "kind": "phone"}),
    ):
        with pytest.raises(IntegrityError, match=f"{name}|consent_consent.person_id"), transaction.atomic():
            Consent.objects.create(**facts | wrong)
    assert Consent.objects.get() == first


@pytest.mark.parametrize("change", [
    {"given_on": date(2026, 5, 1)}, {"kind": "photo"}, {"paper_number": "other"}, {"wording_id": "plot-1"},
])  # fmt: skip
def test_the_database_lets_nobody_rewrite_a_consent(cast: Cast, change: dict[str, Any]) -> None:
    [consent] = agree(cast, cast.lan, "name")
    with pytest.raises(IntegrityError, match="Withdraw a consent"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(**change)
    with pytest.raises(IntegrityError, match="Withdraw a consent"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk)._raw_delete("default")


def test_the_database_lets_nobody_undo_a_withdrawal(cast: Cast, wei: User) -> None:
    agree(cast, cast.lan, "name")
    gone = withdraw(person=cast.lan.user, kind="name", by=wei, at=at("2026-06-02"))
    assert gone is not None
    with pytest.raises(IntegrityError, match="Withdraw a consent"), transaction.atomic():
        Consent.objects.filter(pk=gone.pk).update(withdrawn_at=None, withdrawn_by=None)


def test_words_that_were_agreed_to_stay(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="New words are a new version"), transaction.atomic():
        Wording.objects.filter(pk="name-1").update(words_zh="全部公开")


def test_every_kind_has_words_in_both_languages_that_say_how_to_take_it_back(cast: Cast) -> None:
    words = wordings(on=SIGNED.date())
    assert words.keys() == set(Kind.values)
    for one in words.values():
        assert "收回" in one.words_zh
        assert "不同意也可以" in one.words_zh
        assert "take it back" in one.words_en
        assert one.source


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_record_one_paper_at_once_record_it_once(cast: Cast) -> None:
    cast.lan, cast.youan  # noqa: B018 (made before the two begin)
    answers = run_together(*[lambda: on_paper(cast)] * 2)
    assert sorted(map(len, answers)) == [0, 1]  # type: ignore[arg-type]
    assert Consent.objects.count() == 1
