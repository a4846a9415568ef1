"""`manage.py import_harvests`: the paper book at a terminal."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from orchards.models import Harvest
from tests.cast import Cast
from tests.orchards.paper_files import ROWS, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(cast: Cast) -> Cast:
    cast.plot(cast.lan, "4")
    cast.plot(cast.guoqiang, "7")
    return cast


def run(path: Path, *options: str) -> tuple[str, str, int]:
    """Output, errors and exit code."""
    out, err = StringIO(), StringIO()
    with time_machine.travel("2026-06-30T10:20+08:00", tick=False):
        try:
            call_command("import_harvests", str(path), *options, stdout=out, stderr=err)
        except SystemExit as end:
            return out.getvalue(), err.getvalue(), int(end.code or 0)
    return out.getvalue(), err.getvalue(), 0


def kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_table_is_shown_then_taken_in_once(village: Cast, tmp_path: Path) -> None:
    path = kept(tmp_path / "page.xlsx", xlsx())
    out, err, code = run(path)
    assert (err, code) == ("", 0)
    assert "row 3: 2026-06-21  黄阿兰  plot 4  86.0 kg  4 crates" in out
    assert "Nothing is kept yet." in out
    assert not Harvest.objects.exists()
    assert "3 rows taken in, 847.0 kg." in run(path, "--confirm", "--cooperative", village.youan.organisation.gln)[0]
    assert "Nothing was changed." in run(path, "--confirm")[0]
    assert Harvest.objects.count() == 3


def test_what_stops_is_named_by_row_and_column_and_ends_with_1(village: Cast, tmp_path: Path) -> None:
    path = kept(tmp_path / "page.xlsx", xlsx([*ROWS, ("6月31日", "陌生人", "", "", "", "很多", "", "")]))
    _out, err, code = run(path, "--confirm")
    assert code == 1
    assert "row 6, column 日期: There is no 6/31." in err
    assert "row 6, column 姓名: No grower is called 陌生人." in err
    assert "row 6, column 重量(斤): “很多” is not a weight." in err
    assert not Harvest.objects.exists()


def test_rows_in_the_book_already_stop_unless_they_are_skipped(village: Cast, tmp_path: Path) -> None:
    village.harvest(village.lan.plots.get(), "2026-06-21", 86_000)
    path = kept(tmp_path / "page.xlsx", xlsx())
    assert run(path, "--confirm")[2] == 1
    assert "2 rows taken in" in run(path, "--confirm", "--skip-known")[0]


def test_the_command_says_what_it_lacks(village: Cast, tmp_path: Path, huang: object) -> None:
    path = kept(tmp_path / "page.xlsx", xlsx())
    for options in ((), ("--cooperative", "nobody"), ("--cooperative", "右岸芒果专业合作社", "--by", "nobody")):
        with pytest.raises(CommandError):
            run(path, *options)
    for there in (tmp_path / "none.xlsx", kept(tmp_path / "broken.xlsx", b"PK broken")):
        with pytest.raises(CommandError):
            run(there, "--cooperative", "右岸芒果专业合作社")
