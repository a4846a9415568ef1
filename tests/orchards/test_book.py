"""The book on the phone: everything that is shown without a network, bounded, and only the grower's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from orchards.acts.correct import correct
from orchards.models import Conflict, Plot
from tests.cast import at
from traceability.parties.acts.cards import IssuedCard, issue_card

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
BOOK = "/api/v1/field/book"


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """The card that Wei gave Lan."""
    return issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)


@pytest.fixture
def phone(client: Client, card: IssuedCard) -> Client:
    """Lan's phone, signed in with her card."""
    client.post("/api/v1/field/session", {"secret": card.secret, "pin": "4711"}, content_type="application/json")
    return client


@pytest.fixture
def plot(cast: Cast) -> Plot:
    """Lan's plot 4, 12 mu of Tainong."""
    return cast.plot(cast.lan)


def test_the_book_tells_of_a_plot_what_a_grower_asks_under_its_trees(phone: Client, cast: Cast, plot: Plot) -> None:
    sprayed = cast.treatment(plot)
    cast.lot(plot, weight_g=400_000)
    cast.harvest(plot, weight_g=100_000, name="waits")
    with time_machine.travel(at("2026-06-24", "18:00"), tick=False):
        book = phone.get(f"{BOOK}?lang=en").json()
    (told,) = book["plots"]
    assert (told["id"], told["number"], told["area_mu"]) == (plot.place.extension, "4", "12.00")
    assert (told["season_g"], told["weighed_g"], told["capacity_g"]) == (500_000, 400_000, 24_000_000)
    assert told["treatments"] == [
        {
            "client_id": str(sprayed.client_id),
            "product": "苯醚甲环唑 10% WG",
            "applied_on": "2026-06-19",
            "interval_days": 14,
            "allowed_from": "2026-07-03",
        }
    ]
    assert told["not_yet"]["from"] == "2026-06-25"
    assert book["totals"] == {"logged": 2, "weighed": 1, "waiting": 1, "difference_g": 0}
    assert book["limits"] == {"one_harvest_g": 20_000_000, "most_crates": 9_999}


def test_the_book_says_where_each_harvest_is_and_what_is_asked_about_it(phone: Client, cast: Cast, plot: Plot) -> None:
    cast.treatment(plot)
    cast.lot(plot, weight_g=400_000)
    (told,) = phone.get(f"{BOOK}?lang=en").json()["harvests"]
    assert (told["weight_g"], told["weighed_g"], told["lot_code"]) == (400_000, 400_000, "TY260624A")
    assert told["picked_at"] == "2026-06-24T08:10:00.000+08:00"
    assert [doubt["headline"] for doubt in told["doubts"]] == ["Picked inside an interval, allowed from 3 July."]


def test_a_correction_shows_both_records_and_which_is_which(phone: Client, cast: Cast, plot: Plot) -> None:
    wrong, right = cast.harvest(plot, name="wrong"), cast.harvest(plot, name="right", weight_g=40_000)
    correct(client_id=right.client_id, wrong=wrong, right=right, by=cast.lan.user, at=at("2026-06-24", "12:00"))
    told = {row["client_id"]: row for row in phone.get(BOOK).json()["harvests"]}
    old, new = told[str(wrong.client_id)], told[str(right.client_id)]
    assert (old["corrected"], old["corrected_by"]) == (True, str(right.client_id))
    assert (new["corrected"], new["corrects"]) == (False, str(wrong.client_id))


def test_a_second_version_is_shown_with_what_it_said(phone: Client, cast: Cast, plot: Plot) -> None:
    kept = cast.harvest(plot)
    Conflict.objects.create(
        client_id=kept.client_id,
        kind="harvest",
        body={"weight_g": 50_000},
        digest="a" * 64,
        plot=plot,
        logged_by=cast.lan.user,
    )
    (told,) = phone.get(BOOK).json()["conflicts"]
    assert (told["client_id"], told["body"]) == (str(kept.client_id), {"weight_g": 50_000})


def test_the_book_holds_nothing_of_anybody_else(phone: Client, cast: Cast, plot: Plot) -> None:
    theirs = cast.harvest(cast.plot(cast.guoqiang))
    book = phone.get(BOOK).content.decode()
    assert f'"{plot.place.extension}"' in book
    for secret in (theirs.lot_code, cast.guoqiang.user.name, f'"{theirs.plot.place.extension}"'):
        assert secret not in book
    assert f'"{cast.guoqiang.pseudonym}' not in book


def test_an_unchanged_book_costs_the_phone_no_bytes(phone: Client, cast: Cast, plot: Plot) -> None:
    first = phone.get(BOOK)
    again = phone.get(BOOK, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cast.harvest(plot)
    assert phone.get(BOOK, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "private" in first["Cache-Control"]


def test_the_book_of_a_revoked_card_is_shut(phone: Client, cast: Cast, card: IssuedCard) -> None:
    issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    answer = phone.get(BOOK)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (403, "card-is-revoked")


def test_nobody_signed_in_has_a_book_and_neither_has_the_desk(client: Client, cast: Cast) -> None:
    assert client.get(BOOK).json()["type"].endswith("/not-signed-in")
    client.force_login(cast.youan.person)
    assert client.get(BOOK).json()["type"].endswith("/not-a-grower")


def test_a_book_costs_the_same_queries_however_long_the_season(
    phone: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(1, 4):
        plot = cast.plot(cast.lan, number=str(number))
        cast.treatment(plot, name=f"spray {number}")
        for picking in range(number):
            cast.harvest(plot, name=f"{number} {picking}")
        with django_assert_num_queries(17):
            phone.get(BOOK)
