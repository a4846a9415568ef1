"""The paper book: read, answered, taken in once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchards.acts.answer_paper import answer_paper
from orchards.acts.confirm_paper import confirm_paper
from orchards.acts.log_harvest import log_harvest
from orchards.acts.read_paper import read_paper
from orchards.models import Harvest, PaperBook
from orchards.paper.understanding import Page, understand
from orchards.paper.written import written_rows
from orchards.refusals.paper import NoRowsWritten, NothingToTakeIn, PaperIsTakenIn, PaperNeedsAnswers
from tests.cast import Cast, at, record_id
from tests.orchards.paper_files import HEADINGS, ROWS, csv, xlsx
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.tables.reading import Table, read_table

pytestmark = pytest.mark.django_db
TODAY = "2026-06-30T10:20+08:00"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def village(cast: Cast) -> Cast:
    """Lan has plot 4, Guoqiang plots 7 and 11."""
    cast.plot(cast.lan, "4")
    cast.plot(cast.guoqiang, "7")
    cast.plot(cast.guoqiang, "11", variety="guifei")
    return cast


def book_of(cast: Cast, content: bytes) -> PaperBook:
    return read_paper(
        cooperative=cast.youan.organisation, table=read_table(content), name="6月.xlsx", by=cast.youan.person
    )


def page_of(book: PaperBook) -> Page:
    book.refresh_from_db()
    return understand(book.rows, book.cooperative)


def doubts(page: Page) -> list[tuple[int, str]]:
    return [(one.row["number"], doubt.code) for one in [*page.harvests, *page.totals] for doubt in one.doubts]


def row(**cells: object) -> bytes:
    """One row under headings; what is not said is a plain row of Lan's."""
    plain = {
        "日期": "6月21日",
        "姓名": "黄阿兰",
        "村": "",
        "地块": "4",
        "品种": "",
        "重量(斤)": 172,
        "筐数": 4,
        "备注": "",
    }
    return xlsx([tuple((plain | cells)[name] for name in HEADINGS)])


def test_a_page_is_understood_and_taken_in_as_the_growers_own_harvests(village: Cast) -> None:
    book = book_of(village, xlsx())
    page = page_of(book)
    assert doubts(page) == []
    assert [(one.day, one.grower.pseudonym, one.plot.number, one.weight_g, one.crates) for one in page.harvests] == [
        (date(2026, 6, 21), "G7LAN", "4", 86_000, 4),
        (date(2026, 6, 21), "G7LAN", "4", 159_000, 0),
        (date(2026, 6, 22), "G7GUO", "7", 602_000, 20),
    ]
    assert not Harvest.objects.exists()
    harvests = confirm_paper(book=book, by=village.youan.person)
    assert {(one.source, one.paper, one.logged_by, one.picked_local.hour) for one in harvests} == {
        ("paper", book, village.youan.person, 12)
    }
    assert {one.event.act for one in harvests} == {"harvest"}


def test_the_same_rows_again_change_nothing_whatever_the_file(village: Cast) -> None:
    book = book_of(village, xlsx(title=""))
    assert book_of(village, xlsx(title="")) == book
    assert book_of(village, csv()) == book
    confirm_paper(book=book, by=village.youan.person)
    assert book_of(village, csv(encoding="utf-8-sig")) == book
    with pytest.raises(PaperIsTakenIn):
        confirm_paper(book=book, by=village.youan.person)
    with pytest.raises(PaperIsTakenIn):
        answer_paper(book=book, by=village.youan.person, unit="kg")
    assert Harvest.objects.count() == 3


def test_a_doubt_that_stops_takes_in_nothing_until_it_is_mended_or_left_out(village: Cast) -> None:
    book = book_of(
        village,
        xlsx([*ROWS, ("6月31日", "黄阿兰", "", "4", "", 20, 1, ""), ("6月23日", "陌生人", "", "", "", 20, 1, "")]),
    )
    assert doubts(page_of(book)) == [(6, "no-such-day"), (7, "grower-unknown")]
    with pytest.raises(PaperNeedsAnswers) as refused:
        confirm_paper(book=book, by=village.youan.person)
    assert refused.value.facts == {"count": 2, "row": 6}
    assert not Harvest.objects.exists()
    answer_paper(book=book, by=village.youan.person, answers={6: {"day": "2026-06-22"}}, left_out={7: True})
    assert len(confirm_paper(book=book, by=village.youan.person)) == 4


def test_nothing_is_taken_in_of_a_page_that_is_all_left_out(village: Cast) -> None:
    book = answer_paper(book=book_of(village, row()), by=village.youan.person, left_out={3: True})
    with pytest.raises(NothingToTakeIn):
        confirm_paper(book=book, by=village.youan.person)


def test_only_a_clerk_of_the_cooperative_reads_answers_and_takes_in(village: Cast, huang: User) -> None:
    book = book_of(village, row())
    for act in (
        lambda: read_paper(cooperative=book.cooperative, table=read_table(row()), name="", by=huang),
        lambda: answer_paper(book=book, by=huang),
        lambda: confirm_paper(book=book, by=huang),
    ):
        with pytest.raises(NotYourOrganisation):
            act()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"日期": ""}, "no-day"),
        ({"日期": "雨天"}, "day-unread"),
        ({"日期": 6.1}, "two-days"),
        ({"日期": "2026-07-20"}, "day-to-come"),
        ({"日期": "2025-06-20"}, "old-day"),
        ({"姓名": ""}, "no-grower"),
        ({"姓名": "黄阿南"}, "grower-unknown"),
        ({"村": "百育"}, "another-village"),
        ({"地块": "9"}, "plot-unknown"),
        ({"地块": "坡上"}, "plot-by-name"),
        ({"姓名": "国强", "地块": ""}, "which-plot"),
        ({"品种": "贵妃"}, "another-variety"),
        ({"品种": "桃子"}, "variety-unknown"),
        ({"重量(斤)": ""}, "no-weight"),
        ({"重量(斤)": "很多"}, "weight-unread"),
        ({"重量(斤)": 900_000}, "weight-impossible"),
        ({"重量(斤)": "120+98"}, "a-sum"),
        ({"筐数": "不少"}, "crates-unread"),
    ],
)
def test_each_doubt_is_named_with_its_cell(village: Cast, cells: dict[str, object], code: str) -> None:
    page = page_of(book_of(village, row(**cells)))
    assert [(one.row["number"], doubt.code) for one in page.harvests for doubt in one.doubts][:1] == [(3, code)]
    (doubt,) = page.harvests[0].doubts
    assert doubt.place in page.harvests[0].row["titles"]
    assert "%" not in doubt.headline + doubt.detail


def test_what_was_logged_by_phone_is_asked_about(village: Cast) -> None:
    log_harvest(
        client_id=record_id("phone"),
        plot=village.lan.plots.get(),
        weight_g=86_000,
        crates=4,
        by=village.lan.user,
        at=at("2026-06-21"),
        source="phone",
    )
    book = book_of(village, row())
    assert doubts(page_of(book)) == [(3, "logged-already")]
    assert page_of(book).harvests[0].doubts[0].headline == (
        "黄阿兰 logged 172.0\N{NO-BREAK SPACE}jin on that day by phone: the same?"
    )
    answer_paper(book=book, by=village.youan.person, answers={3: {"same": "another"}})
    assert doubts(page_of(book)) == []


def test_two_who_share_a_name_are_told_apart_or_asked_about(village: Cast) -> None:
    other = village.grower("黄阿兰", "+8613900000009", "451003102", "G9LAN")
    village.plot(other, "4")
    assert doubts(page_of(book_of(village, row()))) == [(3, "two-growers")]
    there = other.village.name_zh.removesuffix("村委会").removesuffix("社区居委会")
    for cells in ({"村": there}, {"姓名": "G9LAN"}, {"姓名": "13900000009"}):
        page = page_of(book_of(village, row(**cells)))
        assert (doubts(page), page.harvests[0].grower) == ([], other)


def test_a_total_is_compared_with_its_rows_and_never_taken_in(village: Cast) -> None:
    right = [*ROWS, ("合计", "", "", "", "", 1694, 24, "")]
    assert doubts(page_of(book_of(village, xlsx(right)))) == []
    wrong = [*ROWS, ("", "总 计", "", "", "", 1700, 24, "")]
    page = page_of(book_of(village, xlsx(wrong)))
    assert doubts(page) == [(6, "total-differs")]
    assert page.totals[0].doubts[0].headline == "The page's total is 850.0 kg, its rows make 847.0 kg."


def test_a_last_row_of_nothing_but_a_weight_is_the_total_or_a_question(village: Cast) -> None:
    bare = ("", "", "", "", "", 1694, "", "")
    page = page_of(book_of(village, xlsx([*ROWS, bare])))
    assert (doubts(page), len(page.harvests), len(page.totals)) == ([], 3, 1)
    again = ("", "", "", "", "", 50, "", "")
    page = page_of(book_of(village, xlsx([ROWS[0], again, ROWS[2]])))
    assert (doubts(page), [one.weight_g for one in page.harvests]) == ([], [86_000, 25_000, 602_000])
    book = book_of(village, xlsx([ROWS[0], ROWS[2], (*ROWS[0][:5], 60, "", ""), again]))
    assert doubts(page_of(book)) == [(6, "only-a-weight")]
    answer_paper(book=book, by=village.youan.person, answers={6: {"same": "another"}})
    assert doubts(page_of(book)) == []


def test_a_page_without_any_unit_asks_once(village: Cast) -> None:
    headings = [name.replace("(斤)", "") for name in HEADINGS]
    book = book_of(village, xlsx([(*ROWS[0][:5], 172, 4, "")], headings))
    assert doubts(page_of(book)) == [(3, "no-unit")]
    answer_paper(book=book, by=village.youan.person, unit="jin")
    assert page_of(book).harvests[0].weight_g == 86_000
    noted = xlsx([(*ROWS[0][:5], 172, 4, "")], headings, title="那坡 单位：公斤")
    assert page_of(book_of(village, noted)).harvests[0].weight_g == 172_000


@pytest.mark.parametrize("count", [3, 300])
def test_a_page_is_taken_in_by_the_batch(village: Cast, count: int, django_assert_max_num_queries) -> None:
    book = book_of(village, xlsx([(f"6月{1 + n % 3}日", "黄阿兰", "", "4", "", 100 + n, 1, "") for n in range(count)]))
    with django_assert_max_num_queries(60):
        assert len(confirm_paper(book=book, by=village.youan.person)) == count


@pytest.mark.parametrize("count", [3, 300])
def test_a_page_costs_the_same_queries_for_any_count(village: Cast, count: int, django_assert_max_num_queries) -> None:
    book = book_of(village, xlsx([(f"6月{1 + n % 28}日", "黄阿兰", "", "4", "", 100 + n, 1, "") for n in range(count)]))
    with django_assert_max_num_queries(7):
        assert len(understand(book.rows, book.cooperative).harvests) == count


WRITTEN = st.sampled_from(
    [
        "",
        "黄阿兰",
        "国强",
        "G7LAN",
        "4",
        "7号",
        "坡上",
        "台农一号",
        "桃",
        "6.21",
        "6.31",
        "三百斤",
        "1,204",
        "-3",
        "〃",
        "合计",
        6.1,
        1e14,
        46193,
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[WRITTEN] * 8), max_size=5))
def test_any_page_is_understood_without_a_crash(village: Cast, rows: list[tuple[object, ...]]) -> None:
    table = Table([[*HEADINGS], *[[*one] for one in rows]])
    with suppress(NoRowsWritten):
        page = understand(written_rows(table), village.youan.organisation)
        for one in page.harvests:
            assert one.stops or None not in (one.day, one.grower, one.plot, one.weight_g)
            assert all("%(" not in doubt.headline + doubt.detail for doubt in one.doubts)
