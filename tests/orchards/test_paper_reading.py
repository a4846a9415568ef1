"""What the reader makes of cells and tables: every way in which a clerk writes, and anything else without a crash."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from orchards.paper.amounts import read_crates, read_weight
from orchards.paper.headings import find_headings, year_of_title
from orchards.paper.register import plot_number, village_core
from orchards.paper.written import digest_of, written_rows
from orchards.refusals.paper import NoHeadings, NoRowsWritten
from tests.orchards.paper_files import HEADINGS, ROWS, csv, saved, xlsx
from traceability.web.failures import Invalid
from traceability.web.tables import reading as tables
from traceability.web.tables.days import read_day
from traceability.web.tables.plain import chinese_number
from traceability.web.tables.reading import read_table, read_text
from traceability.web.tables.refusals import TableIsNotReadable, TableIsTooLarge

TODAY = date(2026, 6, 30)
LIMIT = 10**9


@pytest.mark.parametrize(
    "cell",
    [
        *("6月20日", "6月20号", "2026年6月20日", "2026/6/20", "2026-6-20", "2026.6.20", "20260620", 20260620),
        *("6.20", "6/20", "6-20", "６．２０", "２０２６／６／２０", "26.6.20", "20/6/2026", "2026-06-20", "06-20"),
        *(46193, 46193.0, "46193", "2026-06-20 00:00", " 6 月 20 日 "),
    ],
)
def test_each_way_of_writing_the_20th_of_june(cell: object) -> None:
    assert read_day(cell, today=TODAY).days == (date(2026, 6, 20),)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [("2026-06-20 09:12", time(9, 12)), ("6月20日 下午3点", time(15)), ("6.20 8:05", time(8, 5)), (46193.5, time(12))],
)
def test_a_clock_is_read_with_its_day(cell: object, clock: time) -> None:
    found = read_day(cell, today=TODAY)
    assert (found.days, found.clock) == ((date(2026, 6, 20),), clock)


def test_a_day_without_a_year_is_the_last_one_or_that_of_the_title() -> None:
    assert read_day("12月20日", today=TODAY).days == (date(2025, 12, 20),)
    assert read_day("2.29", today=TODAY).days == (date(2024, 2, 29),)
    found = read_day("6.20", today=TODAY, year=2025)
    assert (found.days, found.year_inferred) == ((date(2025, 6, 20),), True)


def test_a_day_that_may_be_two_is_both() -> None:
    assert read_day(6.1, today=TODAY).days == (date(2026, 6, 1), date(2026, 6, 10))
    assert read_day("6.1", today=TODAY).days == (date(2026, 6, 1),)
    assert read_day("5/6/2026", today=TODAY).days == (date(2026, 6, 5), date(2026, 5, 6))


def test_a_day_that_is_none_says_which() -> None:
    assert read_day("6.31", today=TODAY).no_such_day == (6, 31)
    assert read_day("2026-13-01", today=TODAY).no_such_day == (13, 1)
    assert read_day("雨天", today=TODAY).days == ()


def test_serial_days_count_from_the_workbook_s_own_beginning() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["日期", "姓名", "重量斤"])
    book.active.append([44731, "黄阿兰", 172])
    book.active.append([date(2026, 6, 20), "黄阿兰", 172])
    table = read_table(saved(book))
    assert table.since_1904
    assert read_day(table.cells[1][0], today=TODAY, since_1904=True).days == (date(2026, 6, 20),)
    assert table.cells[2][0] == "2026-06-20"


@pytest.mark.parametrize(
    ("cell", "unit", "grams"),
    [
        *[(172, "jin", 86_000), ("172斤", "kg", 86_000), ("172 市斤", "", 86_000), ("86公斤", "jin", 86_000)],
        *[("86 KG", "jin", 86_000), ("１７２", "jin", 86_000), ("1,204", "jin", 602_000), ("0.5吨", "jin", 500_000)],
        *[("三百斤", "", 150_000), ("一千二", "jin", 600_000), ("120+98斤", "", 109_000), (86.5, "jin", 43_250)],
        *[("86。5", "jin", 43_250), (172.3, "jin", 86_150)],
    ],
)
def test_each_way_of_writing_a_weight(cell: object, unit: str, grams: int) -> None:
    assert read_weight(cell, unit, limit=LIMIT).grams == grams


@pytest.mark.parametrize("cell", ["很多", "-5", "0", "1/2", "1.2.3", "斤", "", "5e3", "1000000000000"])
def test_what_is_no_weight_is_refused_in_words(cell: str) -> None:
    with pytest.raises(Invalid):
        read_weight(cell, "jin", limit=LIMIT)


def test_crates_villages_plots_and_numerals() -> None:
    assert [read_crates(cell) for cell in (4, "4筐", "２０箱", "十二", "", "-", "不少")] == [4, 4, 20, 12, 0, 0, None]
    names = ("那坡村", "那坡社区居委会", "那坡 屯", "那坡")
    assert {village_core(name) for name in names} == {"那坡"}
    assert {plot_number(text) for text in ("7", "7号", "第七号", "#7", "７号地", "07")} == {"7"}
    numerals = {
        "十": 10,
        "三百": 300,
        "两百五十": 250,
        "一千二": 1200,
        "一百零五": 105,
        "两万零五十": 20050,
        "三五": 35,
    }
    assert {text: chinese_number(text) for text in numerals} == numerals


def test_headings_are_found_under_titles_in_any_order() -> None:
    cells = [
        ["右岸合作社2026年登记"],
        [],
        ["单位：市斤"],
        ["序号", "重量", "果农姓名", "采摘时间", "村屯", "箱数"],
        [1, 2],
    ]
    found = find_headings(cells)
    assert found is not None
    assert (found.row, found.unit, year_of_title(cells, found)) == (3, "jin", 2026)
    assert found.columns == {"weight": 1, "grower": 2, "day": 3, "village": 4, "crates": 5}
    assert find_headings([["姓名", "电话"], ["重量"]]) is None
    kilograms = find_headings([["农户", "毛重(斤)", "净重kg"]])
    assert kilograms is not None
    assert (kilograms.columns["weight"], kilograms.unit, kilograms.unused) == (2, "kg", ["毛重(斤)"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_whatever_encoding_it_comes(encoding: str) -> None:
    assert read_table(csv(encoding=encoding)).cells[0] == list(HEADINGS)


@pytest.mark.parametrize("mark", [",", ";", "\t", "，"])
def test_the_mark_between_cells_is_found(mark: str) -> None:
    assert read_text(mark.join(HEADINGS) + "\n").cells == [list(HEADINGS)]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_commas_in_a_note_part_no_cells(mark: str) -> None:
    rows = [["日期", "姓名", "重量(斤)", "备注"], ["6月20日", "黄阿兰", "300", "好,大,甜，红，" + "脆," * 40]]
    assert read_text("\n".join(mark.join(row) for row in rows)).cells[1][:3] == ["6月20日", "黄阿兰", "300"]


def test_blank_rows_repeated_headings_and_rows_without_a_day() -> None:
    rows = [ROWS[0], [], HEADINGS, ("", "", "", "5", "", 50, "", ""), ("同上", "〃", "", "", "", 60, "", "")]
    found = written_rows(read_table(xlsx(rows)))
    assert [(row["number"], row["written"]["day"], row["written"]["grower"]) for row in found] == [
        (number, "6月21日", "黄阿兰") for number in (3, 6, 7)
    ]


def test_a_file_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (tables.MOST_BYTES_UNPACKED + 1))
    for content in (bomb.getvalue(), b"x" * (tables.MOST_BYTES + 1), "姓名,重量\n".encode() * 6_000):
        with pytest.raises(TableIsTooLarge):
            read_table(content)


def test_a_cell_in_the_last_corner_of_a_sheet_costs_nothing() -> None:
    book = Workbook()
    book.active.append(["姓名", "重量斤"])
    book.active["XFD2"] = 1
    book.active["B90000"] = " "
    assert read_table(saved(book)).cells == [["姓名", "重量斤"]]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([*HEADINGS, "合计", "6.20", "6月31日", "三百斤", "〃", "120+98", "千", "万", "1,204斤", "7号"]),
)
TABLES = st.lists(st.lists(CELLS, max_size=9), max_size=8)


@given(TABLES)
def test_any_table_is_read_or_refused_in_words(rows: list[list[object]]) -> None:
    cells = [[tables.cell_of(value) for value in row] for row in [list(HEADINGS), *rows]]
    try:
        found = written_rows(tables.Table(cells))
    except (NoHeadings, NoRowsWritten):
        return
    assert len(digest_of(found)) == 64
    for row in found:
        for name in ("day", "weight", "crates", "plot", "village"):
            cell = row["written"].get(name, "")
            assert all(isinstance(day, date) for day in read_day(cell, today=TODAY).days)
            with suppress(Invalid):
                assert read_weight(cell, "jin", limit=LIMIT).grams > 0
            read_crates(cell)
            plot_number(str(cell))
            village_core(str(cell))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with suppress(TableIsNotReadable, TableIsTooLarge):
            read_table(start + content)


DAYS = st.dates(date(2025, 7, 1), TODAY)


@given(DAYS, st.integers(1, 40_000_000), st.integers(0, 999))
def test_what_we_write_ourselves_reads_back(day: date, grams: int, crates: int) -> None:
    for written in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.month}月{day.day}日",
    ):
        assert read_day(written, today=TODAY).days == (day,)
    assert read_weight(f"{grams / 500:.3f}斤", "", limit=LIMIT).grams == grams
    assert read_weight(f"{grams / 1000:.3f}", "kg", limit=LIMIT).grams == grams
    assert read_crates(f"{crates}筐") == crates


def test_the_old_excel_is_read_too() -> None:
    table = read_table((Path(__file__).parent / "data" / "old.xls").read_bytes())
    assert table.cells[1:] == [
        ["日期", "姓名", "地块", "重量(斤)", "筐"],
        ["2026-06-21", "黄阿兰", "4", 172.5, 4],
        ["6月22日", "黄阿兰", 4, "86公斤"],
    ]
