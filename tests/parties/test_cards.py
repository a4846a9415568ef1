"""A grower signs in with a card and a PIN; nothing tells whether a card exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.cast import Cast
from traceability.parties.acts.cards import WRONG_PINS_BEFORE_LOCK, issue_card, open_card, open_numbered_card
from traceability.parties.models import SignInCard, User
from traceability.parties.refusals import CardIsForAnother, PinIsTooSimple, SignInLocked, SignInRefused


@pytest.fixture
def lan(cast: Cast) -> User:
    return cast.lan.user


def test_a_card_and_its_pin_open_the_door(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    assert open_card(secret=issued.secret, pin="2468") == lan
    assert open_numbered_card(number=issued.card.number, pin="2468") == lan


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


def test_too_many_wrong_pins_lock_the_card_for_a_while(lan: User, wei: User) -> None:
    issued = issue_card(user=lan, pin="2468", by=wei)
    for _ in range(WRONG_PINS_BEFORE_LOCK):
        with pytest.raises(SignInRefused):
            open_card(secret=issued.secret, pin="1111")
    with pytest.raises(SignInLocked):
        open_card(secret=issued.secret, pin="2468")
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert open_card(secret=issued.secret, pin="2468") == lan
