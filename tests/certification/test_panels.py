"""What certification adds to a lot's page, to the board and to a blend not yet made."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from orchards.acts.log_treatment import log_treatment
from tests.cast import at, record_id
from tests.certification.way import Way
from traceability.certification import panels
from traceability.certification.acts.draw import draw
from traceability.lots.models import Lot
from traceability.parties.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf: RequestFactory) -> Any:
    def made(user: User | AnonymousUser) -> Any:
        request = rf.get("/desk/")
        request.user = user
        return request

    return made


def fresh(lot: Lot) -> Lot:
    return Lot.objects.with_names().get(pk=lot.pk)


def test_the_first_sentence_says_where_the_lot_stands(way: Way, request_of: Any, wei: User) -> None:
    request = request_of(wei)
    way.authorise("2026-01-01", "2030-12-31")
    lot, early = way.lot(), way.lot("2026-06-14", number="12")
    orange = way.lot("2026-11-12", variety="newhall-navel", number="7")
    say = lambda each: panels.headline(request, fresh(each)).removeprefix(f"Lot {each.code} ")  # noqa: E731
    assert say(early) == say(orange) == "may be sold, without the name."
    assert say(lot) == "may be sold; it has not been inspected for the name."
    way.sample(lot)
    assert say(lot) == "waits for inspection."


def test_the_claims_stand_with_their_signs_and_their_rules(way: Way, request_of: Any, wei: User) -> None:
    lot = way.lot("2026-06-14", number="12")
    way.test_residues(
        lot, azoxystrobin="0.031", carbendazim="0.014", benomyl=None, thiophanate_methyl=None, mancozeb=None
    )
    shown = panels.claims(request_of(wei), fresh(lot))
    assert "<b>Not marketable under the name:</b> Plot 12 of Napo was picked on 14 June 2026" in shown
    assert "南国早报 2025-06-25 (event report) · provisional" in shown
    assert "<b>Over the limit:</b> carbendazim 0.014 mg/kg: France allows none that can be measured." in shown
    assert "Nobody claims it." in shown


def test_an_orange_is_only_told_that_the_name_is_not_for_it(way: Way, request_of: Any, wei: User) -> None:
    orange = way.lot("2026-11-12", variety="newhall-navel")
    shown = panels.claims(request_of(wei), fresh(orange))
    assert "For mango only; this is orange." in shown
    assert "Not marketable" not in shown


def test_buttons_stand_for_whoever_may_press_them(way: Way, request_of: Any, wei: User, meng: User, qin: User) -> None:
    lot = way.lot()
    labels = [[action.label for action in panels.actions(request_of(who), lot)] for who in (wei, meng, qin)]
    assert labels == [["Take a sample"], ["Certify"], []]
    assert panels.actions(request_of(AnonymousUser()), lot) == []


def test_the_board_names_what_waits_and_what_runs_out(way: Way, request_of: Any, wei: User) -> None:
    request, youan = request_of(wei), way.cast.youan.organisation
    assert panels.how_many_wait(request, youan) == ""
    assert "No sample waits." in panels.waiting(request, youan)
    lot = way.lot("2026-06-27", number="5")
    way.sample(lot)
    assert panels.how_many_wait(request, youan) == "One lot waits for inspection."
    assert lot.code in panels.waiting(request, youan)


def test_a_certificate_with_little_left_is_called_out(way: Way, request_of: Any, wei: User) -> None:
    way.authorise()
    lot = way.earned()
    certificate = way.certify(lot, moment=timezone.localtime())
    request, youan = request_of(wei), way.cast.youan.organisation
    draw(certificate=certificate, labels=1, grams=360_000, by=way.cast.youan.person, at=timezone.localtime())
    assert panels.nearly_used_up(request, youan) == []
    draw(certificate=certificate, labels=1, grams=5_000, by=way.cast.youan.person, at=timezone.localtime())
    [alert] = panels.nearly_used_up(request, youan)
    assert (alert.kind, alert.text) == (
        "warn",
        "Certificate BM-2026-0417 has 35.0 kg left. 365.0 of 400.0 kg are labelled.",
    )


def test_a_blend_is_told_what_it_would_lose_and_by_which_input(way: Way, request_of: Any, wei: User) -> None:
    early, good = way.lot("2026-06-14", number="12"), way.lot("2026-06-27", number="4")
    [lost] = panels.the_name_of_a_blend(request_of(wei), [(early, 400_000), (good, 400_000)])
    assert (lost.taken_by, lost.blend.state) == ((early.pk,), "no")
    assert lost.blend.words == f"{early.code}: Plot 12 was picked on 14 June; from 25 June."
    [unknown] = panels.the_name_of_a_blend(request_of(wei), [(good, 400_000)])
    assert (unknown.taken_by, unknown.blend.state) == ((), "dunno")
    [none] = panels.the_name_of_a_blend(request_of(wei), [(early, 400_000)])
    assert (none.taken_by, none.blend.state) == ((), "no")


@pytest.mark.parametrize("count", [1, 4])
def test_the_boards_column_costs_the_same_queries_for_any_number_of_lots(
    way: Way, request_of: Any, wei: User, count: int, django_assert_num_queries: Any
) -> None:
    made = [way.lot("2026-06-14" if number % 2 else "2026-06-27", number=str(number)) for number in range(count)]
    way.inspect(made[0])
    way.authorise("2026-01-01", "2030-12-31")
    way.certify(made[0])
    lots = list(Lot.objects.with_names().order_by("pk"))
    with django_assert_num_queries(9):
        column = panels.the_name(request_of(wei), lots)
    assert column is not None
    assert column.title == "百色芒果 Baise Mango"
    assert all(str(column.cells[lot.pk]).startswith('<span class="state ') for lot in lots)


def test_fruit_picked_inside_an_interval_is_set_aside_before_anything_else(
    way: Way, request_of: Any, wei: User
) -> None:
    plot = way.cast.plot(way.cast.lan)
    log_treatment(
        client_id=record_id("sprayed late"),
        plot=plot,
        product="苯醚甲环唑",
        registration_number="",
        substances=["difenoconazole"],
        dose="2,000 ×",
        target="炭疽病",
        applied_on=date(2026, 6, 24),
        interval_days=14,
        by=way.cast.lan.user,
        at=at("2026-06-24", "17:30"),
    )
    lot = way.cast.lot(plot, "2026-07-01")
    assert panels.headline(request_of(wei), fresh(lot)) == (
        f"Lot {lot.code} is set aside: it was picked before a waiting time had run out."
    )


def test_a_blend_is_told_which_input_is_over_a_residue_limit(way: Way, request_of: Any, wei: User) -> None:
    """Regulation (EC) No 396/2005, Article 18(1)(b): what has no entry of its own may stand at 0.01 mg/kg."""
    over, clean = way.lot("2026-06-26", number="12"), way.lot("2026-06-27", number="4")
    way.test_residues(over, nonesuch="0.011")
    way.test_residues(clean, nonesuch=None)
    [lost] = panels.residues_of_a_blend(request_of(wei), [(over, 400_000), (clean, 400_000)])
    assert (lost.claim, lost.taken_by) == ("Residues, European Union", (over.pk,))
    assert lost.blend.words == f"{over.code}: Not for European Union: nonesuch 0.011 mg/kg; limit 0.01."
    [kept] = panels.residues_of_a_blend(request_of(wei), [(clean, 400_000)])
    assert (kept.taken_by, kept.blend.state) == ((), "ok")
