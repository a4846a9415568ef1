"""/desk/paper/: choose or type, look, mend, take in."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import time_machine
from django.test import Client

from orchards.models import Harvest, PaperBook
from tests.cast import Cast
from tests.orchards.paper_files import ROWS, csv, xlsx
from traceability.parties.models import User
from traceability.web.tables.reading import read_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-06-30T10:20+08:00", tick=False):
        yield


@pytest.fixture
def desk(client: Client, cast: Cast, wei: User) -> Client:
    """Wei's desk; Lan has plot 4, Guoqiang plots 7 and 11."""
    cast.plot(cast.lan, "4")
    cast.plot(cast.guoqiang, "7")
    cast.plot(cast.guoqiang, "11", variety="guifei")
    client.force_login(wei)
    return client


def upload(desk: Client, content: bytes, name: str = "那坡村6月.xlsx") -> str:
    """Where the desk goes after a file."""
    file = BytesIO(content)
    file.name = name
    answer = desk.post("/desk/paper/new/", {"sends": "file", "file": file})
    assert answer.status_code == 302, text_of(answer.content.decode())
    return str(answer.headers["Location"])


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_file_is_shown_as_understood_and_taken_in(desk: Client) -> None:
    address = upload(desk, xlsx())
    page = desk.get(address).content.decode()
    assert "3 rows were read. Nothing is kept yet." in text_of(page)
    assert page.count("Taken as written") == 3
    assert "2026, where a row names none" in page
    assert "Take in 3 rows" in page
    assert "Keep these answers" not in page, "nothing is asked"
    assert not Harvest.objects.exists()
    assert desk.post(f"{address}confirm/").headers["Location"] == address
    page = desk.get(address).content.decode()
    assert "3 rows were taken in on 30 June 2026." in text_of(page)
    assert page.count("data-lot=") == 3
    assert upload(desk, xlsx(), "again.xlsx") == address
    assert desk.post(f"{address}confirm/").status_code == 409
    assert Harvest.objects.count() == 3
    assert "Taken in on 30 June 2026" in desk.get("/desk/paper/").content.decode()


def test_a_page_typed_into_the_grid_is_read_like_a_file(desk: Client) -> None:
    typed = {
        "name": "那满村 14",
        "unit": "斤",
        "day": ["6.21", "", ""],
        "grower": ["阿兰", "", "国强"],
        "plot": ["4", "4", "7"],
        "weight": ["172", "86.5", "105公斤"],
        "crates": ["4", "", ""],
        "variety": ["", "", ""],
        "village": ["", "", ""],
    }
    address = desk.post("/desk/paper/new/", typed).headers["Location"]
    page = desk.get(address).content.decode()
    assert re.findall(r'data-row="(\d+)"', page) == ["1", "2", "3"]
    assert "那满村 14" in page
    desk.post(f"{address}confirm/")
    assert sorted(Harvest.objects.values_list("weight_g", flat=True)) == [43_250, 86_000, 105_000]


def test_characters_that_no_database_keeps_do_no_harm(desk: Client) -> None:
    typed = {"name": "", "unit": "斤", "day": ["6.21\0"], "grower": ["阿\0兰"], "weight": ["1\x0172"]}
    address = desk.post("/desk/paper/new/", typed).headers["Location"]
    answer = desk.post(
        f"{address}answers/", {"seen": ["1", "x", "99"], "1-weight": "86\0", "1-grower": "\0", "99-day": ""}
    )
    assert answer.status_code == 302
    assert desk.get(address).status_code == 200


def test_what_cannot_be_read_stays_typed_and_is_said(desk: Client) -> None:
    answer = desk.post("/desk/paper/new/", {"name": "", "unit": "斤", "day": ["6.21"], "grower": [""], "weight": [""]})
    assert answer.status_code == 302  # a row without grower and weight is shown with its doubts
    answer = desk.post("/desk/paper/new/", {"name": "第14页", "unit": "斤", "day": [""], "weight": [""]})
    assert answer.status_code == 422
    assert "第14页" in answer.content.decode()
    for content in (b"\x00\x01\x02", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", b"just a line"):
        file = BytesIO(content)
        file.name = "x.xlsx"
        assert desk.post("/desk/paper/new/", {"sends": "file", "file": file}).status_code == 422
    assert desk.post("/desk/paper/new/", {"sends": "file"}).status_code == 422


def test_doubts_are_mended_in_place_or_the_row_left_out(desk: Client, cast: Cast) -> None:
    rows = [
        ("6月31日", "黄阿兰", "", "4", "", 20, 1, ""),
        ("6月22日", "国强", "", "", "", 1204, 1, ""),
        ("6月22日", "陌生人", "", "", "", 20, 1, ""),
        ("6月22日", "黄阿南", "", "", "", 44, 1, ""),
    ]
    address = upload(desk, xlsx(rows))
    page = text_of(desk.get(address).content.decode())
    assert "4 rows were read. 4 need an answer. Nothing is kept yet." in page
    assert "There is no 6/31." in page
    assert "Take in 4 rows: 4 answers are still missing" in page
    assert desk.post(f"{address}confirm/").status_code == 409
    plot = cast.guoqiang.plots.get(number="11")
    answers = {
        "seen": ["3", "4", "5", "6"],
        "3-day": "2026-06-22",
        "4-plot": plot.place.extension,
        "5-out": "1",
        "6-grower": ["G7LAN", ""],
    }
    assert desk.post(f"{address}answers/", answers).status_code == 302
    page = text_of(desk.get(address).content.decode())
    assert "4 rows were read. Nothing is kept yet." in page
    assert "Left out, not taken in" in page
    desk.post(f"{address}confirm/")
    assert Harvest.objects.get(weight_g=602_000).plot == plot
    assert Harvest.objects.count() == 3


def test_rows_in_the_book_already_are_left_out_together(desk: Client, cast: Cast) -> None:
    cast.harvest(cast.lan.plots.get(), "2026-06-21", 86_000)
    address = upload(desk, xlsx())
    assert (
        "172.0\N{NO-BREAK SPACE}jin of that plot and day is in the book already: the same?"
        in desk.get(address).content.decode()
    )
    desk.post(f"{address}answers/", {"known": "1"})
    desk.post(f"{address}confirm/")
    assert Harvest.objects.count() == 3


def test_what_needs_an_answer_can_be_left_out_together(desk: Client) -> None:
    strangers = [("6月22日", f"陌生人{n}", "", "", "", 20, 1, "") for n in range(150)]
    address = upload(desk, xlsx([ROWS[0], *strangers]))
    assert "Leave out the 150 rows that need an answer" in desk.get(address).content.decode()
    desk.post(f"{address}answers/", {"stops": "1", "seen": "4", "4-grower": "G7LAN"})
    desk.post(f"{address}confirm/")
    assert sorted(Harvest.objects.values_list("weight_g", flat=True)) == [10_000, 86_000]


def test_a_page_without_unit_is_asked_about_once(desk: Client) -> None:
    address = upload(desk, csv([("6月21日", "黄阿兰", "172")], ("日期", "姓名", "重量")), "a.csv")
    assert "In which unit are the weights?" in desk.get(address).content.decode()
    desk.post(f"{address}answers/", {"unit": "jin"})
    desk.post(f"{address}confirm/")
    assert Harvest.objects.get().weight_g == 86_000


def test_a_page_can_be_forgotten_until_it_is_taken_in(desk: Client) -> None:
    address = upload(desk, xlsx())
    desk.post(f"{address}forget/")
    assert not PaperBook.objects.exists()
    address = upload(desk, xlsx())
    desk.post(f"{address}confirm/")
    assert desk.post(f"{address}forget/").status_code == 409


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_sample_reads_back(desk: Client, kind: str) -> None:
    answer = desk.get(f"/desk/paper/sample.{kind}")
    assert f"harvests.{kind}" in answer.headers["Content-Disposition"]
    assert len(read_table(answer.content).cells) == 4
    upload(desk, answer.content, f"harvests.{kind}")


def test_strangers_find_nothing(desk: Client, cast: Cast, huang: User, rossi: User) -> None:
    address = upload(desk, xlsx())
    desk.force_login(huang)
    assert desk.get(address).status_code == 404
    assert [desk.post(f"{address}{act}/").status_code for act in ("answers", "confirm", "forget")] == [404] * 3
    assert "data-book" not in desk.get("/desk/paper/").content.decode()
    for outsider in (rossi, cast.lan.user):
        desk.force_login(outsider)
        assert {desk.get(page).status_code for page in ("/desk/paper/", "/desk/paper/new/", address)} == {403}
    desk.logout()
    assert "/sign-in/" in desk.get(address).headers["Location"]


@pytest.mark.parametrize("count", [3, 400])
def test_a_long_page_is_shown_doubts_first_at_the_same_cost(
    desk: Client, count: int, django_assert_max_num_queries
) -> None:
    rows = [(f"6月{1 + n % 28}日", "黄阿兰", "", "4", "", 100 + n, 1, "") for n in range(count)]
    address = upload(desk, xlsx([*rows, ("6月31日", *ROWS[0][1:])]))
    with django_assert_max_num_queries(14):
        page = desk.get(address).content.decode()
    order = re.findall(r'data-row="(\d+)"', page)
    assert len(order) == min(count + 1, 100)
    if count > 100:
        assert order[0] == str(count + 3)
