"""What does not look right is asked about at the desk, never on the phone, and stops nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orchards.acts.correct import correct
from orchards.acts.log_harvest import log_harvest
from orchards.acts.sync import sync
from orchards.doubts import doubts_about
from orchards.models import Conflict, Harvest, Plot
from orchards.questions.asking import with_questions
from orchards.questions.kinds import ADVICE, Kind
from orchards.questions.place import metres_from
from orchards.questions.ripeness import in_season
from orchards.thresholds import Thresholds
from tests.cast import Cast, at, record_id
from traceability.parties.acts.cards import issue_card, revoke_card
from traceability.parties.models import User


@pytest.fixture
def plot(cast: Cast) -> Plot:
    return cast.plot(cast.lan)


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    client.force_login(wei)
    return client


def picked(plot: Plot, when: datetime, weight_g: int = 200_000, name: str = "", **more: Any) -> Harvest:
    """What Lan logged."""
    return log_harvest(
        client_id=record_id(name or f"{plot.pk} {when}"),
        plot=plot,
        weight_g=weight_g,
        crates=1,
        by=plot.grower.user,
        at=when,
        **more,
    )


def sent(plot: Plot, name: str, phone_clock: datetime, **more: Any) -> Harvest:
    """What Lan's phone sent, an hour after it was picked by the phone's clock."""
    said = (phone_clock - timedelta(hours=1)).isoformat(timespec="milliseconds")
    record = {"kind": "harvest", "client_id": str(record_id(name)), "plot": plot.place.extension, "weight_g": 20_000}
    record |= {"picked_at": said, "logged_at": said} | more
    sync(grower=plot.grower, records=[record], sent_at=phone_clock, by=plot.grower.user)
    return Harvest.objects.get(client_id=record_id(name))


def codes(harvest: Harvest) -> list[str]:
    found = Harvest.objects.with_names().get(pk=harvest.pk)
    return [doubt.code for doubt in with_questions([found])[0][1]]


def test_an_ordinary_picking_raises_no_question(plot: Plot) -> None:
    place = plot.place
    ordinary = picked(plot, at("2026-06-24"), latitude=place.latitude, longitude=place.longitude)
    assert codes(ordinary) == []


def test_who_logs_at_home_in_the_evening_is_asked_about_with_the_hours_between(plot: Plot) -> None:
    now = timezone.localtime()
    there = {"latitude": plot.place.latitude + 0.02, "longitude": plot.place.longitude, "accuracy_m": 10}
    said = (now - timedelta(hours=9)).isoformat(timespec="milliseconds")
    evening = sent(plot, "evening", now, picked_at=said, logged_at=now.isoformat(timespec="milliseconds"), **there)
    found = Harvest.objects.with_names().get(pk=evening.pk)
    (doubt,) = [doubt for doubt in with_questions([found])[0][1] if doubt.code == Kind.FAR]
    assert doubt.detail == "The phone was sure within 10 m. Logged 9 hours after picking."


@pytest.mark.parametrize(("degrees", "accuracy", "asked"), [(0.02, 10, True), (0.02, 3000, False), (0.003, 10, False)])
def test_far_from_the_plot_beyond_what_the_phone_is_sure_of(
    plot: Plot, degrees: float, accuracy: float, asked: bool
) -> None:
    here = {"latitude": plot.place.latitude + degrees, "longitude": plot.place.longitude, "accuracy_m": accuracy}
    found = sent(plot, "here", timezone.localtime(), **here)
    assert (Kind.FAR in codes(found)) is asked


def test_metres_are_counted_from_the_outline_where_there_is_one(plot: Plot) -> None:
    x, y = plot.place.longitude, plot.place.latitude
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    plot.place.outline = {"type": "Polygon", "coordinates": [ring]}
    assert metres_from(plot, y + 0.005, x + 0.005) == 0
    assert metres_from(plot, y + 0.02, x + 0.005) == pytest.approx(1112, rel=0.01)
    plot.place.outline = None
    assert metres_from(plot, y + 0.02, x) == pytest.approx(2224 - 50, rel=0.01)


@pytest.mark.parametrize(("clock", "asked"), [("04:59", True), ("05:00", False), ("20:59", False), ("21:00", True)])
def test_picked_in_the_dark(plot: Plot, clock: str, asked: bool) -> None:
    found = picked(plot, at("2026-06-24", clock), weight_g=20_000)
    assert (Kind.NIGHT in codes(found)) is asked


def test_two_plots_picked_side_by_side_are_not_measured_against_each_other(cast: Cast, plot: Plot) -> None:
    other = cast.plot(cast.lan, number="5")
    picked(plot, at("2026-06-24", "08:00"), 900_000)
    assert Kind.FAST not in codes(picked(other, at("2026-06-24", "08:03"), 900_000))
    assert Kind.FAST in codes(picked(other, at("2026-06-24", "08:40"), 2_000_000)), "all plots since daybreak"


def test_faster_than_hands_can_pick_since_the_record_before(plot: Plot) -> None:
    assert Kind.FAST in codes(picked(plot, at("2026-06-23", "08:00"), 3_100_000)), "since daybreak"
    picked(plot, at("2026-06-24", "08:00"), 480_000)
    assert Kind.FAST not in codes(picked(plot, at("2026-06-24", "08:05"), 480_000)), "a second load is logged at once"
    assert Kind.FAST in codes(picked(plot, at("2026-06-24", "09:05"), 1_050_000))
    picked(plot, at("2026-06-26", "09:05"), 200_000)
    assert Kind.FAST in codes(picked(plot, at("2026-06-26", "10:05"), 1_050_000)), "an hour on the same plot"
    assert Kind.FAST not in codes(picked(plot, at("2026-06-25", "09:05"), 1_050_000)), "another day"


def test_no_fruit_of_that_variety_is_ripe(cast: Cast, plot: Plot) -> None:
    assert Kind.SEASON in codes(picked(plot, at("2026-03-01")))
    assert Kind.SEASON not in codes(picked(plot, at("2026-05-20"))), "a warm spring"


@pytest.mark.parametrize(
    ("season", "day", "inside"),
    [
        ("06-15..07-20", "2026-07-20", True),
        ("06-15..07-20", "2026-09-30", False),
        ("11-01..01-31", "2026-01-15", True),
        ("11-01..01-31", "2026-12-31", True),
        ("11-01..01-31", "2026-06-15", False),
        ("08-05..", "2026-10-01", True),
        ("08-05..", "2026-02-01", False),
        ("", "2026-02-01", True),
    ],
)
def test_seasons_as_the_list_of_varieties_writes_them(season: str, day: str, inside: bool) -> None:
    assert in_season(season, date.fromisoformat(day), timedelta(days=30)) is inside


def test_a_clock_that_was_off_is_named_with_how_far(plot: Plot) -> None:
    found = sent(plot, "behind", timezone.localtime() - timedelta(days=2))
    doubts = with_questions([Harvest.objects.with_names().get(pk=found.pk)])[0][1]
    assert "The phone's clock was 2 days behind." in [doubt.headline for doubt in doubts]
    assert Kind.CLOCK not in codes(sent(plot, "right", timezone.localtime()))


def test_what_came_in_after_its_card_was_revoked_is_marked(plot: Plot, wei: User) -> None:
    card = issue_card(user=plot.grower.user, pin="2468", by=wei).card
    early = sent(plot, "early", timezone.localtime(), card=card.number)
    revoke_card(card=card, by=wei)
    late = sent(plot, "late", timezone.localtime(), card=card.number)
    assert Kind.REVOKED in codes(late)
    assert Kind.REVOKED not in codes(early)


def test_a_correction_shows_both_records_and_asks_nothing_of_the_wrong_one(desk: Client, plot: Plot) -> None:
    wrong = picked(plot, at("2026-06-24", "23:00"), 410_000)
    right = picked(plot, at("2026-06-24", "11:00"), 401_000)
    correct(
        client_id=record_id("c"), wrong=wrong, right=right, reason="A slip.", by=plot.grower.user, at=at("2026-06-24")
    )
    assert codes(wrong) == ["correction"]
    assert codes(right) == ["correction"]
    page = desk.get("/desk/questions/", {"kind": "correction"}).content.decode()
    assert "410.0\N{NO-BREAK SPACE}kg" in page
    assert "401.0\N{NO-BREAK SPACE}kg" in page
    assert "A slip." in page


def second_version(plot: Plot, harvest: Harvest) -> None:
    body = {"kind": "harvest", "weight_g": 812_000, "crates": 3, "picked_at": "2026-06-24T09:00:00+08:00"}
    Conflict.objects.create(
        client_id=harvest.client_id, kind="harvest", body=body, digest="0" * 64, plot=plot, logged_by=plot.grower.user
    )


def test_two_versions_stand_side_by_side(desk: Client, plot: Plot) -> None:
    harvest = picked(plot, at("2026-06-24"))
    second_version(plot, harvest)
    assert codes(harvest) == ["conflict"]
    page = desk.get("/desk/questions/").content.decode()
    assert "200.0\N{NO-BREAK SPACE}kg" in page
    assert "<b>812.0\N{NO-BREAK SPACE}kg</b>" in page


def test_the_grower_s_phone_is_not_asked(plot: Plot) -> None:
    found = picked(plot, at("2026-06-24", "23:30"), 20_000)
    assert doubts_about(Harvest.objects.with_names().get(pk=found.pk), Thresholds()) == []


def test_every_kind_says_what_to_do() -> None:
    assert set(ADVICE) == set(Kind)


def test_questions_stand_wherever_the_desk_shows_a_harvest(desk: Client, plot: Plot) -> None:
    harvest = picked(plot, at("2026-06-24", "23:30"), 20_000)
    pages = ("/desk/", "/desk/growers/G7LAN/", "/desk/weigh-in/", f"/desk/weigh-in/{harvest.client_id}/")
    for page in (*pages, "/desk/questions/"):
        assert "Picked at 23:30, in the dark." in desk.get(page).content.decode(), page


def test_the_page_filters_by_kind_and_looks_further_back(
    desk: Client, plot: Plot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchards.views.questions.LOOKED_AT", 2)
    picked(plot, at("2026-06-22", "23:30"), 20_000)
    picked(plot, at("2026-06-23", "23:30"), 20_000)
    picked(plot, at("2026-06-24", "08:00"), 4_000_000)
    page = desk.get("/desk/questions/").content.decode()
    assert page.count("data-lot=") == 2
    assert "until=2026-06-23" in page
    assert desk.get("/desk/questions/", {"kind": "fast"}).content.decode().count("data-lot=") == 1
    assert desk.get("/desk/questions/", {"until": "2026-06-22"}).content.decode().count("data-lot=") == 1
    assert desk.get("/desk/questions/", {"kind": "nonsense", "until": "nonsense"}).status_code == 200


def test_more_harvests_cost_no_more_queries(desk: Client, cast: Cast, plot: Plot) -> None:
    spent = []
    for number in range(3):
        other = cast.plot(cast.grower(f"韦{number}", f"+861390000300{number}", "451003101", f"G{number}Q"))
        second_version(other, picked(other, at("2026-06-24", "23:30"), 20_000))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get("/desk/questions/").content.decode().count("data-lot=") == number + 1
        spent.append(len(queries))
    assert spent[1] == spent[2]


def test_another_cooperative_and_strangers_see_nothing(client: Client, plot: Plot, huang: User, rossi: User) -> None:
    second_version(plot, picked(plot, at("2026-06-24", "23:30")))
    client.force_login(huang)
    assert "data-lot" not in client.get("/desk/questions/").content.decode()
    for outsider in (rossi, plot.grower.user):
        client.force_login(outsider)
        assert client.get("/desk/questions/").status_code == 403
