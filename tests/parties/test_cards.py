"""A grower signs in with a card and a PIN; nothing tells whether a card exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.cast import Cast
from traceability.parties.acts.brake import OF_AN_ADDRESS, sweep_wrong_pins
from traceability.parties.acts.cards import issue_card, open_card, open_numbered_card, revoke_card
from traceability.parties.models import SignInCard, User, WrongPins
from traceability.parties.refusals import (
    CardIsForAnother,
    PinIsTooSimple,
    SignInLocked,
    SignInRefused,
    SignInSlowed,
)
from traceability.web.failures import Failure


@pytest.fixture
def lan(cast: Cast) -> User:
    return cast.lan.user


def test_a_card_and_its_pin_open_the_door(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    assert open_card(secret=issued.secret, pin="2468").user == lan
    assert open_numbered_card(number=issued.card.number, pin="2468").user == lan


def test_the_secret_is_kept_nowhere(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    row = SignInCard.objects.values().get(pk=issued.card.pk)
    assert not any(issued.secret in str(value) or value == "2468" for value in row.values())


@pytest.mark.parametrize("pin", ["123", "123456789", "0000", "12a4", "１２３４", ""])
def test_a_pin_that_is_too_simple_is_refused(lan: User, wei: User, pin: str) -> None:
    with pytest.raises(PinIsTooSimple):
        issue_card(user=lan, pin=pin, by=wei)


def test_another_cooperative_issues_no_card(lan: User, huang: User) -> None:
    with pytest.raises(CardIsForAnother):
        issue_card(user=lan, pin="2468", by=huang)
    assert not SignInCard.objects.exists()


def test_a_new_card_revokes_the_one_before(lan: User, wei: User) -> None:
    lost = issue_card(user=lan, pin="2468", by=wei)
    issue_card(user=lan, pin="1357", by=wei)
    with pytest.raises(SignInRefused):
        open_card(secret=lost.secret, pin="2468")


def test_a_wrong_pin_and_an_unknown_card_answer_alike(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    with pytest.raises(SignInRefused) as wrong_pin:
        open_card(secret=issued.secret, pin="1111")
    with pytest.raises(SignInRefused) as no_card:
        open_card(secret="no such secret", pin="2468")
    assert str(wrong_pin.value) == str(no_card.value)


def guess(secret: str, times: int, address: str = "") -> list[str]:
    """What so many wrong PINs in a row are answered with, by the failure's name."""
    answers = []
    for _ in range(times):
        try:
            open_card(secret=secret, pin="1111", address=address)
        except Failure as failure:
            answers.append(type(failure).__name__)
    return answers


def test_wrong_pins_are_slowed_then_locked_and_the_right_one_waits_too(lan: User, wei: User) -> None:
    issued, start = issue_card(user=lan, pin="2468", by=wei), timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        assert guess(issued.secret, 4) == ["SignInRefused"] * 3 + ["SignInSlowed"]
        with pytest.raises(SignInSlowed, match="Wait 2 seconds"):
            open_card(secret=issued.secret, pin="2468")
        for wait in (3, 5, 9):
            clock.shift(wait)
            assert guess(issued.secret, 1) == ["SignInRefused"]
        with pytest.raises(SignInLocked, match="15 minutes"):
            open_card(secret=issued.secret, pin="2468")
        clock.shift(15 * 60 + 1)
        assert open_card(secret=issued.secret, pin="2468").user == lan
        assert guess(issued.secret, 3) == ["SignInRefused"] * 3


def test_a_card_that_does_not_exist_is_slowed_like_one_that_does(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    revoked = issue_card(user=lan, pin="2468", by=wei)
    issue_card(user=lan, pin="2468", by=wei)
    with time_machine.travel(timezone.now(), tick=False):
        answers = [guess(secret, 6) for secret in (issued.secret, revoked.secret, "no such secret")]
    assert answers[0] == answers[1] == answers[2]


def test_number_and_secret_of_one_card_share_their_wrong_pins(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    with time_machine.travel(timezone.now(), tick=False):
        guess(issued.secret, 3)
        with pytest.raises(SignInSlowed):
            open_numbered_card(number=issued.card.number, pin="2468")


def test_one_address_that_tries_many_cards_is_slowed_and_others_are_not(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(OF_AN_ADDRESS.free):
            assert guess(f"guess {number}", 1, "203.0.113.7") == ["SignInRefused"]
        with pytest.raises(SignInSlowed):
            open_card(secret=issued.secret, pin="2468", address="203.0.113.7")
        assert open_card(secret=issued.secret, pin="2468", address="203.0.113.8").user == lan


def test_what_was_tried_stands_nowhere_in_plain_words_and_is_forgotten(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    guess(issued.secret, 1, "203.0.113.7")
    kept = str(list(WrongPins.objects.values()))
    assert WrongPins.objects.count() == 2
    assert "203.0.113.7" not in kept
    assert issued.card.number not in kept
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        assert sweep_wrong_pins() == 2


def test_a_lost_card_is_revoked_once_and_by_its_own_cooperative_alone(lan: User, wei: User, huang: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    with pytest.raises(CardIsForAnother):
        revoke_card(card=issued.card, by=huang)
    first = revoke_card(card=issued.card, by=wei).revoked_at
    assert first is not None
    assert revoke_card(card=issued.card, by=wei).revoked_at == first
    with pytest.raises(SignInRefused):
        open_card(secret=issued.secret, pin="2468")
