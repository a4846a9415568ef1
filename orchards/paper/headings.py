"""Which column is which: the headings that cooperatives write, in any order, under any title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from orchards.paper.amounts import UNITS, unit_in
from traceability.web.tables.plain import plain
from traceability.web.tables.reading import Cell

FIELDS = ("day", "grower", "pseudonym", "phone", "village", "plot", "variety", "weight", "crates", "note")
_NAMES = {  # best first
    "day": "采收日期 采摘日期 采果日期 采收时间 采摘时间 日期 时间 交货日期 收购日期 月日 年月日 "
    "date day picked pickedon",
    "grower": "果农姓名 农户姓名 果农 农户 姓名 户主 户主姓名 种植户 社员 社员姓名 名字 交售人 grower name farmer",
    "pseudonym": "果农编号 农户编号 代号 果农代号 社员编号 growerno pseudonym",
    "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 phone mobile tel",
    "village": "村 屯 村屯 村别 村名 行政村 所在村 村组 村庄 住址 地址 village",
    "plot": "地块编号 地块号 地块 地号 果园 果园编号 果园号 园号 地名 plot plotno orchard",
    "variety": "芒果品种 品种 品名 品种名称 果品 variety",
    "weight": "净重 净重量 重量 采收重量 采摘重量 采收量 采摘量 采收数量 产量 斤数 公斤数 斤 市斤 "
    "公斤 千克 kg 吨 重 数量 毛重 weight netweight net jin",
    "crates": "筐数 筐 箱数 箱 件数 件 框数 框 袋数 袋 篮数 crates boxes",
    "note": "备注 说明 备考 附注 note notes remark remarks",
}
_RANK = {name: (field_, rank) for field_, names in _NAMES.items() for rank, name in enumerate(names.split())}
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]|[/:,、].*$")
_FAR_DOWN = 40
_YEAR = re.compile(r"(20\d\d)\s*年?")
_UNIT_NOTE = re.compile(r"单位[:：]?\s*([^\s,，;；)）]+)")


@dataclass(frozen=True)
class Headings:
    """Where the headings stand (row index), the column of each field, the heading as written, the unit of weights."""

    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    unit: str = ""
    unused: list[str] = field(default_factory=list)


def find_headings(cells: list[list[Cell]]) -> Headings | None:
    """The row of the first forty that names most fields, a weight and somebody among them; None if there is none."""
    found = [headings for number, row in enumerate(cells[:_FAR_DOWN]) if (headings := _headings(number, row))]
    best = max(found, key=lambda headings: (len(headings.columns), -headings.row), default=None)
    if best is None or best.unit:
        return best
    noted = _UNIT_NOTE.search(plain(" ".join(str(cell) for row in cells[: best.row] for cell in row)))
    return best if noted is None or noted[1] not in UNITS else _with_unit(best, UNITS[noted[1]])


def is_repeated(row: list[Cell], headings: Headings) -> bool:
    """True for the headings again, as a printed page repeats them."""
    same = sum(
        1
        for name, column in headings.columns.items()
        if column < len(row) and str(row[column]) == headings.titles[name]
    )
    return same >= 2


def year_of_title(cells: list[list[Cell]], headings: Headings) -> int | None:
    """2026 of 那坡村2026年采收登记表, if all title rows agree."""
    years = set(_YEAR.findall(plain(" ".join(str(cell) for row in cells[: headings.row] for cell in row))))
    return int(years.pop()) if len(years) == 1 else None


def _headings(number: int, row: list[Cell]) -> Headings | None:
    best: dict[str, tuple[int, int]] = {}
    for column, cell in enumerate(row):
        name = _BRACKETS.sub("", plain(cell).replace(" ", "")).lower().strip(".:#*")
        for ending in ("", "kg", "公斤", "千克", "斤", "市斤", "吨"):
            known = _RANK.get(name.removesuffix(ending) or name)
            if known and (not ending or known[0] == "weight"):
                if known[0] not in best or known[1] < best[known[0]][0]:
                    best[known[0]] = (known[1], column)
                break
    if "weight" not in best or not {"grower", "pseudonym", "phone"} & best.keys():
        return None
    columns = {name: column for name, (_rank, column) in best.items()}
    titles = {name: str(row[column]) for name, column in columns.items()}
    unused = [str(cell) for column, cell in enumerate(row) if cell != "" and column not in columns.values()]
    return Headings(number, columns, titles, unit_in(titles["weight"]), unused)


def _with_unit(headings: Headings, unit: str) -> Headings:
    return Headings(headings.row, headings.columns, headings.titles, unit, headings.unused)
