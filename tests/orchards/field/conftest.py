"""Lan's phone, signed in with her card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from orchards.models import Plot
from tests.orchards.field.records import SESSION, SYNC, outbox
from traceability.parties.acts.cards import IssuedCard, issue_card

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def plot(cast: Cast) -> Plot:
    """Lan's plot 4."""
    return cast.plot(cast.lan)


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """The card that Wei gave Lan."""
    return issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)


@pytest.fixture
def phone(client: Client, card: IssuedCard) -> Client:
    """Lan's phone, signed in with her card."""
    answer = client.post(SESSION, {"secret": card.secret, "pin": "4711"}, content_type="application/json")
    assert answer.status_code == 200
    return client


@pytest.fixture
def bring(phone: Client, cast: Cast) -> Callable[..., list[dict[str, Any]]]:
    """Bring records and get their answers."""

    def send(*records: Any, sent_at: datetime | None = None) -> list[dict[str, Any]]:
        answer = phone.post(SYNC, outbox(cast, *records, sent_at=sent_at), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    return send
